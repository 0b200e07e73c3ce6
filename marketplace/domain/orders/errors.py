"""What may be the matter with orders."""

from __future__ import annotations

from typing import ClassVar

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class MoveRefused(Refusal):
    """The order is at another step, or this person may not move it; `from_state` and `to_state` name the step."""

    sentence = _("Đơn hàng đang ở bước khác nên không làm được việc này. Vui lòng tải lại trang.")

    def __init__(self, from_state: str, to_state: str) -> None:
        super().__init__()
        self.from_state = from_state
        self.to_state = to_state


class TooLateToCancel(MoveRefused):
    """The goods are packed or on their way."""

    sentence = _("Đơn hàng đã được chuẩn bị hoặc gửi đi nên không hủy được nữa. Vui lòng gọi gian hàng.")


class ReasonMissing(BadInput):
    """A booth lets a buyer down without saying why."""

    sentence = _("Xin cho người mua biết vì sao.")
    field = "reason"


class OrderNotThere(NotThere):
    """One of several chosen orders is no order of this booth."""

    sentence = _("Gian hàng không có đơn này.")


class ChangedMeanwhile(Refusal):
    """Somebody else worked on the order since the page was made."""

    sentence = _("Đơn hàng vừa được người khác cập nhật. Vui lòng xem lại rồi làm tiếp.")


class NothingShort(BadInput):
    """A shortfall of no goods, or of more than are still to be sent."""

    sentence = _("Vui lòng ghi số lượng không giao được, không quá số còn phải gửi.")
    field = "short"


class WholeOrderShort(BadInput):
    """Nothing of the order is left: that is a cancellation."""

    sentence = _("Không còn món nào để giao. Vui lòng dùng “Hủy đơn này”, người mua được hoàn cả phí giao hàng.")
    field = "short"


class NoteMissing(BadInput):
    """An empty note, or one that is too long."""

    sentence = _("Vui lòng viết ghi chú, không quá 500 chữ.")
    field = "note"


class PurchaseNotFound(NotThere):
    """No purchase has this code and this phone number; a wrong one of the two looks the same."""

    status: ClassVar[int] = 404
    sentence = _("Không tìm thấy đơn hàng với mã và số điện thoại này. Vui lòng kiểm tra lại cả hai.")


class BadOrderCode(BadInput):
    """Not a code that any order could have."""

    sentence = _("Mã đơn này chưa đúng: bắt đầu bằng QT, sau đó là 10 chữ và số.")
    field = "code"
