"""Letters before a broadcast: asked for, and found when it is time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, or_, select

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.emails import email_key, normalize_email
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.errors import NotPlannedAnyMore, TooManyReminders
from marketplace.domain.livestream.models import Broadcast, Campaign, Reminder
from marketplace.domain.livestream.queries.planning import SHOWN_TO_ALL

BEFORE = timedelta(minutes=30)
MOST_OF_ONE = 5


@transactional
def remind_of(broadcast: Broadcast, email: str, *, language: str) -> None:
    """Ask for one letter half an hour before the broadcast; asking twice is asking once.

    An address that waits for many letters is not written to more often: nobody is flooded in another's name.
    Raises BadEmail, NotPlannedAnyMore, TooManyReminders.
    """
    address = normalize_email(email)
    if broadcast.state != "planned" or broadcast.campaign.state not in SHOWN_TO_ALL:
        raise NotPlannedAnyMore
    key = email_key(address)
    waiting = db.session.scalar(select(func.count()).select_from(Reminder).where(Reminder.email_key == key)) or 0
    if waiting >= MOST_OF_ONE:
        raise TooManyReminders
    insert_once(Reminder, broadcast_id=broadcast.id, email=address, email_key=key, language=language, at=clock.now())


def reminders_due(most: int = 200) -> list[tuple[Reminder, Broadcast]]:
    """The letters to be written now: the broadcast begins within half an hour, or has begun."""
    rows = select(Reminder, Broadcast).join(Broadcast, Broadcast.id == Reminder.broadcast_id)
    rows = rows.join(Campaign, Campaign.id == Broadcast.campaign_id).where(Campaign.state.in_(("scheduled", "live")))
    rows = rows.where(Broadcast.state.in_(("planned", "live")), Broadcast.starts_at <= clock.now() + BEFORE)
    return [(row[0], row[1]) for row in db.session.execute(rows.order_by(Reminder.id).limit(most))]


@transactional
def forget_reminder(reminder: Reminder) -> None:
    """Keep an address no longer than its letter needs it."""
    db.session.execute(delete(Reminder).where(Reminder.id == reminder.id))


@transactional
def forget_reminders_of_the_past() -> None:
    """Delete the addresses kept for broadcasts that are over or were called off."""
    over = select(Broadcast.id).where(or_(Broadcast.state.in_(("ended", "cancelled")), Broadcast.ends_at < clock.now()))
    db.session.execute(delete(Reminder).where(Reminder.broadcast_id.in_(over)))
