"""What handlers and jobs look up: the thing that news is about, and orders whose buyer may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.orders.models import Order
from marketplace.domain.reviews.models import Question, Review


def shown_review(review_id: int) -> Review | None:
    """The review of this number while it is shown: late news of one that is gone is no news."""
    return db.session.scalar(select(Review).where(Review.id == review_id, Review.state == "shown"))


def shown_question(question_id: int) -> Question | None:
    """The question of this number while it is shown."""
    return db.session.scalar(select(Question).where(Question.id == question_id, Question.state == "shown"))


def orders_to_ask_about(after: datetime, before: datetime, *, limit: int = 500) -> Sequence[int]:
    """Orders that came in this span, are not going back, and of which nothing was said yet."""
    said = select(Review.id).where(Review.order_id == Order.id).exists()
    found = select(Order.id).where(
        Order.delivered_at > after, Order.delivered_at <= before, Order.state.in_(("delivered", "completed")), ~said
    )
    return db.session.scalars(found.order_by(Order.id).limit(limit)).all()
