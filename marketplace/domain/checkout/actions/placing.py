"""Placing a purchase: the hot path.

Everything is worked out and written in one transaction of few statements. What it locks, it locks in one order: its
idempotency key, the voucher, the offers ascending, the shelves ascending, and last of all the catalogue's version. The
rows it adds are its own, so they come first, and the shelf that everybody wants is held for the commit only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.exc import DBAPIError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import Refusal
from marketplace.core.inserting import written_together
from marketplace.core.money import format_dong
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.outbox import record
from marketplace.core.prepared import Later, Prepared
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.carts.errors import NotForSale
from marketplace.domain.carts.models import Cart, CartLine
from marketplace.domain.carts.rules import CartTouch
from marketplace.domain.checkout.actions.intending import read_code, read_delivery, read_wishes
from marketplace.domain.checkout.actions.writing import WrittenLine, reserve_numbers, write_purchase
from marketplace.domain.checkout.errors import (
    AmountOutside,
    CartHasChanged,
    EmptyCart,
    MethodNotOffered,
    NotFetchedThere,
    PayAhead,
    TotalChanged,
    UnknownCommune,
)
from marketplace.domain.checkout.queries.baskets import Figures, figures_for
from marketplace.domain.checkout.queries.methods import limits_of
from marketplace.domain.checkout.queries.presses import placed_before
from marketplace.domain.checkout.rules import (
    CASH_UNDER_WAY,
    Basket,
    Delivery,
    HandEntry,
    Intent,
    Placed,
    Wish,
    asks_to_pay_ahead,
)
from marketplace.domain.livestream.actions import note_touches
from marketplace.domain.orders.events import PurchasePlaced
from marketplace.domain.orders.queries import CashPromised, cash_promised
from marketplace.domain.payments.actions import open_attempts
from marketplace.domain.promotions.actions import use_offers, use_voucher
from marketplace.domain.promotions.rules import OfferTaken
from marketplace.domain.stock.actions import lower_levels, note_taken

_BOUGHT_LINES = Prepared(
    lambda _database: delete(CartLine).where(
        CartLine.cart_id == bindparam("cart"), is_one_of(CartLine.variant_id, "variants")
    )
)


def place_purchase(  # noqa: PLR0913 - everything that one press of the button says
    *,
    wishes: Sequence[Wish],
    delivery: Delivery,
    payment_method: str,
    expected_total: int | None,
    idempotency: tuple[str, str],
    by: Person | None,
    language: str,
    voucher_code: str | None = None,
    touch: CartTouch | None = None,
    hand: HandEntry | None = None,
    cart_id: int | None = None,
    sources: Later[Mapping[int, tuple[str, str]]] = dict,
) -> Placed:
    """Buy: one purchase, one order per booth, goods taken or held, all or nothing.

    `expected_total` is what the page showed (None only for an order written down by hand). The same `idempotency`
    (scope, key) with the same request answers with the purchase it made, also when two presses race and when the
    first one's answer was lost. `sources` say by booth how the buyer came. A whole transaction: call it from no other.

    Raises what read_delivery and read_wishes raise, EmptyCart, NotForSale, SoldOut, a VoucherRefusal, OfferGone,
    UnknownCommune, NotFetchedThere, MethodNotOffered, AmountOutside, TotalChanged, PayAhead, CartHasChanged, KeyReused.
    """
    if expected_total is None and hand is None:
        raise ValueError("a shopper was shown a total")
    scope, key = idempotency
    intent = Intent(
        wishes=read_wishes(wishes), delivery=read_delivery(delivery), payment_method=payment_method,
        expected_total=expected_total, scope=scope, key=key, person_id=by.id if by else None, language=language,
        voucher_code=read_code(voucher_code), touch=touch, hand=hand, cart_id=cart_id, sources=sources,
    )  # fmt: skip
    try:
        return _place(intent)
    except (Refusal, DBAPIError):
        # The key may have bought already: pressed twice, raced, or committed while the connection was lost.
        earlier = placed_before(intent)
        if earlier is None:
            raise
        return earlier


@transactional
def _place(intent: Intent) -> Placed:
    at = clock.now()
    numbers, promised = reserve_numbers(len(intent.wishes)), _ask_cash_promised(intent)
    figures = figures_for(
        intent.wishes, at=at, commune_code=intent.delivery.commune_code, voucher_code=intent.voucher_code,
        buyer_key=intent.delivery.phone, fetched_from=intent.delivery.fetched_from,
    )  # fmt: skip
    _check(figures, intent)
    _check_cash_promised(promised(), figures.basket.grand_total)
    with written_together():
        written = write_purchase(intent, figures, at, numbers())
        booths = zip(written.order_ids, figures.basket.booths, strict=True)
        totals = [(order_id, booth.total) for order_id, booth in booths]
        open_attempts(written.id, intent.payment_method, totals, figures.basket.grand_total, at)
        _note_touches(intent, figures, written.id, at)
        note_taken([line.taken for line in written.lines], at=at)
        record(PurchasePlaced(written.id))
    _empty_cart(intent)
    if figures.voucher is not None:
        use_voucher(figures.voucher.id, buyer_key=intent.delivery.phone, purchase_id=written.id, at=at)
    _take_goods(written.lines, intent.delivery.phone, at)
    return Placed(written.id, written.code, intent.payment_method, figures.basket.grand_total)


def _check(figures: Figures, intent: Intent) -> None:
    basket = figures.basket
    if not intent.wishes:
        raise EmptyCart
    if len(basket.lines) < len(intent.wishes):
        raise NotForSale
    if figures.destination is None:
        raise UnknownCommune
    if not set(intent.delivery.fetched_from) <= {booth.slug for booth in basket.booths if booth.is_fetched}:
        raise NotFetchedThere
    for problem in (*basket.problems, basket.voucher_problem):
        if problem is not None:
            raise problem
    if intent.expected_total not in (None, basket.grand_total):
        raise TotalChanged(intent.expected_total or 0, basket.grand_total, basket)
    _check_method(basket, intent)


def _check_method(basket: Basket, intent: Intent) -> None:
    limits = limits_of(intent.payment_method)
    if limits is None:
        raise MethodNotOffered
    low, high = limits
    if not low <= basket.grand_total <= high:
        raise AmountOutside(low=format_dong(low), high=format_dong(high))


def _ask_cash_promised(intent: Intent) -> Later[CashPromised]:
    """What a guest who pays in cash has promised already; of others it is not asked."""
    if intent.is_prepaid or intent.person_id is not None or intent.hand is not None:
        return lambda: (0, 0)
    return cash_promised(intent.delivery.phone, CASH_UNDER_WAY)


def _check_cash_promised(promised: CashPromised, more: int) -> None:
    """A guest may promise little cash often, or much cash a few times (THREATS T16)."""
    orders, total = promised
    if asks_to_pay_ahead(orders, total, more):
        raise PayAhead(orders=orders)


def _note_touches(intent: Intent, figures: Figures, purchase_id: int, at: datetime) -> None:
    touch, hand, voucher = intent.touch, intent.hand, figures.voucher
    if touch is None and hand is None and voucher is None:
        return
    note_touches(
        purchase_id,
        voucher_id=voucher.id if voucher else None,
        hand_broadcast_id=hand.broadcast_id if hand else None,
        link_code=touch.link_code if touch else None,
        click_id=touch.click_id if touch else None,
        touched_at=touch.at if touch else None,
        at=at,
    )


def _empty_cart(intent: Intent) -> None:
    """Take what was bought out of the cart, and the voucher; when another window was quicker, this one stops."""
    if intent.cart_id is None:
        return
    variants = [wish.variant_id for wish in intent.wishes]
    count = len(variants)

    def check(_rows: Sequence[Any], taken: int) -> None:
        if taken != count:
            raise CartHasChanged

    _BOUGHT_LINES.send_along(check, cart=intent.cart_id, variants=variants)
    if intent.voucher_code is not None:
        db.session.connection().execute(update(Cart).where(Cart.id == intent.cart_id).values(voucher_code=None))


def _take_goods(lines: Sequence[WrittenLine], buyer_key: str, at: datetime) -> None:
    at_offers = [OfferTaken(line.offer_id, line.id, line.quantity) for line in lines if line.offer_id is not None]
    offer_ran_out = bool(at_offers) and use_offers(at_offers, buyer_key=buyer_key, at=at)
    lower_levels([line.taken for line in lines])
    if offer_ran_out:
        bump("catalogue")
