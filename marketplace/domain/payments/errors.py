"""What the market will not do about money, and what its providers would not."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotAllowed, Refusal
from marketplace.core.language import lazy_gettext as _


class BadSignature(Refusal):
    """A message that does not prove that the provider sent it."""

    status = 400
    sentence = _("Thông báo thanh toán không có chữ ký hợp lệ.")


class BadFeedToken(Refusal):
    """The caller of the bank feed does not hold our token."""

    status = 401
    sentence = _("Mã truy cập của dòng sao kê không đúng.")


class UnreadableLine(Refusal):
    """A bank line that is not in the form agreed on; `field` says which part."""

    status = 400
    sentence = _("Dòng sao kê không đúng mẫu.")


class ProviderAway(Refusal):
    """The payment provider did not answer in time, or could not; nothing was lost."""

    status = 503
    sentence = _("Cổng thanh toán chưa trả lời. Đơn hàng vẫn được giữ; xin thử lại sau ít phút.")


class ProviderRefused(Refusal):
    """The payment provider understood the request and said no."""

    status = 502
    sentence = _("Cổng thanh toán không nhận yêu cầu này. Đơn hàng vẫn được giữ; xin chọn lại cách thanh toán.")


class NothingToPay(Refusal):
    """The purchase is paid, cancelled, or paid in cash at the door."""

    sentence = _("Đơn này không cần thanh toán nữa.")


class NotPaidYet(Refusal):
    """Money that never came in cannot be given back."""

    sentence = _("Khoản này chưa được trả nên không hoàn lại được.")


class MoreThanWasPaid(Refusal):
    """The refunds of one payment would exceed it; `left` is what may still go back."""

    sentence = _("Số tiền hoàn vượt quá số còn lại của khoản đã trả (%(left)s).")


class NotByHand(Refusal):
    """The provider pays this refund back itself, or it is done already."""

    sentence = _("Khoản hoàn này không cần làm bằng tay.")


class AlreadySettled(Refusal):
    """Somebody has dealt with it before."""

    sentence = _("Việc này đã có người xử lý xong.")


class NoSuchPurchase(BadInput):
    """The code names no purchase."""

    sentence = _("Không có đơn nào mang mã này.")
    field = "code"


class ReasonNeeded(BadInput):
    """A decision about money is kept with its reason."""

    sentence = _("Xin ghi rõ đã làm gì và vì sao (ít nhất 5 chữ cái).")
    field = "decision"


class NotForYou(NotAllowed):
    """Only organizers deal with money that does not fit."""

    sentence = _("Chỉ ban tổ chức được xử lý các khoản tiền này.")
