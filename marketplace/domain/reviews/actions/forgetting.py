"""An account is erased: what its person wrote stays, without the name."""

from __future__ import annotations

from sqlalchemy import select, update

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.reviews.models import Question, Review


@transactional
def drop_signatures(person_id: int) -> None:
    """Take the name from under everything this person wrote, also as a guest in a purchase that became theirs."""
    bought = select(Order.id).join(Purchase, Purchase.id == Order.purchase_id).where(Purchase.person_id == person_id)
    theirs = update(Review).where((Review.person_id == person_id) | Review.order_id.in_(bought))
    db.session.execute(theirs.values(signed=""), execution_options={"synchronize_session": False})
    db.session.execute(update(Question).where(Question.person_id == person_id).values(signed=""))
    bump("catalogue")
