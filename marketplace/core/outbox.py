"""News: an action records an event in its own transaction; after the commit every handler hears of it once.

The row is the truth. The job queue only carries the hint that there is something to deliver, and a periodic
sweep finds what was missed. Effect and receipt of a handler are one transaction, so a second delivery does
nothing, and a handler that fails is tried again without repeating its neighbours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ForeignKey, Index, Text, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core import clock
from marketplace.core.db import Id, Json, Model, db, insert_once, table_args
from marketplace.core.inserting import insert_row
from marketplace.core.transactions import after_commit, transaction

log = logging.getLogger(__name__)

MOST_TRIES = 12


@dataclass(frozen=True)
class Event:
    """A fact in the past tense; subclasses add whole numbers and texts only."""


Handler = Callable[[Any], None]
Subscriptions = Mapping[type[Event], Sequence[Handler]]


class OutboxEvent(Model):
    """One recorded event, delivered once every handler has its receipt."""

    __tablename__ = "outbox_events"
    __table_args__ = table_args(
        Index(
            "ix_outbox_events_waiting",
            "id",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        )
    )

    id: Mapped[Id]
    name: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    recorded_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None]
    fault: Mapped[str | None] = mapped_column(Text)


class Receipt(Model):
    """Proof that one handler has dealt with one event."""

    __tablename__ = "outbox_receipts"

    event_id: Mapped[int] = mapped_column(ForeignKey(OutboxEvent.id, ondelete="CASCADE"), primary_key=True)
    handler: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def record(event: Event) -> None:
    """Write the event into the running transaction and have it delivered after the commit."""
    news = current_app.extensions["news"]
    if not news.is_heard(type(event)):
        return
    row = {"name": type(event).__name__, "facts": asdict(event), "recorded_at": clock.now(), "tries": 0}
    insert_row(OutboxEvent, row, then=lambda event_id: after_commit(lambda: news.announce(event_id)))


class News:
    """The subscriptions of one app and the way its events travel."""

    def __init__(self, subscriptions: Subscriptions, announce: Callable[[int], None]) -> None:
        self._handlers = {event: tuple(handlers) for event, handlers in subscriptions.items()}
        self._events = {event.__name__: event for event in subscriptions}
        self.announce = announce

    def is_heard(self, event: type[Event]) -> bool:
        """Whether anybody listens to this kind of event."""
        return bool(self._handlers.get(event))

    def deliver(self, event_id: int) -> list[Exception]:
        """Give one event to each handler that has not had it; return what went wrong."""
        row = db.session.get(OutboxEvent, event_id)
        if row is None or row.delivered_at is not None:
            return []
        kind = self._events[row.name]
        event = kind(**row.facts)
        faults = [fault for handler in self._handlers[kind] if (fault := _give(event_id, handler, event))]
        _note_outcome(event_id, faults)
        return faults

    def deliver_waiting(self, most: int = 500) -> int:
        """Deliver what is waiting, oldest first; say how many events were tried."""
        waiting = select(OutboxEvent.id).where(
            OutboxEvent.delivered_at.is_(None),
            OutboxEvent.tries < MOST_TRIES,
            (OutboxEvent.next_try_at.is_(None)) | (OutboxEvent.next_try_at <= clock.now()),
        )
        ids = db.session.scalars(waiting.order_by(OutboxEvent.id).limit(most)).all()
        db.session.rollback()
        for event_id in ids:
            self.deliver(event_id)
        return len(ids)


def name_of(handler: Handler) -> str:
    """The name a receipt carries: area and function."""
    return f"{handler.__module__.removeprefix('marketplace.')}.{handler.__name__}"


def _give(event_id: int, handler: Handler, event: Event) -> Exception | None:
    try:
        with transaction():
            fresh = insert_once(Receipt, event_id=event_id, handler=name_of(handler), at=clock.now())
            if fresh:
                handler(event)
    except Exception as fault:
        log.exception("handler %s failed on %s", name_of(handler), type(event).__name__)
        return fault
    return None


def _note_outcome(event_id: int, faults: Sequence[Exception]) -> None:
    with transaction():
        if not faults:
            change: dict[str, Any] = {"delivered_at": clock.now()}
        else:
            tries = db.session.scalar(select(OutboxEvent.tries).where(OutboxEvent.id == event_id)) or 0
            wait = timedelta(seconds=min(5 * 2**tries, 3600))
            change = {"tries": tries + 1, "next_try_at": clock.now() + wait, "fault": repr(faults[0])[:500]}
        db.session.execute(update(OutboxEvent).where(OutboxEvent.id == event_id).values(**change))
