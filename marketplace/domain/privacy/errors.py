"""Why an account cannot be erased yet; each says what to do first."""

from __future__ import annotations

from marketplace.core.errors import Refusal
from marketplace.core.language import lazy_gettext as _


class OrdersUnderWay(Refusal):
    """Something bought has not come, or may still be complained about."""

    sentence = _("Bạn còn đơn hàng chưa xong: %(codes)s. Khi các đơn đã hoàn tất hoặc đã hủy, bạn xóa được tài khoản.")


class ReturnsUnderWay(Refusal):
    """Goods are to be sent back."""

    sentence = _("Bạn còn yêu cầu trả hàng đang được giải quyết. Hãy chờ kết quả, hoặc rút yêu cầu, rồi xóa tài khoản.")


class ComplaintsOpen(Refusal):
    """A complaint has no answer yet, and without the account nobody could be answered."""

    sentence = _("Bạn còn khiếu nại đang được giải quyết: %(codes)s. Có kết quả rồi, bạn xóa được tài khoản.")


class MoneyOpen(Refusal):
    """Money is on its way back."""

    sentence = _(
        "Chợ còn tiền phải hoàn cho bạn hoặc đang đối chiếu một khoản bạn đã trả. Xong việc đó, bạn xóa được tài khoản."
    )


class LastOwner(Refusal):
    """An open booth would be nobody's."""

    sentence = _(
        "Bạn là chủ duy nhất của %(names)s. Hãy nhờ ban tổ chức đóng gian hàng hoặc chuyển cho người khác trước."
    )


class LastAdmin(Refusal):
    """Nobody would run the market."""

    sentence = _("Bạn là người quản trị duy nhất của chợ. Hãy trao quyền cho người khác trước.")
