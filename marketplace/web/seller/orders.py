"""The booth's orders: the board, one order, and whether a new one has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, make_response, render_template, request

from marketplace.core import clock
from marketplace.core.errors import Refusal
from marketplace.core.phones import is_mobile
from marketplace.domain.booths.access import can_pack
from marketplace.domain.catalog.queries import goods_behind
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import (
    Filters,
    counts_by_state,
    newest_of,
    notes_of,
    orders_of_booth,
    told_order_for,
)
from marketplace.domain.orders.rules import BOOTH, MAY_FALL_SHORT, OPEN_FOR_BOOTH, STATES, Outcome, next_states
from marketplace.domain.returns.queries import return_under_way
from marketplace.domain.shipping.queries import fetching_of
from marketplace.web.order_track import ORDER_STATES, name_of, track_of
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.carrying import BOOKING_STATES, carried
from marketplace.web.seller.earning import money_in
from marketplace.web.words import age_of

PER_PAGE = 30
MOST_PAGES = 1000
MOST_DAYS = 60
PICTURE_WIDTH = 180
CARRIERS = ("Tự giao", "GHTK", "GHN", "Viettel Post", "J&T", "VNPost", "SPX")
# Where goods must be sent, the oldest promise comes first; what is over is read from the newest.
SHOWN = tuple(state for state in STATES if state != "awaiting_payment")


@bp.get("/orders")
@needs(can_pack)
def list_orders() -> str:
    """The board: one state at a time, with counts and how long each order has waited."""
    return show_board()


@bp.get("/orders/news.json")
@needs(can_pack)
def show_news() -> Response:
    """Whether a new order has come, for a desk that wants to be told; costs little when none has."""
    waiting, newest = newest_of(the_booth())
    response = jsonify({"waiting": waiting, "newest": newest})
    response.set_etag(f"{waiting}-{newest}")
    return response.make_conditional(request)  # type: ignore[return-value]


@bp.get("/orders/<code>")
@needs(can_pack)
def show_order(code: str) -> str:
    """One order: to whom, what, for how much, and the next thing to do."""
    return order_page(told_order_for(the_booth(), code))


def show_board(outcomes: Sequence[Outcome] = ()) -> str:
    """The board as the address filters it, with what became of the orders that were chosen."""
    counts = counts_by_state(the_booth())
    filters = _filters(counts)
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    oldest_first = filters.state in OPEN_FOR_BOOTH
    found = orders_of_booth(
        the_booth(), filters, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE, oldest_first=oldest_first
    )
    fetching = fetching_of(the_booth(), found[:PER_PAGE]) if filters.state == "packed" and found else None
    now = clock.now()
    return render_template(
        "seller/orders/list_orders.html", fetching=fetching, bookings=BOOKING_STATES,
        orders=[(order, age_of(now - order.changed_at)) for order in found[:PER_PAGE]],
        filters=filters, days=_days(), counts=counts, states={name: ORDER_STATES[name] for name in SHOWN}, page=page,
        more=len(found) > PER_PAGE, always=OPEN_FOR_BOOTH, carriers=CARRIERS, typed=request.form,
        left=[each for each in outcomes if each.refusal], done=sum(not each.refusal for each in outcomes),
    )  # fmt: skip


def order_page(order: Order, refusal: Refusal | None = None) -> str:
    """One order's page, with what was refused beside what was typed."""
    # Before the carriage, which reads the lines anew.
    goods = {line.variant_id: goods_behind(line.variant, PICTURE_WIDTH) for line in order.lines}
    told = carried(order)
    state, tone = name_of(order.state, lost=told["lost"])
    steps: dict[str, Any] = {name: ORDER_STATES[name][0] for name in STATES}
    return render_template(
        "seller/orders/show_order.html",
        order=order, purchase=order.purchase, state=state, tone=tone, refusal=refusal, typed=request.form,
        track=track_of(
            order.state, order.steps, prepaid=not order.purchase.is_cash, fetched=order.is_fetched,
            lost=told["lost"],
        ),
        goods=goods, **told, notes=notes_of(order), may_fall_short=MAY_FALL_SHORT,
        ways=next_states(order.state, BOOTH), carriers=CARRIERS, step_names=steps, zalo=_zalo(order.purchase.phone),
        return_id=return_under_way(order.id) if order.delivered_at else None, **money_in(order),
    )  # fmt: skip


def _zalo(phone: str) -> str | None:
    """Where Zalo opens a talk with this number; landlines have none."""
    return f"https://zalo.me/{phone.removeprefix('+')}" if is_mobile(phone) else None


def refused(order: Order, refusal: Refusal) -> Response:
    """The same page with the refusal on it."""
    return make_response(order_page(order, refusal), refusal.status)


def _filters(counts: dict[str, int]) -> Filters:
    """What the address asks for; without a state, the first in which something waits for the booth."""
    sought = request.args.get("q", "").strip()[:40]
    payment = request.args.get("payment", "")
    days = _days()
    return Filters(
        state=_state_shown(counts, sought), sought=sought,
        payment=payment if payment in ("cash", "prepaid") else "",
        changed_before=clock.now() - timedelta(days=days) if days else None,
    )  # fmt: skip


def _days() -> int:
    return min(max(request.args.get("days", 0, type=int), 0), MOST_DAYS)


def _state_shown(counts: dict[str, int], sought: str) -> str | None:
    wanted = request.args.get("state", "")
    if wanted in SHOWN:
        return wanted
    if sought:
        return None
    return next((state for state in OPEN_FOR_BOOTH if counts.get(state)), "placed")
