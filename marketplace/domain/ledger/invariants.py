"""What must hold of rates."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.invariants import Invariant
from marketplace.domain.ledger.models import Rate


def _rewritten_rates() -> Sequence[int]:
    told = {
        each.subject: (each.details.get("basis_points"), each.details.get("starts_on"))
        for each in db.session.scalars(select(AuditEntry).where(AuditEntry.action == "rate.set"))
    }
    rates = db.session.execute(select(Rate.id, Rate.basis_points, Rate.starts_on)).all()
    return [each.id for each in rates if told.get(f"rate:{each.id}") != (each.basis_points, each.starts_on.isoformat())]


INVARIANTS: tuple[Invariant, ...] = (
    Invariant("L0", "Every rate is what the audit trail says was written down.", check=_rewritten_rates),
)
