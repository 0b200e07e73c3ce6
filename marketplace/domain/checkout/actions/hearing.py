"""Buying for somebody who ordered by comment or over the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.checkout.actions.placing import place_purchase
from marketplace.domain.checkout.rules import Delivery, HandEntry, Placed, Wish
from marketplace.domain.livestream.actions import confirm_heard
from marketplace.domain.livestream.errors import AlreadyDecided
from marketplace.domain.livestream.models import HeardOrder
from marketplace.domain.orders.models import Purchase


def buy_what_was_heard(
    heard: HeardOrder, wishes: Sequence[Wish], delivery: Delivery, *, by: Person, language: str
) -> Placed:
    """Make a purchase of a proposal: cash on delivery, tied to its broadcast; a second press answers with the first.

    Raises what placing raises, and AlreadyDecided. Like placing, a whole transaction; call it from no other.
    """
    scope, key = f"heard:{heard.broadcast_id}", str(heard.id)
    earlier = _bought(scope, key)
    if earlier is None and heard.state == "dropped":
        raise AlreadyDecided
    placed = earlier or place_purchase(
        wishes=wishes, delivery=delivery, payment_method="cod", expected_total=None, idempotency=(scope, key), by=by,
        language=language, hand=HandEntry(heard.broadcast_id, by.id),
    )  # fmt: skip
    if heard.purchase_id != placed.purchase_id:
        confirm_heard(heard, placed.purchase_id, by=by)
    return placed


def _bought(scope: str, key: str) -> Placed | None:
    """The purchase of an earlier press, also when the one who pressed was cut off before it was noted."""
    found = select(Purchase.id, Purchase.code, Purchase.payment_method, Purchase.grand_total)
    row = db.session.execute(
        found.where(Purchase.idempotency_scope == scope, Purchase.idempotency_key == key)
    ).one_or_none()
    return Placed(*row, repeated=True) if row is not None else None
