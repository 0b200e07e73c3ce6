"""From which day to which a report goes."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.livestream.queries.periods import LONGEST
from marketplace.web.forms import DayField, MarketForm


class PeriodForm(MarketForm):
    """Two days, both included; at most a year."""

    first = DayField(_("Từ ngày"), required=True)
    last = DayField(_("Đến ngày"), required=True)

    def validate_last(self, field: Any) -> None:
        """The end comes after the beginning, and not more than a year after."""
        first = self.first.data
        if first is None or field.data is None:
            return
        if field.data < first:
            raise ValidationError(gettext("Ngày cuối phải sau ngày đầu."))
        if field.data - first > LONGEST:
            raise ValidationError(gettext("Mỗi báo cáo dài nhất một năm."))
