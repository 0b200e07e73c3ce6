"""One step of a return at a time, each kept and told."""

from __future__ import annotations

from sqlalchemy import func, select

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.domain.accounts.models import Person
from marketplace.domain.returns import events
from marketplace.domain.returns.errors import ReturnMoved
from marketplace.domain.returns.models import OrderReturn, ReturnStep
from marketplace.domain.returns.rules import may_move


def move_return(row: OrderReturn, to_state: str, *, who: str, by: Person | None, note: str = "") -> bool:
    """Move a return in the capacity `who`; False when it is there already. Raises ReturnMoved."""
    # The lock has a statement of its own: what is read along by outer joins cannot be locked on PostgreSQL.
    db.session.execute(select(OrderReturn.id).where(OrderReturn.id == row.id).with_for_update(key_share=True))
    db.session.refresh(row)
    if row.state == to_state:
        return False
    if not may_move(row.state, to_state, who):
        raise ReturnMoved
    from_state, row.state, row.changed_at = row.state, to_state, clock.now()
    write_step(row, from_state, to_state, who=who, by=by, note=note)
    return True


def write_step(
    row: OrderReturn, from_state: str | None, to_state: str, *, who: str, by: Person | None, note: str = ""
) -> None:
    """Keep a step, in the audit trail as well, and tell of it."""
    last = select(func.max(ReturnStep.seq)).where(ReturnStep.return_id == row.id)
    seq = (db.session.scalar(last) or 0) + 1
    by_id = by.id if by else None
    db.session.add(
        ReturnStep(return_id=row.id, seq=seq, from_state=from_state, to_state=to_state, by_kind=who, by_id=by_id,
                   at=clock.now(), note=note)
    )  # fmt: skip
    db.session.flush()
    audit.note(f"return.{to_state}", by=by_id, booth=row.booth_id, subject=f"return:{row.id}", details={"who": who})
    record(events.ReturnMoved(row.id, seq))
