"""Tries counted in SQL: sign-in, codes and look-ups stay limited when the shared rate limiter is away."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, func, select
from sqlalchemy.orm import Mapped

from marketplace.core import clock
from marketplace.core.db import Id, Model, db, table_args
from marketplace.core.errors import TooMany
from marketplace.core.language import lazy_gettext as _
from marketplace.core.transactions import transactional


class TooManyTries(TooMany):
    """The same thing was tried too often."""

    sentence = _("Bạn đã thử quá nhiều lần. Xin chờ %(minutes)s phút rồi thử lại.")


class Try(Model):
    """One try at something that is limited. The key is hashed: no phone or address is kept here."""

    __tablename__ = "tries"
    __table_args__ = table_args(Index("ix_tries_scope_key_at", "scope", "key", "at"))

    id: Mapped[Id]
    scope: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime]


@transactional
def count_try(scope: str, key: str, *, most: int, within: timedelta) -> None:
    """Count one try; raise TooManyTries when `most` were made `within` the time before.

    Call it before the check it protects and outside the action's transaction, so that a refusal keeps the count.
    """
    hashed = hashlib.sha256(f"{scope}:{key}".encode()).hexdigest()
    since = clock.now() - within
    made = db.session.scalar(select(func.count()).where(Try.scope == scope, Try.key == hashed, Try.at > since))
    if (made or 0) >= most:
        minutes = max(1, int(within.total_seconds() // 60))
        raise TooManyTries(seconds=int(within.total_seconds()), minutes=minutes)
    db.session.add(Try(scope=scope, key=hashed, at=clock.now()))


@transactional
def forget_tries(scope: str, key: str) -> None:
    """Start counting anew, after a success."""
    hashed = hashlib.sha256(f"{scope}:{key}".encode()).hexdigest()
    db.session.execute(delete(Try).where(Try.scope == scope, Try.key == hashed))


@transactional
def sweep_tries() -> None:
    """Drop tries older than a day."""
    db.session.execute(delete(Try).where(Try.at < clock.now() - timedelta(days=1)))
