"""Which movements of the shelves are asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wtforms import SelectField, ValidationError

from marketplace.core.clock import day_start
from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.stock.queries import Moves
from marketplace.domain.stock.rules import KINDS
from marketplace.web.forms import DayField, LineField, MarketForm, choices
from marketplace.web.words import MOVEMENT_KINDS

ONE_DAY = timedelta(days=1)


class MovesForm(MarketForm):
    """Goods, kind and days, each of which may be left open."""

    q = LineField(_("Tên sản phẩm hoặc mã hàng"), most=100)
    kind = SelectField(
        _("Việc"), choices=choices([("", _("Mọi việc")), *((key, MOVEMENT_KINDS[key]) for key in KINDS)])
    )
    first = DayField(_("Từ ngày"))
    last = DayField(_("Đến ngày"))

    def validate_last(self, field: Any) -> None:
        """The end does not come before the beginning."""
        if self.first.data is not None and field.data is not None and field.data < self.first.data:
            raise ValidationError(gettext("Ngày cuối phải sau ngày đầu."))

    def moves(self) -> Moves:
        """What was asked for; the last day is included."""
        return Moves(
            sought=self.q.data or "", kind=self.kind.data or "",
            since=day_start(self.first.data) if self.first.data else None,
            until=day_start(self.last.data + ONE_DAY) if self.last.data else None,
        )  # fmt: skip
