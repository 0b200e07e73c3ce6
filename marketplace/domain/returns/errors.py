"""What returns are refused for."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class ReturnNotThere(NotThere):
    """No such return, or not this person's to see."""

    sentence = _("Không tìm thấy yêu cầu trả hàng này.")


class NothingChosen(BadInput):
    """Not one unit was chosen."""

    sentence = _("Xin chọn ít nhất một món và số lượng muốn trả.")
    field = "lines"


class MoreThanBought(BadInput):
    """More units than are still with the buyer."""

    sentence = _("Bạn chỉ còn trả được %(left)s của món này.")
    field = "lines"


class UnknownReason(BadInput):
    """Not one of the reasons."""

    sentence = _("Xin chọn vì sao bạn muốn trả hàng.")
    field = "reason"


class StoryMissing(BadInput):
    """Too little to judge by, or too much to read."""

    sentence = _("Xin kể rõ hàng bị sao, từ %(least)s đến %(most)s chữ.")
    field = "text"


class PicturesMissing(BadInput):
    """A fault that can be seen must be shown."""

    sentence = _("Xin gửi ít nhất một ảnh chụp hàng để gian hàng xem.")
    field = "pictures"


class TooManyPictures(BadInput):
    """More pictures than anybody looks at."""

    sentence = _("Tối đa %(most)s ảnh.")
    field = "pictures"


class TooLateToReturn(Refusal):
    """The time in which goods may be sent back is over, or has not begun."""

    sentence = _("Đơn này không còn, hoặc chưa, trong thời gian trả hàng.")


class ReturnUnderWay(Refusal):
    """Another return of the same order is not over."""

    sentence = _("Đơn này đang có một yêu cầu trả hàng chưa xong. Xin giải quyết ở trang của yêu cầu đó.")


class ReturnMoved(Refusal):
    """The return is at another step, or this person may not move it."""

    sentence = _("Yêu cầu trả hàng đang ở bước khác nên không làm được việc này. Vui lòng tải lại trang.")


class AnswerMissing(BadInput):
    """Declined without a reason."""

    sentence = _("Xin cho người mua biết vì sao, ít nhất %(least)s chữ.")
    field = "answer"
