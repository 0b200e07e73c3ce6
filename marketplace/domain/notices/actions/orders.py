"""Letters about one booth's part of a purchase."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.core.db import db
from marketplace.core.letters import write_letter
from marketplace.core.transactions import transactional
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.queries import buyer_of, link_to, order_by_id
from marketplace.domain.notices.words import (
    FETCHED_WORDS,
    LOST_WORDS,
    ORDER_WORDS,
    REFUND_AFTER_LOSS,
    refund_follows,
)
from marketplace.domain.orders.models import Order, OrderStep, Shortfall
from marketplace.domain.orders.rules import BOOTH, SYSTEM
from marketplace.domain.payments.queries import way_back_of
from marketplace.domain.shipping.queries import are_lost, parcels_of


@transactional
def tell_of_order(order_id: int, to_state: str) -> None:
    """Tell the buyer of a step that matters to a buyer."""
    order = order_by_id(order_id)
    reader, step = buyer_of(order.purchase), _step_to(order, to_state)
    words = _words_of(order)
    if reader is None or step is None or to_state not in words or _has_lapsed(step) or _belongs_to_return(step):
        return
    subject, headline, sentence = words[to_state]
    parcel = next(iter(parcels_of(order)), None)
    goes_back = order.purchase.paid_at is not None and to_state in ("cancelled", "returned")
    write_letter(
        "order_moved", to=reader.to, key=f"order:{order.id}:{to_state}:{step.seq}", language=reader.language,
        order=order, purchase=order.purchase, subject=subject, headline=headline,
        sentence=refund_follows(way_back_of(order.purchase)) if goes_back else sentence,
        reason=step.reason, parcel=parcel if to_state == "shipped" else None,
        cash=order.amount_due if to_state == "shipped" and order.purchase.is_cash else 0,
        link=link_to(order.purchase),
    )  # fmt: skip


@transactional
def tell_of_loss(order_id: int) -> None:
    """Tell the buyer once that the carrier lost the goods, and what becomes of the money."""
    order = order_by_id(order_id)
    reader = buyer_of(order.purchase)
    if reader is None:
        return
    subject, headline, sentence = LOST_WORDS["lost"]
    write_letter(
        "order_moved", to=reader.to, key=f"order-lost:{order.id}", language=reader.language, order=order,
        purchase=order.purchase, subject=subject, headline=headline,
        sentence=REFUND_AFTER_LOSS if order.purchase.paid_at else sentence, reason="", parcel=None, cash=0,
        link=link_to(order.purchase),
    )  # fmt: skip


@transactional
def tell_of_shortfall(shortfall_id: int) -> None:
    """Tell the buyer which goods cannot be delivered, why, and what becomes of the money."""
    shortfall = db.session.get_one(Shortfall, shortfall_id)
    order = order_by_id(shortfall.order_id)
    reader = buyer_of(order.purchase)
    if reader is None:
        return
    write_letter(
        "order_short", to=reader.to, key=f"order-short:{shortfall.id}", language=reader.language,
        order=order, purchase=order.purchase, shortfall=shortfall, cash=order.purchase.is_cash,
        refund_follows=refund_follows(way_back_of(order.purchase)), link=link_to(order.purchase),
    )  # fmt: skip


@transactional
def tell_booth_of_cancellation(order_id: int) -> None:
    """Tell the booth that an order it knew of is off, unless it cancelled itself."""
    order = order_by_id(order_id)
    step = _step_to(order, "cancelled")
    if step is None or step.by_kind == BOOTH or step.from_state == "awaiting_payment":
        return
    tell_booth(
        order.booth, "order_cancelled", letter="booth_order_cancelled", about=order.code,
        key=f"booth-order-cancelled:{order.id}:{step.seq}", path=f"/seller/orders/{order.code}", order=order,
        purchase=order.purchase, reason=step.reason,
    )  # fmt: skip


def _words_of(order: Order) -> Mapping[str, tuple[Any, Any, Any]]:
    """What each step is called; nothing of what was lost is on its way back or came back."""
    if order.pickup_place is not None:
        return FETCHED_WORDS
    return LOST_WORDS if order.state in ("refused", "returned") and are_lost(order) else ORDER_WORDS


def _step_to(order: Order, state: str) -> OrderStep | None:
    """The last step to a state: it is what the news is about, however late the news comes."""
    return next((step for step in reversed(order.steps) if step.to_state == state), None)


def _belongs_to_return(step: OrderStep) -> bool:
    """Whether the step ends a return of a part: the letter about the return says so."""
    return (step.from_state, step.to_state) == ("returning", "delivered")


def _has_lapsed(step: OrderStep) -> bool:
    """Whether nobody paid in time: the letter about the whole purchase says so."""
    return step.by_kind == SYSTEM and (step.from_state, step.to_state) == ("awaiting_payment", "cancelled")
