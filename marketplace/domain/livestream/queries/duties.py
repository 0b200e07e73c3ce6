"""Who is on duty in which broadcast."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.models import Broadcast, Campaign, Duty

# So long after a show its orders may still be written down by those on duty; then its desk is the organizers'.
OPEN_AFTERWARDS = timedelta(days=1)


def duty_of(person: Person, broadcast: Broadcast) -> Duty | None:
    """What this person does in this broadcast."""
    found = select(Duty).where(Duty.broadcast_id == broadcast.id, Duty.person_id == person.id)
    return db.session.scalar(found)


def duties_in(person: Person, slug: str) -> list[Duty]:
    """What this person does in the broadcasts of the campaign with this slug, until a day after each has ended."""
    still_open = or_(Broadcast.state != "ended", Broadcast.ends_at > clock.now() - OPEN_AFTERWARDS)
    rows = select(Duty).join(Duty.broadcast).join(Broadcast.campaign)
    rows = rows.options(contains_eager(Duty.broadcast).contains_eager(Broadcast.campaign))
    rows = rows.where(Duty.person_id == person.id, Campaign.slug == slug, Broadcast.state != "cancelled", still_open)
    return list(db.session.scalars(rows.order_by(Broadcast.starts_at, Broadcast.id)))


def duties_ahead(person: Person) -> list[Duty]:
    """What this person does in broadcasts that are planned or on air, the next first."""
    rows = select(Duty).join(Duty.broadcast).join(Broadcast.campaign)
    rows = rows.options(contains_eager(Duty.broadcast).contains_eager(Broadcast.campaign))
    rows = rows.where(Duty.person_id == person.id, Broadcast.state.in_(("planned", "live")))
    return list(db.session.scalars(rows.order_by(Broadcast.starts_at, Broadcast.id)))


def duties_of(broadcast: Broadcast) -> list[Duty]:
    """Everybody on duty in this broadcast."""
    rows = select(Duty).where(Duty.broadcast_id == broadcast.id).options(joinedload(Duty.person))
    return list(db.session.scalars(rows.order_by(Duty.id)))


def duty_for(broadcast: Broadcast, duty_id: int) -> Duty:
    """One duty of this broadcast; raise NotThere."""
    found = db.session.scalar(select(Duty).where(Duty.id == duty_id, Duty.broadcast_id == broadcast.id))
    if found is None:
        raise NotThere
    return found
