"""What providers tell us: checked and kept first, answered, and only then worked on."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.jobs import run_soon
from marketplace.core.transactions import transaction, transactional
from marketplace.domain.payments.actions.issues import open_issue
from marketplace.domain.payments.actions.opening import is_live
from marketplace.domain.payments.actions.refunding import book_refund, note_outside_refund, settle_refund
from marketplace.domain.payments.actions.settling import settle
from marketplace.domain.payments.actions.starting import note_start
from marketplace.domain.payments.gateways import GATEWAYS, RefundTruth, Start
from marketplace.domain.payments.models import PaymentAttempt, Refund, WebhookEvent
from marketplace.domain.payments.queries import attempt_by_key, attempt_by_payment, attempt_by_ref

log = logging.getLogger(__name__)

# One try a minute: five hours, and the reconciler goes on beside it. A person is told after ten.
MOST_TRIES = 300
TOLD_AFTER = 10

_REFUND_STATES = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


@transactional
def take_in_webhook(provider: str, raw: bytes, headers: dict[str, str]) -> bool:
    """Check a message and keep it; whether it is new. The same event again is kept once.

    Raises BadSignature.
    """
    message = GATEWAYS[provider].verify(raw, headers)
    fresh = insert_once(
        WebhookEvent, provider=provider, event_id=message.event_id, kind=message.kind, body=message.body,
        received_at=clock.now(),
    )  # fmt: skip
    if fresh:
        run_soon("work_webhooks")
    return fresh


def work_webhooks(most: int = 200) -> int:
    """Act on every kept message that has not been acted on, oldest first; how many were.

    One that fails keeps its fault and does not keep the others from their turn.
    """
    waiting = select(WebhookEvent.provider, WebhookEvent.event_id).where(
        WebhookEvent.handled_at.is_(None), WebhookEvent.tries < MOST_TRIES
    )
    keys = db.session.execute(waiting.order_by(WebhookEvent.received_at).limit(most)).all()
    db.session.rollback()
    return sum(_work_on(row.provider, row.event_id) for row in keys)


def _work_on(provider: str, event_id: str) -> bool:
    event = db.session.get_one(WebhookEvent, (provider, event_id), populate_existing=True)
    kind, body = event.kind, dict(event.body)
    db.session.rollback()
    try:
        _apply(kind, event_id, body)
    except Exception as fault:  # noqa: BLE001 - one event's fault must not keep the others from their turn
        log.warning("event %s failed: %s", event_id, type(fault).__name__)
        _note_fault(provider, event_id, fault)
        return False
    with transaction():
        db.session.execute(_row(provider, event_id).values(handled_at=clock.now(), fault=""))
    return True


def _apply(kind: str, event_id: str, body: dict[str, Any]) -> None:
    if bool(body.get("livemode")) != is_live():
        open_issue("other_mode", f"event:{event_id}", event=kind, livemode=bool(body.get("livemode")))
        return
    thing = (body.get("data") or {}).get("object") or {}
    if kind.startswith("checkout.session."):
        _apply_session(event_id, thing)
    elif kind.startswith("refund."):
        _apply_refund(event_id, thing)
    elif kind.startswith("charge.dispute."):
        _apply_dispute(kind, thing)


def _apply_session(event_id: str, session: dict[str, Any]) -> None:
    marks = session.get("metadata") or {}
    ref = str(session.get("id", ""))
    attempt = attempt_by_ref("stripe", ref) or attempt_by_key(str(marks.get("attempt", "")))
    if attempt is None:
        if "attempt" in marks:
            open_issue("unknown_payment", f"event:{event_id}", session=ref, purchase=marks.get("purchase"))
        return
    attempt_id, nameless = attempt.id, attempt.provider_ref is None
    db.session.rollback()
    if nameless:
        # The event was quicker than the answer to our own request.
        note_start(attempt_id, Start(ref=ref, redirect_url=session.get("url")))
    settle(attempt_id)


def _apply_refund(event_id: str, thing: dict[str, Any]) -> None:
    ref, key = str(thing.get("id", "")), str((thing.get("metadata") or {}).get("refund", ""))
    refund = db.session.scalar(select(Refund).where((Refund.provider_ref == ref) | (Refund.key == key)))
    if refund is not None:
        refund_id, known = refund.id, refund.provider_ref is not None
        db.session.rollback()
        if not known:
            book_refund(refund_id, RefundTruth("sent", ref=ref))
        settle_refund(refund_id)
        return
    attempt = attempt_by_payment(_id_of(thing.get("payment_intent")))
    if attempt is None:
        open_issue("unknown_refund", f"refund:{ref}", event=event_id, amount=thing.get("amount"))
        return
    state = _REFUND_STATES.get(str(thing.get("status")), "sent")
    note_outside_refund(attempt.id, int(thing.get("amount") or 0), RefundTruth(state, ref=ref))


def _apply_dispute(kind: str, dispute: dict[str, Any]) -> None:
    attempt: PaymentAttempt | None = attempt_by_payment(_id_of(dispute.get("payment_intent")))
    open_issue(
        "dispute_closed" if kind.endswith("closed") else "dispute", f"dispute:{dispute.get('id')}",
        purchase_id=attempt.purchase_id if attempt else None, amount=dispute.get("amount"),
        status=dispute.get("status"), reason=dispute.get("reason"),
    )  # fmt: skip


def _id_of(thing: Any) -> str:
    """Stripe sends the id of a payment, or the whole payment where it was asked to."""
    return str(thing.get("id", "") if isinstance(thing, dict) else thing or "")


@transactional
def _note_fault(provider: str, event_id: str, fault: Exception) -> None:
    tries = db.session.scalars(
        _row(provider, event_id)
        .values(tries=WebhookEvent.tries + 1, fault=repr(fault)[:500])
        .returning(WebhookEvent.tries)
    ).one()
    if tries >= TOLD_AFTER:
        open_issue("event_not_handled", f"event:{event_id}", fault=type(fault).__name__)


def _row(provider: str, event_id: str) -> Any:
    return update(WebhookEvent).where(WebhookEvent.provider == provider, WebhookEvent.event_id == event_id)
