"""A fortnight of sales in the demo seller's booths, so that the desk is lived in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count, islice
from random import Random

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.demo.names import a_person_name
from marketplace.demo.news import deliver_together, hush_letters
from marketplace.demo.programme import Evening
from marketplace.demo.visitors import buyer_came
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.carts.rules import CartTouch
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.checkout.actions import cancel_order, place_purchase
from marketplace.domain.checkout.queries.baskets import figures_for
from marketplace.domain.checkout.rules import Delivery, Wish
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.shipping.actions import deliver_order, ship_order
from marketplace.domain.stock.models import StockLevel

PURCHASES = 26
PLACES = ("19333", "19429", "19597", "18880", "00097", "25747")
# How far an order has come by its age in days: the older, the further.
DELIVERED_AFTER = 8
STEPS = ((1, "placed"), (2, "accepted"), (3, "packed"), (6, "shipped"), (99, "delivered"))


def sell_for_a_fortnight(seller: Person, shopper: Person, now: datetime, random: Random) -> None:
    """Place purchases in the seller's booths over the last fourteen days and move them along."""
    variants = _variants_of(seller)
    for number in range(PURCHASES):
        age = timedelta(days=14 * (PURCHASES - number) / PURCHASES, minutes=random.randrange(300))
        with clock.frozen(now - age) as hands:
            placed_by = shopper if number % 7 == 3 else None
            wanted = random.sample(variants, min(len(variants), random.choice((1, 1, 2))))
            order_ids = _buy(number, placed_by, wanted, buyer_came(number, wanted))
            if number % 9 != 5:
                _move_along(order_ids, age.days, seller, hands)
            else:
                _cancel(order_ids, seller)
    deliver_together()
    hush_letters()


def _variants_of(seller: Person) -> list[Variant]:
    wanted = (
        select(Variant)
        .join(Product, Product.id == Variant.product_id)
        .join(Booth, Booth.id == Variant.booth_id)
        .join(Membership, Membership.booth_id == Booth.id)
        .join(StockLevel, StockLevel.variant_id == Variant.id)
        .where(Membership.person_id == seller.id, Product.state == "on_sale", StockLevel.available > 12)
    )
    return list(db.session.scalars(wanted.order_by(Variant.id)))


def sell_on_air(seller: Person, evenings: Sequence[Evening], random: Random) -> None:
    """Place purchases of those who watch evenings that are over, by their links, and bring the goods to them."""
    variants, numbers = _variants_of(seller), count(PURCHASES)
    for evening in evenings:
        for number in islice(numbers, evening.buyers):
            with clock.frozen(evening.starts_at + timedelta(minutes=random.randrange(5, 110))) as hands:
                wanted = [random.choice(variants)]
                touch = CartTouch(evening.links[number % len(evening.links)], None, clock.now())
                order_ids = _buy(number, None, wanted, buyer_came(number, wanted, "live"), touch)
                _move_along(order_ids, DELIVERED_AFTER, seller, hands)
    deliver_together()
    hush_letters()


def _buy(
    number: int, shopper: Person | None, variants: list[Variant], sources: Mapping[int, tuple[str, str]],
    touch: CartTouch | None = None,
) -> list[int]:  # fmt: skip
    wishes = [Wish(variant.id, 1 + number % 2) for variant in variants]
    delivery = Delivery(
        recipient=shopper.full_name or "" if shopper else a_person_name(Random(number)),
        phone=f"096{number + 1:07d}",
        address_line=f"{number + 3} đường mẫu",
        commune_code=PLACES[number % len(PLACES)],
    )
    figures = figures_for(wishes, at=clock.now(), commune_code=delivery.commune_code)
    placed = place_purchase(
        wishes=wishes, delivery=delivery, payment_method="cod", expected_total=figures.basket.grand_total,
        idempotency=("demo", str(number)), by=shopper, language="vi",
        sources=lambda: sources, touch=touch,
    )  # fmt: skip
    ids = db.session.scalars(select(Order.id).where(Order.purchase_id == placed.purchase_id)).all()
    db.session.rollback()
    return list(ids)


def _move_along(order_ids: list[int], days: int, seller: Person, hands: clock.Hands) -> None:
    goal = next(state for limit, state in STEPS if days < limit)
    for state in ("accepted", "packed", "shipped", "delivered"):
        if goal == "placed":
            return
        hands.move(hours=7)
        with transaction():
            for order_id in order_ids:
                _step(order_id, state, seller)
        if state == goal:
            return


def _step(order_id: int, state: str, seller: Person) -> None:
    order = db.session.get_one(Order, order_id)
    if state == "shipped":
        ship_order(order, by=seller, carrier="Bưu điện (mẫu)", tracking_code=f"MAU{order_id:08d}")
    elif state == "delivered":
        deliver_order(order, by=seller)
    else:
        move_order(order_id, state, who=BOOTH, by=seller)


def _cancel(order_ids: list[int], seller: Person) -> None:
    for order_id in order_ids:
        cancel_order(order_id, who=BOOTH, by=seller, reason="hết hàng, đã gọi cho khách")
