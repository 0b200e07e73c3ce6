"""News of the demo world: thousands of events, delivered some hundred to a transaction."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.outbox import OutboxEvent
from marketplace.core.transactions import transaction

AT_ONCE = 100


def deliver_together(*names: str) -> None:
    """Deliver every waiting event, or those of the given names; one fault undoes its whole batch and is raised."""
    waiting = select(OutboxEvent.id).where(OutboxEvent.delivered_at.is_(None))
    if names:
        waiting = waiting.where(OutboxEvent.name.in_(names))
    ids = list(db.session.scalars(waiting.order_by(OutboxEvent.id)))
    for start in range(0, len(ids), AT_ONCE):
        with transaction():
            for event_id in ids[start : start + AT_ONCE]:
                current_app.extensions["news"].deliver(event_id)


def hush_letters() -> None:
    """Sample booths and people read no letters; those written to them count as sent."""
    with transaction():
        unsent = update(Letter).where(Letter.to.endswith("@demo.test"), Letter.sent_at.is_(None))
        db.session.execute(unsent.values(sent_at=clock.now()))
