"""Cash counts once the goods are delivered, order by order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.payments.events import MoneyCame
from marketplace.domain.payments.models import PaymentAttempt


@transactional
def capture_cash(order_id: int) -> None:
    """The parcel was handed over, so its cash is in; a second time changes nothing."""
    attempt_id = _end(order_id, state="paid", paid_at=clock.now())
    if attempt_id is not None:
        record(MoneyCame(attempt_id))


@transactional
def cancel_cash(order_id: int) -> None:
    """The order was cancelled or refused at the door: no cash will come."""
    _end(order_id, state="cancelled", paid_at=None)


@transactional
def lower_cash(order_id: int, amount: int) -> None:
    """Only this much is still to be collected at the door; nothing changes once the cash is in."""
    if not amount:
        _end(order_id, state="cancelled", paid_at=None)
        return
    db.session.execute(_waiting_for(order_id).values(amount=amount))


def _end(order_id: int, *, state: str, paid_at: datetime | None) -> int | None:
    ended = _waiting_for(order_id).values(state=state, paid_at=paid_at)
    attempt_id: int | None = db.session.scalar(ended.returning(PaymentAttempt.id))
    return attempt_id


def _waiting_for(order_id: int) -> Any:
    return update(PaymentAttempt).where(
        PaymentAttempt.order_id == order_id, PaymentAttempt.provider == "cod", PaymentAttempt.state == "pending"
    )
