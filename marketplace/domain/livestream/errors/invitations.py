"""What may be the matter with who takes part in a campaign."""

from __future__ import annotations

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _


class BadGoal(BadInput):
    """A goal of nothing, or for a figure that has none."""

    sentence = _("Mục tiêu phải là số lớn hơn 0, hoặc để trống.")


class BoothNotOpen(Refusal):
    """Only a booth that is open can be invited."""

    sentence = _("Gian hàng này đang không mở bán nên chưa mời được.")


class AlreadyInvited(Refusal):
    """The booth was asked before and has not said no."""

    sentence = _("Gian hàng này đã được mời rồi.")


class AlreadyAnswered(Refusal):
    """Somebody of the booth gave another answer before."""

    sentence = _("Gian hàng đã trả lời lời mời này rồi.")


class WhyDeclined(BadInput):
    """A no without a reason."""

    sentence = _("Vui lòng ghi lý do để ban tổ chức biết.")
    field = "reason"


class AnswerFirst(Refusal):
    """Goods are proposed by booths that take part."""

    sentence = _("Hãy nhận lời mời trước, rồi đề xuất sản phẩm.")


class AlreadyProposed(Refusal):
    """A proposal of this variant still waits."""

    sentence = _("Món này đang chờ ban tổ chức xem. Rút lại nếu muốn đề xuất khác.")
    field = "variant_id"


class ProposalDecided(Refusal):
    """Somebody has taken, returned or withdrawn the proposal meanwhile."""

    sentence = _("Đề xuất này đã được xử lý rồi.")


class WhyReturned(BadInput):
    """A proposal given back without a reason."""

    sentence = _("Vui lòng ghi lý do để gian hàng biết cần sửa gì.")
    field = "reason"


class UnknownRole(BadInput):
    """Nobody does that in a broadcast."""

    sentence = _("Vui lòng chọn một vai trò.")
    field = "role"


class NobodyThere(BadInput):
    """Nobody with an account has this address."""

    sentence = _("Chưa có tài khoản nào dùng địa chỉ này. Hãy nhờ người ấy đăng ký trước.")
    field = "email"
