"""People on duty in a broadcast."""

from __future__ import annotations

from sqlalchemy import delete

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.accounts.queries import person_by_email
from marketplace.domain.livestream.errors import NobodyThere, UnknownRole
from marketplace.domain.livestream.models import Broadcast, Duty
from marketplace.domain.livestream.queries.duties import duty_of
from marketplace.domain.livestream.rules import ROLES


@transactional
def give_duty(broadcast: Broadcast, email: str, role: str, *, by: Person) -> Duty:
    """Let a person of the market into the desk of this broadcast, as far as the role goes; another role replaces it.

    Raises UnknownRole, NobodyThere.
    """
    if role not in ROLES:
        raise UnknownRole
    person = person_by_email(email)
    if person is None or person.state != "active":
        raise NobodyThere
    duty = duty_of(person, broadcast)
    if duty is None:
        duty = Duty(broadcast_id=broadcast.id, person_id=person.id, role=role, by_id=by.id, at=clock.now())
        db.session.add(duty)
    else:
        duty.role, duty.by_id, duty.at = role, by.id, clock.now()
    db.session.flush()
    _note("give_duty", broadcast, by, {"person": person.id, "role": role})
    return duty


@transactional
def end_duty(broadcast: Broadcast, duty: Duty, *, by: Person) -> None:
    """Shut the desk to this person from the next request on."""
    _note("end_duty", broadcast, by, {"person": duty.person_id, "role": duty.role})
    db.session.execute(delete(Duty).where(Duty.id == duty.id))


def _note(action: str, broadcast: Broadcast, by: Person, details: dict[str, object]) -> None:
    audit.note(action, by=by.id, subject=f"broadcast:{broadcast.id}", details=details)
