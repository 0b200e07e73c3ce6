"""Offers and vouchers of a booth."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField

from marketplace.core.language import lazy_gettext as _
from marketplace.core.money import format_dong
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.queries import variants_on_sale
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.rules import MOST_PRICE
from marketplace.web.forms import DongField, LineField, MarketForm, MomentField, WholeField, choices
from marketplace.web.options import PlainOptions

MOST_USES = 1_000_000
MOST_CHOICES = 1_000
BASIS_POINTS = 100


class OfferForm(MarketForm):
    """A lower price of one variant for a time."""

    variant_id = SelectField(_("Món"), widget=PlainOptions())
    price = DongField(_("Giá ưu đãi"), high=MOST_PRICE, required=True)
    starts_at = MomentField(_("Bắt đầu"), required=True)
    ends_at = MomentField(_("Kết thúc"), required=True)
    quantity = WholeField(_("Số lượng giá này"), low=1, high=MOST_USES, description=_("Để trống nếu không giới hạn."))
    per_buyer = WholeField(_("Mỗi người mua nhiều nhất"), low=1, high=MOST_USES)

    def __init__(self, booth: Booth, **options: Any) -> None:
        super().__init__(**options)
        self.variant_id.choices = choices(
            (str(number), _named(product, variant, price))
            for number, product, variant, price in variants_on_sale(booth, limit=MOST_CHOICES)
        )


class VoucherForm(MarketForm):
    """A code of the booth."""

    code = LineField(_("Mã"), most=20, description=_("4–20 chữ và số. Để trống thì hệ thống tự đặt một mã khó đoán."))
    kind = RadioField(
        _("Giảm thế nào"),
        choices=choices((("amount", _("Một số tiền")), ("percent", _("Phần trăm")))),
        default="amount",
    )
    amount = DongField(_("Số tiền giảm"), low=1, high=MOST_PRICE, description=_("Khi giảm một số tiền."))
    percent = WholeField(_("Phần trăm giảm"), low=1, high=100, description=_("Khi giảm theo phần trăm."))
    most = DongField(
        _("Giảm nhiều nhất"),
        low=1,
        high=MOST_PRICE,
        description=_("Khi giảm theo phần trăm; để trống nếu không giới hạn."),
    )
    min_goods = DongField(_("Cho đơn từ"), high=MOST_PRICE)
    max_uses = WholeField(_("Tổng số lượt"), low=1, high=MOST_USES)
    starts_at = MomentField(_("Bắt đầu"), required=True)
    ends_at = MomentField(_("Kết thúc"), required=True)

    @property
    def facts(self) -> VoucherFacts:
        """As the verb takes them."""
        is_percent = self.kind.data == "percent"
        value = (self.percent.data or 0) * BASIS_POINTS if is_percent else self.amount.data or 0
        return VoucherFacts(
            kind=self.kind.data, starts_at=self.starts_at.data, ends_at=self.ends_at.data, code=self.code.data or "",
            value=value, most=self.most.data if is_percent else None, min_goods=self.min_goods.data or 0,
            max_uses=self.max_uses.data, bearer="booth",
        )  # fmt: skip

    @property
    def value_field(self) -> str:
        """Where the verb's complaint about the value belongs."""
        return "percent" if self.kind.data == "percent" else "amount"


def _named(product: str, variant: str, price: int) -> str:
    return f"{product}, {variant} ({format_dong(price)})" if variant else f"{product} ({format_dong(price)})"
