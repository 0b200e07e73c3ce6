"""Facts about reviews, questions and answers."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class ReviewWritten(Event):
    """A buyer reviewed a product or a booth."""

    review_id: int


@dataclass(frozen=True)
class QuestionAsked(Event):
    """A shopper asked a booth about a product."""

    question_id: int


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """A booth answered a question for the first time."""

    question_id: int
