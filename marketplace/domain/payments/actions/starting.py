"""Beginning to pay: what is stored and committed first, then the provider is called."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import insert, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import in_transaction, transactional
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.payments.actions.capturing import locked_orders
from marketplace.domain.payments.actions.opening import attempt_row
from marketplace.domain.payments.actions.settling import book, close_attempt
from marketplace.domain.payments.errors import NothingToPay, ProviderAway, ProviderRefused
from marketplace.domain.payments.gateways import GATEWAYS, Start, Truth
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.payments.queries import attempt_facts, open_attempt_of
from marketplace.domain.payments.rules import PROVIDER_OF, card_may_pay

# Stripe closes a page after 30 minutes at the earliest; two more leave room to ask again with the same key.
PAGE_OPEN = timedelta(minutes=32)
SHORTEST_PAGE = timedelta(minutes=30)
# Goods stay held this long after the page has closed: its last payment may still be on its way to us.
MARGIN = timedelta(minutes=5)
# A page this close to its end is not offered again.
TOO_SHORT = timedelta(minutes=1)


def start_payment(purchase_id: int) -> Start:
    """Begin to pay, or go on with what was begun: the same page while it is open, else a new attempt.

    Call it after the commit of the placing. Raises NothingToPay, ProviderAway, ProviderRefused.
    """
    if in_transaction():
        raise RuntimeError("a provider is never called inside a transaction")
    _close_stale(purchase_id)
    facts = attempt_facts(_prepare(purchase_id))
    if facts.redirect_url is not None:
        return Start(facts.ref, facts.redirect_url)
    try:
        start = GATEWAYS[facts.provider].start(facts)
    except ProviderRefused:
        book(facts.id, Truth("failed"))
        raise
    note_start(facts.id, start)
    return start


@transactional
def note_start(attempt_id: int, start: Start) -> None:
    """Keep what the provider calls the attempt; a second answer under the same key is the same."""
    if start.ref is None:
        return
    known = update(PaymentAttempt).where(PaymentAttempt.id == attempt_id)
    named = {"provider_ref": start.ref, "redirect_url": start.redirect_url}
    db.session.execute(known.where(PaymentAttempt.provider_ref.is_(None)).values(**named))
    db.session.execute(known.where(PaymentAttempt.state == "created").values(state="pending"))


@transactional
def resize_attempt_of(order_id: int) -> None:
    """After this unpaid order was cancelled: a transfer is asked for what is left of its purchase.

    An open card page is closed by the reconciler, or as soon as the shopper goes on paying.
    """
    purchase_id = db.session.get_one(Order, order_id).purchase_id
    orders = locked_orders(purchase_id)
    payable = sum(order.grand_total for order in orders if order.state == "awaiting_payment")
    attempt = open_attempt_of(purchase_id)
    if attempt is None or attempt.provider != "vietqr" or attempt.amount == payable:
        return
    attempt.state = "cancelled"
    db.session.flush()
    if payable:
        _open_attempt(purchase_id, "vietqr", payable)


def payable_of(purchase_id: int) -> int:
    """Đồng still asked for: the orders that wait to be paid."""
    orders = db.session.get_one(Purchase, purchase_id, populate_existing=True).orders
    return sum(order.grand_total for order in orders if order.state == "awaiting_payment")


def _close_stale(purchase_id: int) -> None:
    attempt = open_attempt_of(purchase_id)
    stale = attempt is not None and _is_stale(attempt, payable_of(purchase_id))
    attempt_id = attempt.id if attempt else 0
    db.session.rollback()
    if stale and not close_attempt(attempt_id):
        raise NothingToPay if attempt_facts(attempt_id).state == "paid" else ProviderAway


def _is_stale(attempt: PaymentAttempt, payable: int) -> bool:
    if attempt.provider != "stripe" or attempt.expires_at is None:
        return False
    needed = TOO_SHORT if attempt.provider_ref else SHORTEST_PAGE
    return attempt.expires_at < clock.now() + needed or attempt.amount != payable


@transactional
def _prepare(purchase_id: int) -> int:
    orders = locked_orders(purchase_id)
    payable = sum(order.grand_total for order in orders if order.state == "awaiting_payment")
    purchase = db.session.get_one(Purchase, purchase_id, populate_existing=True)
    if not payable or purchase.paid_at is not None:
        raise NothingToPay
    attempt = open_attempt_of(purchase_id)
    if attempt is None:
        attempt = _open_attempt(purchase_id, PROVIDER_OF[purchase.payment_method], payable)
    if attempt.provider == "stripe":
        _give_time(attempt, purchase)
    return attempt.id


def _give_time(attempt: PaymentAttempt, purchase: Purchase) -> None:
    """Fix when the page closes before it is asked for, and hold the goods a little longer than that."""
    if not card_may_pay(attempt.amount, current_app.config["MARKET"].CARD_MINIMUM):
        raise ProviderRefused
    if attempt.expires_at is None:
        attempt.expires_at = (clock.now() + PAGE_OPEN).replace(microsecond=0)
    held_until = attempt.expires_at + MARGIN
    if purchase.held_until is None or purchase.held_until < held_until:
        purchase.held_until = held_until


def _open_attempt(purchase_id: int, provider: str, amount: int) -> PaymentAttempt:
    row = attempt_row(purchase_id, provider, None, amount, clock.now())
    new = db.session.scalars(insert(PaymentAttempt).values(**row).returning(PaymentAttempt.id)).one()
    return db.session.get_one(PaymentAttempt, new)
