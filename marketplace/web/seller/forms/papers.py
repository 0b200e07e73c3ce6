"""Bringing a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField

from marketplace.core import clock
from marketplace.core.errors import Refusal
from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.papers.rules import LONGEST_FACT, PaperFacts, lacks_of_paper
from marketplace.web.forms import DayField, LineField, MarketForm, choices
from marketplace.web.options import PlainOptions
from marketplace.web.words import PAPER_KINDS


class PaperForm(MarketForm):
    """What the paper says, and its picture."""

    kind = SelectField(_("Loại giấy"), choices=choices(PAPER_KINDS.items()))
    product_id = SelectField(_("Cho sản phẩm"), coerce=str, widget=PlainOptions())
    star = SelectField(
        _("Hạng sao"),
        choices=choices([("", "–"), ("3", "3"), ("4", "4"), ("5", "5")]),
        description=_("Chỉ với giấy OCOP."),
    )
    number = LineField(_("Số quyết định, số giấy"), most=LONGEST_FACT, required=True)
    issuer = LineField(_("Nơi cấp"), most=LONGEST_FACT, required=True, description=_("Ví dụ: UBND tỉnh Quảng Trị."))
    issued_on = DayField(_("Ngày cấp"), required=True)
    expires_on = DayField(_("Ngày hết hạn"), description=_("Giấy OCOP để trống: 36 tháng kể từ ngày cấp."))
    scan = FileField(_("Ảnh chụp giấy"))

    def __init__(self, *args: Any, products: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product_id.choices = choices(
            [("", gettext("Cả gian hàng")), *((str(number), name) for number, name in products)]
        )

    def lacks(self) -> Sequence[Refusal]:
        """What a paper of this kind must tell."""
        return lacks_of_paper(
            self.facts(), has_product=bool(self.product_id.data), has_scan=bool(self.scan.data), today=clock.today()
        )

    def facts(self) -> PaperFacts:
        """What was filled in."""
        star = int(self.star.data) if self.star.data and not self.star.errors else None
        return PaperFacts(
            kind=self.kind.data, number=self.number.data, issuer=self.issuer.data, issued_on=self.issued_on.data,
            expires_on=self.expires_on.data, star=star,
        )  # fmt: skip
