"""The one way in which a booth changes its state: conditionally, with a step and an event."""

from __future__ import annotations

from sqlalchemy import func, select, update

from marketplace.core import audit, clock, versions
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import BoothCannotMove
from marketplace.domain.booths.events import STEP_EVENTS
from marketplace.domain.booths.models import Booth, BoothStep
from marketplace.domain.booths.rules import may_move

SEEN_BY_SHOPPERS = frozenset({"open", "suspended", "closing", "closed"})


def move_booth(booth: Booth, to_state: str, *, by: Person, reason: str = "") -> None:
    """Take the booth to a state, once; raise BoothCannotMove when it is not in one that leads there."""
    from_state = booth.state
    if from_state == to_state:
        return
    if not may_move(from_state, to_state):
        raise BoothCannotMove
    _claim(booth, from_state, to_state, reason)
    seq = keep_step(booth, from_state, to_state, by=by, reason=reason)
    audit.note(
        f"booth.{to_state}", by=by.id, booth=booth.id, subject=f"booth:{booth.id}",
        details={"from": from_state, "to": to_state, "reason": reason},
    )  # fmt: skip
    if to_state in SEEN_BY_SHOPPERS:
        versions.bump("catalogue")
    if to_state in STEP_EVENTS:
        record(STEP_EVENTS[to_state](booth_id=booth.id, seq=seq))  # type: ignore[call-arg]


def keep_step(booth: Booth, from_state: str | None, to_state: str, *, by: Person, reason: str = "") -> int:
    """Write the next step of the booth's history; its number."""
    last = db.session.scalar(select(func.max(BoothStep.seq)).where(BoothStep.booth_id == booth.id)) or 0
    db.session.add(
        BoothStep(
            booth_id=booth.id, seq=last + 1, from_state=from_state, to_state=to_state, by_id=by.id,
            at=clock.now(), reason=reason,
        )
    )  # fmt: skip
    db.session.flush()
    return last + 1


def _claim(booth: Booth, from_state: str, to_state: str, reason: str) -> None:
    """Move the row if nobody else has; two organizers cannot both decide."""
    now = clock.now()
    values: dict[str, object] = {"state": to_state, "reason": reason}
    if to_state == "submitted":
        values["submitted_at"] = now
    if to_state == "open" and booth.opened_at is None:
        values["opened_at"] = now
    db.session.flush()
    claim = update(Booth).where(Booth.id == booth.id, Booth.state == from_state).values(**values)
    if not db.session.connection().execute(claim).rowcount:
        raise BoothCannotMove
    db.session.refresh(booth)
