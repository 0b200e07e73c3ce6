"""What does not fit is written down for a person, never mended silently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.payments.access import can_settle_money
from marketplace.domain.payments.errors import AlreadySettled, NotForYou, ReasonNeeded
from marketplace.domain.payments.models import PaymentIssue
from marketplace.domain.payments.queries import issue_by_id

_SHORTEST_REASON = 5


@transactional
def open_issue(kind: str, subject: str, *, purchase_id: int | None = None, **facts: Any) -> None:
    """Ask a person to look at `subject` (as `attempt:17`); the same matter is asked about once."""
    insert_once(PaymentIssue, kind=kind, subject=subject, purchase_id=purchase_id, facts=facts, opened_at=clock.now())


@transactional
def close_issue(issue_id: int, *, by: Person, decision: str) -> PaymentIssue:
    """Say what was decided; raises NotForYou, ReasonNeeded, AlreadySettled, NotThere."""
    reason = checked_decision(by, decision)
    issue = issue_by_id(issue_id)
    closed = db.session.execute(
        update(PaymentIssue)
        .where(PaymentIssue.id == issue_id, PaymentIssue.closed_at.is_(None))
        .values(closed_at=clock.now(), closed_by_id=by.id, decision=reason)
        .returning(PaymentIssue.id)
    ).scalar_one_or_none()
    if closed is None:
        raise AlreadySettled
    audit.note(
        "payment_issue.closed", by=by.id, subject=f"payment_issue:{issue_id}",
        details={"kind": issue.kind, "about": issue.subject, "decision": reason},
    )  # fmt: skip
    return issue


def checked_decision(by: Person, decision: str) -> str:
    """The decision as it is kept; raises NotForYou, ReasonNeeded."""
    if not can_settle_money(by):
        raise NotForYou
    reason = clean(decision)[:500]
    if len(reason) < _SHORTEST_REASON:
        raise ReasonNeeded
    return reason
