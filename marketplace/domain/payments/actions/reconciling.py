"""Going after what no message told us of: lost answers, lost webhooks, pages that closed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists, select, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.actions.issues import open_issue
from marketplace.domain.payments.actions.refunding import send_refunds
from marketplace.domain.payments.actions.settling import book, close_attempt, settle
from marketplace.domain.payments.actions.starting import note_start
from marketplace.domain.payments.errors import ProviderAway, ProviderRefused
from marketplace.domain.payments.gateways import CARD, Inbound, Truth
from marketplace.domain.payments.models import PaymentAttempt, WebhookEvent
from marketplace.domain.payments.queries import attempt_facts

log = logging.getLogger(__name__)

YOUNG = timedelta(minutes=2)
# Events are asked for once a day, over more days than one, so that no gap is left between two runs.
OVERLAP = timedelta(days=3)
_AT_ONCE = 100


def reconcile_payments() -> int:
    """Every five minutes: settle what is older than two minutes and still open; how many were looked at."""
    lost = _waiting(PaymentAttempt.state == "created", PaymentAttempt.expires_at.is_not(None))
    pending = _waiting(PaymentAttempt.state == "pending")
    dead = set(_without_orders())
    for attempt_id in lost:
        _find_lost(attempt_id)
    for attempt_id in pending:
        _look_at(attempt_id, close=attempt_id in dead)
    send_refunds()
    return len(lost) + len(pending)


def compare_with_provider() -> int:
    """Daily: events of the last days that never reached us are taken in and reported; how many there were."""
    try:
        events = CARD.events_since(clock.now() - OVERLAP)
    except (ProviderAway, ProviderRefused):
        log.warning("the events of the card provider could not be compared")
        return 0
    return sum(_take_in_missed(event) for event in events)


def _waiting(*conditions: object) -> Sequence[int]:
    before = clock.now() - YOUNG
    wanted = select(PaymentAttempt.id).where(
        PaymentAttempt.provider == "stripe",
        PaymentAttempt.created_at < before,
        (PaymentAttempt.checked_at.is_(None)) | (PaymentAttempt.checked_at < before),
        *conditions,  # type: ignore[arg-type]
    )
    ids = db.session.scalars(wanted.order_by(PaymentAttempt.checked_at, PaymentAttempt.id).limit(_AT_ONCE)).all()
    db.session.rollback()
    return ids


def _without_orders() -> Sequence[int]:
    """Open card pages of purchases that nobody waits for any more."""
    awaited = exists().where(Order.purchase_id == PaymentAttempt.purchase_id, Order.state == "awaiting_payment")
    wanted = select(PaymentAttempt.id).where(
        PaymentAttempt.provider == "stripe", PaymentAttempt.state == "pending", ~awaited
    )
    ids = db.session.scalars(wanted).all()
    db.session.rollback()
    return ids


def _find_lost(attempt_id: int) -> None:
    """The answer to our request never came or was never kept: the same key gives it again."""
    facts = attempt_facts(attempt_id)
    try:
        note_start(attempt_id, CARD.start(facts))
        settle(attempt_id)
    except ProviderRefused:
        book(attempt_id, Truth("failed"))
    except ProviderAway:
        _note_check(attempt_id)


def _look_at(attempt_id: int, *, close: bool) -> None:
    try:
        if close:
            close_attempt(attempt_id)
        else:
            settle(attempt_id)
    except (ProviderAway, ProviderRefused):
        _note_check(attempt_id)


@transactional
def _note_check(attempt_id: int) -> None:
    looked = update(PaymentAttempt).where(PaymentAttempt.id == attempt_id)
    db.session.execute(looked.values(checked_at=clock.now()))


@transactional
def _take_in_missed(event: Inbound) -> bool:
    fresh = insert_once(
        WebhookEvent, provider="stripe", event_id=event.event_id, kind=event.kind, body=event.body,
        received_at=clock.now(),
    )  # fmt: skip
    if fresh:
        open_issue("missed_event", f"event:{event.event_id}", event=event.kind)
    return fresh
