"""What notices and announcements refuse."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class NoticeNotThere(NotThere):
    """No such notice, or not this person's."""

    sentence = _("Không tìm thấy thông báo này.")


class NotSwitchable(Refusal):
    """What binds the booth is always told."""

    sentence = _("Loại thông báo này luôn được gửi, không tắt được.")


class AnnouncementNotThere(NotThere):
    """No such announcement."""

    sentence = _("Không tìm thấy thông báo này.")


class TextMissing(BadInput):
    """Nothing is said."""

    sentence = _("Vui lòng điền mục này.")


class UnknownAudience(BadInput):
    """Nobody, or nothing, of that name."""

    sentence = _("Vui lòng chọn gửi cho ai.")
    field = "audience"


class EndsBeforeItBegins(BadInput):
    """An announcement that is over before it is seen."""

    sentence = _("Thời điểm kết thúc phải sau lúc bắt đầu và sau bây giờ.")
    field = "until_at"


class WayOutNotThere(NotThere):
    """The link for ending letters is incomplete or was changed."""

    sentence = _("Đường dẫn này không đúng hoặc bị thiếu chữ. Xin mở lại từ thư.")
