"""What a booth says to a campaign."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField

from marketplace.core.language import lazy_gettext as _
from marketplace.core.money import format_dong
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.queries import variants_to_propose
from marketplace.domain.promotions.rules import MOST_PRICE
from marketplace.web.forms import DongField, LinesField, MarketForm, WholeField, choices
from marketplace.web.options import PlainOptions


class DeclineForm(MarketForm):
    """Why a booth stays away."""

    reason = LinesField(_("Lý do từ chối"), most=500, description=_("Ban tổ chức đọc được."))


class ProposalForm(MarketForm):
    """A product for the line-up, on the booth's terms."""

    variant_id = SelectField(_("Món"), widget=PlainOptions())
    price = DongField(_("Giá livestream"), high=MOST_PRICE, description=_("Để trống nếu bán theo giá thường."))
    quantity = WholeField(
        _("Số lượng dành riêng"), low=1, high=100_000, description=_("Bán hết số này thì hết giá livestream.")
    )
    per_buyer = WholeField(_("Mỗi người mua tối đa"), low=1, high=999)
    talking_points = LinesField(
        _("Điểm cần nói"),
        most=500,
        description=_("Người phát đọc khi giới thiệu: làm ở đâu, dùng thế nào."),
    )

    def __init__(self, booth: Booth, **options: Any) -> None:
        super().__init__(**options)
        self.variant_id.choices = choices(
            (str(variant.id), f"{variant.name} ({format_dong(variant.price)})")
            for variant in variants_to_propose(booth)
        )

    @property
    def terms(self) -> LiveTerms:
        """As the verb takes them."""
        return LiveTerms(
            self.price.data, self.quantity.data, self.per_buyer.data, self.talking_points.data or ""
        )  # fmt: skip
