"""Answering a review or a question."""

from __future__ import annotations

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.reviews.rules import LONGEST_ANSWER
from marketplace.web.forms import LinesField, MarketForm


class AnswerForm(MarketForm):
    """What the booth says, for everybody to read."""

    answer = LinesField(
        _("Trả lời"), most=LONGEST_ANSWER, description=_("Mọi người đọc được. Ngắn, lịch sự, đúng việc.")
    )
