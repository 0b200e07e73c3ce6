"""What the ledger refuses."""

from __future__ import annotations

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _


class RateOutOfBounds(BadInput):
    """Below nothing or above what may be written down for this kind."""

    sentence = _("Mức phí từ 0 đến %(most)s%%.")
    field = "basis_points"


class NameOrReasonMissing(BadInput):
    """A rate without a name or without where it comes from; sellers could not check it."""

    sentence = _("Vui lòng ghi tên và căn cứ của mức phí.")
    field = "reason"


class UnknownKind(BadInput):
    """No such kind of rate, or a way of paying where there is none, or none where there must be one."""

    sentence = _("Chọn loại phí, và cách thanh toán nếu là phí thanh toán.")
    field = "kind"


class RateInThePast(BadInput):
    """A rate that would hold for days that are over."""

    sentence = _("Mức phí mới áp dụng từ hôm nay trở đi. Những ngày đã qua giữ mức cũ.")
    field = "starts_on"


class RateTooSoon(BadInput):
    """A higher fee that sellers would hear of too late."""

    sentence = _("Tăng phí phải báo trước ít nhất %(days)s ngày: sớm nhất là %(earliest)s.")
    field = "starts_on"


class SameRate(Refusal):
    """What was asked for holds already."""

    sentence = _("Mức này đã được ghi rồi.")


class WithholdingUnchanged(Refusal):
    """Tax is kept back already, or is not."""

    sentence = _("Gian hàng này đang ở đúng trạng thái đó rồi.")


class ReasonMissing(BadInput):
    """Why tax is kept back, or no longer."""

    sentence = _("Vui lòng ghi lý do.")
    field = "reason"
