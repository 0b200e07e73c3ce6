"""What kinds of rates and ways of paying are called wherever money is broken down."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.ledger.rules import COMMISSION, PAYMENT_FEE, PIT, VAT

RATE_KINDS: dict[str, Any] = {
    COMMISSION: _("Hoa hồng"),
    PAYMENT_FEE: _("Phí thanh toán"),
    VAT: _("Thuế giá trị gia tăng khấu trừ"),
    PIT: _("Thuế thu nhập cá nhân khấu trừ"),
}
PAY_WAYS: dict[str, Any] = {
    "cod": _("Tiền mặt"),
    "vietqr": _("Chuyển khoản"),
    "card": _("Thẻ"),
}
LINE_PARTS: dict[str, Any] = {
    "goods": _("Tiền hàng"),
    "voucher": _("Mã giảm giá gian hàng chịu"),
    "shipping": _("Phí giao hàng"),
    "back": _("Hoàn lại cho người mua"),
    "money": _("Tiền mặt gian hàng đã thu"),
    **RATE_KINDS,
}
ENTRY_KINDS: dict[str, Any] = {
    "payment": _("Thu tiền mặt"),
    "sale": _("Đã giao"),
    "return": _("Hàng trả lại"),
    "refund": _("Hoàn tiền"),
}


def rate_words() -> dict[str, Any]:
    """For the templates of both desks."""
    return {"rate_kinds": RATE_KINDS, "pay_ways": PAY_WAYS, "line_parts": LINE_PARTS, "entry_kinds": ENTRY_KINDS}
