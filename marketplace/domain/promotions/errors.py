"""What may be the matter with offers and vouchers."""

from __future__ import annotations

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _


class OfferGone(Refusal):
    """The offer ended, ran out, or this buyer had all of it that one buyer may have."""

    sentence = _("Giá ưu đãi vừa hết. Vui lòng xem lại giá mới.")


class BadOffer(BadInput):
    """An offer that lowers nothing, never runs or has impossible limits."""

    sentence = _("Giá ưu đãi phải thấp hơn giá bán, và kết thúc sau khi bắt đầu.")


class OffersOverlap(Refusal):
    """The variant has another offer of this kind at that time."""

    sentence = _("Sản phẩm này đã có một giá ưu đãi trong khoảng thời gian đó.")


class BadVoucher(BadInput):
    """A voucher with impossible terms; `field` says which."""

    sentence = _("Vui lòng xem lại điều kiện của mã giảm giá.")


class CodeTaken(Refusal):
    """Another voucher has this code."""

    sentence = _("Mã này đã được dùng cho một chương trình khác.")
    field = "code"


class VoucherRefusal(Refusal):
    """A voucher that cannot be used here; the kinds below say why."""

    field = "voucher_code"


class UnknownVoucher(VoucherRefusal):
    """No voucher has this code."""

    sentence = _("Không có mã giảm giá này. Vui lòng kiểm tra lại từng chữ.")


class VoucherNotRunning(VoucherRefusal):
    """The voucher has not begun or is over."""

    sentence = _("Mã giảm giá này chưa bắt đầu hoặc đã hết hạn.")


class VoucherUsedUp(VoucherRefusal):
    """Everybody's uses are spent."""

    sentence = _("Mã giảm giá này đã hết lượt dùng.")


class VoucherUsedByYou(VoucherRefusal):
    """This buyer's uses are spent."""

    sentence = _("Bạn đã dùng hết lượt của mã giảm giá này.")


class VoucherNeedsMoreGoods(VoucherRefusal):
    """The goods come to less than the voucher asks; `missing` is the difference as text."""

    sentence = _("Mua thêm %(missing)s để dùng được mã giảm giá này.")
