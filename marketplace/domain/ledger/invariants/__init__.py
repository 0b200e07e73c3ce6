"""What must hold of rates, of the terms of sales and of the book (THREATS section B: L1–L7)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.invariants import Invariant
from marketplace.domain.ledger.invariants.recounting import (
    GRACE,
    overdue,
    sales_on_other_terms,
    wrong_balances,
    wrong_totals,
)
from marketplace.domain.ledger.models import Rate

__all__ = ["GRACE", "INVARIANTS"]


def _values() -> dict[str, object]:
    """A moment as both databases compare it: text on SQLite, a zoned moment on PostgreSQL."""
    return {"overdue": overdue().strftime("%Y-%m-%d %H:%M:%S.%f")}


def _rewritten_rates() -> Sequence[int]:
    told = {
        each.subject: (each.details.get("basis_points"), each.details.get("starts_on"))
        for each in db.session.scalars(select(AuditEntry).where(AuditEntry.action == "rate.set"))
    }
    rates = db.session.execute(select(Rate.id, Rate.basis_points, Rate.starts_on)).all()
    return [each.id for each in rates if told.get(f"rate:{each.id}") != (each.basis_points, each.starts_on.isoformat())]


INVARIANTS: tuple[Invariant, ...] = (
    Invariant("L0", "Every rate is what the audit trail says was written down.", check=_rewritten_rates),
    Invariant(
        "L1",
        "Each entry of the book has two lines or more and they sum to zero; no line is without its entry.",
        """
        SELECT e.key FROM ledger_entries e LEFT JOIN ledger_lines l ON l.entry_key = e.key
        GROUP BY e.key HAVING COALESCE(SUM(l.amount), 1) <> 0 OR COUNT(l.id) < 2
        UNION ALL
        SELECT l.entry_key FROM ledger_lines l
        WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.key = l.entry_key)
        """,
    ),
    Invariant(
        "L2",
        "The whole book sums to zero.",
        "SELECT SUM(amount) FROM ledger_lines HAVING SUM(amount) <> 0",
    ),
    Invariant(
        "L3",
        "What stands on a booth's account belongs to an order of that booth.",
        """
        SELECT l.id FROM ledger_lines l JOIN ledger_entries e ON e.key = l.entry_key
        LEFT JOIN orders o ON o.id = e.order_id
        WHERE l.booth_id IS NOT NULL AND (o.id IS NULL OR o.booth_id <> l.booth_id OR e.booth_id <> l.booth_id)
        """,
    ),
    Invariant(
        "L4",
        "Money that came in or went back is in the book once, for its amount, and nothing else is.",
        """
        SELECT 'came in', a.id FROM payment_attempts a
        LEFT JOIN ledger_entries e ON e.attempt_id = a.id
        LEFT JOIN ledger_lines l ON l.entry_key = e.key AND l.account = 'shopper'
        WHERE a.state = 'paid' OR e.key IS NOT NULL
        GROUP BY a.id, a.state, a.amount, a.paid_at
        HAVING COALESCE(SUM(l.amount), 0) <> CASE
            WHEN a.state = 'paid' AND (COUNT(l.id) > 0 OR a.paid_at < :overdue) THEN -a.amount ELSE 0 END
        UNION ALL
        SELECT 'went back', r.id FROM refunds r
        LEFT JOIN ledger_entries e ON e.refund_id = r.id AND e.kind = 'refund'
        LEFT JOIN ledger_lines l ON l.entry_key = e.key AND l.account = 'shopper'
        WHERE r.state = 'succeeded' AND r.settled_at < :overdue OR e.key IS NOT NULL AND r.requested_at < :overdue
        GROUP BY r.id, r.state, r.amount
        HAVING COALESCE(SUM(l.amount), 0) <> CASE WHEN r.state = 'succeeded' THEN r.amount ELSE 0 END
        """,
        values=_values,
    ),
    Invariant(
        "L5",
        "Every sale stands on the rates of the moment it was placed, and on no others.",
        check=sales_on_other_terms,
    ),
    Invariant(
        "L6",
        "What the book owes each booth is what its orders and refunds come to, counted anew.",
        check=wrong_balances,
    ),
    Invariant(
        "L7",
        "What is kept of a booth's months is what the lines of the book come to.",
        check=wrong_totals,
    ),
)
