"""The audit trail: append-only rows, each carrying the hash of the one before.

The migration adds triggers that refuse UPDATE and DELETE. A chain kept by its own owner proves nothing alone:
`head()` is what an operator exports to a second place.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core import clock
from marketplace.core.db import Json, Model, db

START = "0" * 64
_LOCK = 7_201_101


class AuditEntry(Model):
    """Who did what to what, for which booth, with the values before and after."""

    __tablename__ = "audit_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    action: Mapped[str]
    person_id: Mapped[int | None]
    booth_id: Mapped[int | None]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(Json)
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


def note(
    action: str, *, by: int | None, subject: str, booth: int | None = None, details: dict[str, Any] | None = None
) -> None:
    """Append one entry to the running transaction; `subject` reads like `order:17`."""
    last = _last_entry()
    entry = AuditEntry(
        seq=last.seq + 1 if last else 1,
        at=clock.now(),
        action=action,
        person_id=by,
        booth_id=booth,
        subject=subject,
        details=details or {},
        previous=last.hash if last else START,
    )
    entry.hash = _digest(entry)
    db.session.add(entry)
    db.session.flush()


def head() -> str:
    """The hash of the newest entry."""
    return db.session.scalar(select(AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)) or START


def broken_entries() -> list[int]:
    """The numbers of the entries whose hash or link does not fit, oldest first."""
    broken, previous, expected = [], START, 1
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)):
        if entry.seq != expected or entry.previous != previous or entry.hash != _digest(entry):
            broken.append(entry.seq)
        previous, expected = entry.hash, entry.seq + 1
    return broken


def _last_entry() -> AuditEntry | None:
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    return db.session.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))


def _digest(entry: AuditEntry) -> str:
    facts = [
        entry.seq, entry.at.isoformat(), entry.action, entry.person_id, entry.booth_id, entry.subject,
        entry.details, entry.previous,
    ]  # fmt: skip
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
