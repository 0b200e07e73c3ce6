"""Reads about carts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from marketplace.core.db import db
from marketplace.core.prepared import Prepared
from marketplace.domain.accounts.models import Person
from marketplace.domain.carts.models import AnyCart, Cart, CartLine
from marketplace.domain.carts.rules import CartTouch, HeldCart, HeldLine

# Built once: every page of a shopper with a cart asks these.
_BY_KEY = select(Cart).where(Cart.key == bindparam("key"))
_HELD = Prepared(
    lambda _database: select(
        Cart.id, Cart.key, Cart.voucher_code, Cart.delivery, Cart.touch_code, Cart.touch_click_id, Cart.touched_at,
        CartLine.variant_id, CartLine.quantity, CartLine.seen_price,
    )
    .outerjoin(CartLine, CartLine.cart_id == Cart.id)
    .where(Cart.key == bindparam("key"))
    .order_by(CartLine.id)
)  # fmt: skip
_UNITS = select(func.sum(CartLine.quantity)).where(CartLine.cart_id == bindparam("cart"))
_LINES = select(CartLine).where(CartLine.cart_id == bindparam("cart")).order_by(CartLine.id)


def cart_by_key(key: str) -> Cart | None:
    """The cart with this secret key."""
    return db.session.scalar(_BY_KEY, {"key": key}) if key and key.isprintable() else None


def held_cart(key: str, proof: str = "") -> HeldCart | None:
    """What the cart with this secret key holds, in one statement; with the proof, also what was typed."""
    if not key or not key.isprintable():
        return None
    rows = _HELD.rows(key=key)
    if not rows:
        return None
    cart = rows[0]
    lines = tuple(HeldLine(row.variant_id, row.quantity, row.seen_price) for row in rows if row.variant_id is not None)
    touch = _touch(cart.touch_code, cart.touch_click_id, cart.touched_at)
    return HeldCart(cart.id, cart.key, cart.voucher_code, cart.delivery, touch, lines).seen_with(proof)


def cart_of(person: Person) -> Cart | None:
    """The cart a person last changed."""
    found = select(Cart).where(Cart.person_id == person.id).order_by(Cart.changed_at.desc(), Cart.id.desc())
    return db.session.scalar(found.limit(1))


def units_in(cart: AnyCart) -> int:
    """How many units of anything the cart holds."""
    return db.session.connection().execute(_UNITS, {"cart": cart.id}).scalar_one() or 0


def lines_of(cart: AnyCart) -> Sequence[CartLine]:
    """The lines of a cart, in the order they were put in."""
    return db.session.scalars(_LINES, {"cart": cart.id}).all()


def touch_of(cart: Cart) -> CartTouch | None:
    """The tracking link that led to this cart, if one did."""
    return _touch(cart.touch_code, cart.touch_click_id, cart.touched_at)


def _touch(link_code: str | None, click_id: int | None, at: datetime | None) -> CartTouch | None:
    return CartTouch(link_code, click_id, at) if link_code is not None and at is not None else None
