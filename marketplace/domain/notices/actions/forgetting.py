"""An account is erased: letters to booths that named its person go too."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.letters import forget_letters
from marketplace.core.transactions import transactional
from marketplace.domain.orders.models import Order, OrderStep, Purchase
from marketplace.domain.returns.models import OrderReturn, ReturnStep
from marketplace.domain.reviews.models import Question, Review


@transactional
def forget_letters_about(person_id: int) -> None:
    """Delete what booths were written about this person's orders, returns, reviews and questions."""
    bought = select(Order.id).join(Purchase, Purchase.id == Order.purchase_id).where(Purchase.person_id == person_id)
    orders = db.session.scalars(bought).all()
    keys = {f"booth-order:{order}" for order in orders}
    steps = select(OrderStep.order_id, OrderStep.seq).where(OrderStep.order_id.in_(bought))
    keys.update(f"booth-order-cancelled:{order}:{seq}" for order, seq in db.session.execute(steps))
    moves = select(ReturnStep.return_id, ReturnStep.seq).join(OrderReturn, OrderReturn.id == ReturnStep.return_id)
    moves = moves.where(OrderReturn.order_id.in_(bought))
    keys.update(f"return-booth:{row}:{seq}" for row, seq in db.session.execute(moves))
    asked = select(Question.id).where(Question.person_id == person_id)
    keys.update(f"question:{question}" for question in db.session.scalars(asked))
    written = select(Review).where((Review.person_id == person_id) | Review.order_id.in_(bought))
    for review in db.session.scalars(written):
        keys.update(_keys_of(review))
    forget_letters(keys)


def _keys_of(review: Review) -> Iterator[str]:
    """A review that was withdrawn and written again had a letter each time it was new."""
    for moment in (review.at, review.edited_at):
        if moment is not None:
            yield f"review:{review.id}:{moment.timestamp():.0f}"
