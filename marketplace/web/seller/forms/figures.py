"""From which day to which a booth's figures go."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from marketplace.core import clock
from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.figures.rules import EARLIEST, MOST_DAYS, Period
from marketplace.web.forms import DayField, MarketForm


class FiguresForm(MarketForm):
    """Two days, both included; at most a year, and not after today."""

    first = DayField(_("Từ ngày"), required=True)
    last = DayField(_("Đến ngày"), required=True)

    def validate_first(self, field: Any) -> None:
        """There is nothing before the market, nor after today."""
        if field.data is not None and field.data < EARLIEST:
            raise ValidationError(gettext("Chợ chưa có số liệu trước ngày %(day)s.", day=clock.format_day(EARLIEST)))
        self._not_in_future(field)

    def validate_last(self, field: Any) -> None:
        """The end comes after the beginning, and not more than a year after."""
        self._not_in_future(field)
        first = self.first.data
        if field.data is None or first is None or self.first.errors:
            return
        if field.data < first:
            raise ValidationError(gettext("Ngày cuối phải sau ngày đầu."))
        if Period(first, field.data).length > MOST_DAYS:
            raise ValidationError(gettext("Mỗi lần xem được nhiều nhất %(days)s ngày.", days=MOST_DAYS))

    def _not_in_future(self, field: Any) -> None:
        if field.data is not None and field.data > clock.today():
            raise ValidationError(
                gettext("Ngày này chưa tới. Hôm nay là %(day)s.", day=clock.format_day(clock.today()))
            )

    @property
    def period(self) -> Period:
        """What was asked for, once it was found right."""
        return Period(self.first.data, self.last.data)
