"""What an idempotency key already bought."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.checkout.errors import KeyReused
from marketplace.domain.checkout.rules import Intent, Placed
from marketplace.domain.orders.models import Purchase


def placed_before(intent: Intent) -> Placed | None:
    """The purchase that this very press of the button made; raise KeyReused when the key made another one."""
    found = select(
        Purchase.id, Purchase.code, Purchase.payment_method, Purchase.grand_total, Purchase.request_hash
    ).where(Purchase.idempotency_scope == intent.scope, Purchase.idempotency_key == intent.key)
    row = db.session.execute(found).one_or_none()
    if row is None:
        return None
    if row.request_hash != intent.request_hash:
        raise KeyReused
    return Placed(row.id, row.code, row.payment_method, row.grand_total, repeated=True)
