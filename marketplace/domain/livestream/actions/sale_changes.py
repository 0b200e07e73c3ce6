"""Marks of what changed are put together at night; the figures kept by them are counted once more (decision 0022)."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.models import SaleChange


@transactional
def thin_sale_changes() -> int:
    """Let one new mark stand for all that a broadcast has; returns how many are gone.

    The new one comes first and is numbered above all that any process has seen: no two states ever look alike.
    """
    newest = select(SaleChange.broadcast_id, func.max(SaleChange.id))
    many = db.session.execute(newest.group_by(SaleChange.broadcast_id).having(func.count() > 1)).all()
    gone = 0
    for broadcast_id, last in many:
        db.session.execute(insert(SaleChange).values(broadcast_id=broadcast_id))
        old = delete(SaleChange).where(SaleChange.broadcast_id == broadcast_id, SaleChange.id <= last)
        gone += int(db.session.connection().execute(old).rowcount)
    return gone
