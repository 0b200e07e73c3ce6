"""A rate from a day on, and whether tax is kept back for a booth."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField

from marketplace.core.language import lazy_gettext as _
from marketplace.core.money import parse_points
from marketplace.core.numbers import format_points
from marketplace.domain.ledger.rules import KINDS, PAYMENT_FEE
from marketplace.domain.orders.rules import PAYMENT_METHODS
from marketplace.web.forms import DayField, LineField, LinesField, MarketForm, WholeField, choices
from marketplace.web.rate_words import PAY_WAYS, RATE_KINDS


class PointsField(WholeField):
    """A percentage with up to two places; its value is in hundredths of a percent."""

    def read(self, text: str) -> int:
        """The hundredths; raise NotAPercent."""
        return parse_points(text, self.low, self.high)

    def shown(self, value: Any) -> str:
        """As people write it."""
        return format_points(value)


def _kinds() -> list[tuple[str, Any]]:
    """Each kind; payment fees once for each way of paying."""
    plain = [(kind, RATE_KINDS[kind]) for kind in KINDS if kind != PAYMENT_FEE]
    return plain[:1] + [(f"{PAYMENT_FEE}:{method}", PAY_WAYS[method]) for method in PAYMENT_METHODS] + plain[1:]


class RateForm(MarketForm):
    """A new rate; those that were before stay as they are."""

    kind = SelectField(_("Loại"), coerce=str)
    name = LineField(
        _("Tên, như gian hàng sẽ đọc"), most=80, required=True, description=_("Ví dụ: Hoa hồng vận hành chợ.")
    )
    name_en = LineField(_("Tên tiếng Anh"), most=80)
    basis_points = PointsField(
        _("Mức, phần trăm"), low=0, high=10_000, required=True, description=_("Ghi 0 nếu từ ngày đó không thu nữa.")
    )
    starts_on = DayField(_("Áp dụng từ ngày"), required=True)
    reason = LinesField(
        _("Căn cứ"), most=500, required=True,
        description=_("Quyết định, văn bản hay điều luật nào. Gian hàng đọc được."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(
            (value, label if ":" not in value else f"{RATE_KINDS[PAYMENT_FEE]}: {label}") for value, label in _kinds()
        )

    def facts(self) -> dict[str, Any]:
        """As the verb takes them."""
        kind, _colon, method = (self.kind.data or "").partition(":")
        return {
            "kind": kind, "method": method, "name": self.name.data, "name_en": self.name_en.data or "",
            "basis_points": self.basis_points.data, "starts_on": self.starts_on.data, "reason": self.reason.data,
        }  # fmt: skip


class WithholdingForm(MarketForm):
    """Why tax is kept back for a booth from now on, or no longer."""

    reason = LinesField(
        _("Lý do"), most=500, required=True, description=_("Ghi căn cứ pháp luật. Gian hàng đọc được nguyên văn.")
    )
