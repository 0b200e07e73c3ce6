"""Buying the same again."""

from __future__ import annotations

from marketplace.core import clock
from marketplace.core.transactions import transactional
from marketplace.domain.carts.actions import add_to_cart
from marketplace.domain.carts.models import AnyCart
from marketplace.domain.carts.queries import lines_of
from marketplace.domain.carts.rules import MOST_LINES, MOST_OF_ONE
from marketplace.domain.checkout.queries.items import items_for
from marketplace.domain.orders.models import Order


@transactional
def buy_again(cart: AnyCart, order: Order) -> int:
    """Put into a cart what is still to be had of an order; how many of its things could not be."""
    in_cart = {line.variant_id: line.quantity for line in lines_of(cart)}
    items, _ = items_for([line.variant_id for line in order.lines], None, clock.now())
    left_out = 0
    for line in order.lines:
        item, had = items.get(line.variant_id), in_cart.get(line.variant_id, 0)
        room = min(item.left, MOST_OF_ONE) - had if item is not None and item.is_on_sale else 0
        if room < 1 or (not had and len(in_cart) >= MOST_LINES):
            left_out += 1
            continue
        in_cart[line.variant_id] = add_to_cart(cart, line.variant_id, min(line.quantity, room))
    return left_out
