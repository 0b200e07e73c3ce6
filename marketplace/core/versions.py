"""Version numbers of things that are shown often and change seldom: what caches and ETags hang on."""

from __future__ import annotations

import threading

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core import clock
from marketplace.core.db import Model, db, insert_once
from marketplace.core.transactions import after_commit

# How long another process may go on showing the version before, in seconds.
STALE_SECONDS = 1.0


class Version(Model):
    """One counter; bumped in the transaction that changes what it stands for."""

    __tablename__ = "versions"

    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class SeenVersions:
    """What this process last saw, so that a cached page costs no query."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def peek(self, name: str) -> int | None:
        """The version if it was read less than STALE_SECONDS ago."""
        seen = self._seen.get(name)
        return seen[0] if seen and clock.ticks() - seen[1] < STALE_SECONDS else None

    def keep(self, name: str, number: int) -> None:
        """Remember a version just read."""
        with self._lock:
            self._seen[name] = (number, clock.ticks())

    def forget(self, name: str) -> None:
        """Have the next reader ask the database."""
        with self._lock:
            self._seen.pop(name, None)


def bump(name: str) -> int:
    """Say, in the running transaction, that what `name` stands for has changed; the number it has from the commit on.

    Nobody else can bump it before that, so numbers come to light in their order.
    """
    raised = update(Version).where(Version.name == name).values(number=Version.number + 1).returning(Version.number)
    number = db.session.connection().execute(raised).scalar()
    if number is None:
        insert_once(Version, name=name, number=0)
        number = db.session.connection().execute(raised).scalar_one()
    seen: SeenVersions = current_app.extensions["versions"]
    after_commit(lambda: seen.forget(name))
    return number


def version_of(name: str) -> int:
    """The current version; at most STALE_SECONDS old, at once after a change by this process."""
    seen: SeenVersions = current_app.extensions["versions"]
    known = seen.peek(name)
    if known is None:
        known = db.session.scalar(select(Version.number).where(Version.name == name)) or 0
        seen.keep(name, known)
    return known
