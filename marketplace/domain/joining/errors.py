"""What a checklist refuses."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class ItemNotThere(NotThere):
    """No such item on the checklist."""

    sentence = _("Không tìm thấy mục này trong danh sách.")


class TitleMissing(BadInput):
    """An item without a sentence."""

    sentence = _("Vui lòng ghi mục này là gì.")
    field = "title"


class UnknownKind(BadInput):
    """Neither computed, attested nor verified, or a computed one that looks at nothing."""

    sentence = _("Vui lòng chọn mục này được xác nhận bằng cách nào.")
    field = "kind"


class CheckTaken(BadInput):
    """Another item looks at the same already."""

    sentence = _("Đã có mục khác xem điều này. Hãy sửa mục ấy.")
    field = "kind"


class OnlyAfterOpening(BadInput):
    """No booth can show this before it is open."""

    sentence = _("Điều này chỉ có được sau khi gian hàng mở, nên chỉ có thể là mục nên có.")
    field = "is_required"


class ItemInUse(Refusal):
    """A booth has a mark on it, and what was said stays."""

    sentence = _("Đã có gian hàng được ghi nhận ở mục này nên không xóa được. Hãy ngừng dùng mục này.")


class NotSaidThisWay(Refusal):
    """An item of another kind: it is not for this person to say."""

    sentence = _("Mục này không được xác nhận bằng cách đó.")


class NothingToTakeBack(Refusal):
    """Nobody said anything about this item yet."""

    sentence = _("Mục này chưa được ghi nhận gì để rút lại.")


class ChecklistNotDone(Refusal):
    """Required items are open; `items` names them."""

    sentence = _("Còn mục bắt buộc chưa xong: %(items)s.")
