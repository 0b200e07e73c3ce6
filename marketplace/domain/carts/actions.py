"""Filling a cart, and keeping what a shopper typed and what led here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, select, update

from marketplace.core import clock
from marketplace.core.codes import hash_token, secret_token
from marketplace.core.db import db, insert_of
from marketplace.core.prepared import Later, Prepared
from marketplace.core.transactions import transactional, transactional_not_durable
from marketplace.core.tries import count_try, forget_tries
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.carts.errors import BadQuantity, CartFull, NotForSale
from marketplace.domain.carts.models import AnyCart, Cart, CartLine
from marketplace.domain.carts.queries import cart_of, held_cart, lines_of, touch_of
from marketplace.domain.carts.rules import DAYS_KEPT, LOCK, MOST_LINES, MOST_OF_ONE, HeldCart, HeldLine
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.promotions.errors import UnknownVoucher, VoucherNotRunning
from marketplace.domain.promotions.models import Offer, Voucher
from marketplace.domain.promotions.queries import is_running, voucher_by_code
from marketplace.domain.promotions.rules import OfferTerms, best_price
from marketplace.domain.stock.errors import SoldOut
from marketplace.domain.stock.models import StockLevel

MOST_WRONG_CODES = 10

# Built once: every shopper fills a cart.
_CHANGED = update(Cart).where(Cart.id == bindparam("cart"))
_CHANGED_AT = Prepared(lambda _database: _CHANGED.values(changed_at=bindparam("at")))
_CHANGED_DELIVERY = Prepared(lambda _database: _CHANGED.values(delivery=bindparam("typed"), changed_at=bindparam("at")))
_CHANGED_VOUCHER = Prepared(lambda _database: _CHANGED.values(voucher_code=bindparam("code")))
_NEW_CART = Prepared(lambda database: insert_of(database, Cart).on_conflict_do_nothing().returning(Cart.__table__.c.id))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something on sale: units left, units of it and lines in the cart, its list price and the offers that run."""

    left: int
    in_cart: int
    lines: int
    list_price: int
    offers: tuple[OfferTerms, ...]


@transactional
def new_cart(person: Person | None = None) -> Cart:
    """An empty cart with a secret key of its own."""
    cart = Cart(key=secret_token(), person_id=person.id if person else None, delivery={}, changed_at=clock.now())
    db.session.add(cart)
    db.session.flush()
    return cart


@transactional_not_durable
def begin_cart(variant_id: int, quantity: int, *, by: Person | None = None, key: str | None = None) -> HeldCart:
    """A new cart with so many units of something in it; raises what add_to_cart raises, and then there is none.

    It goes by the key that a browser carries: another process may just be writing the touch of a link to that cart.
    """
    _check_quantity(quantity)
    key, now, look_up = key or secret_token(), clock.now(), _look_up(None, variant_id)
    row: dict[str, Any] = {"key": key, "person_id": by.id if by else None, "delivery": {}, "changed_at": now}
    cart_id: int | None = _NEW_CART.value(**row)
    found = look_up()
    _check_left(variant_id, quantity, found.left)
    if cart_id is None:
        return _added_to_what_is_there(key, variant_id, quantity)
    price = _write_line(cart_id, variant_id, quantity, found, now)
    return HeldCart(cart_id, key, lines=(HeldLine(variant_id, quantity, price),))


def _added_to_what_is_there(key: str, variant_id: int, quantity: int) -> HeldCart:
    cart = held_cart(key)
    if cart is None:
        raise LookupError("a cart was in the way and is gone")
    add_to_cart(cart, variant_id, quantity)
    return held_cart(key) or cart


@transactional_not_durable
def add_to_cart(cart: AnyCart, variant_id: int, quantity: int) -> int:
    """Put so many more units in; the units of it now. Raises BadQuantity, NotForSale, SoldOut, CartFull."""
    _check_quantity(quantity)
    found = _look_up(cart.id, variant_id)()
    wanted = min(found.in_cart + quantity, MOST_OF_ONE)
    _check_left(variant_id, wanted, found.left)
    if not found.in_cart and found.lines >= MOST_LINES:
        raise CartFull(most=MOST_LINES)
    _change_line(cart.id, variant_id, wanted, found)
    return wanted


@transactional_not_durable
def set_quantity(cart: AnyCart, variant_id: int, quantity: int) -> None:
    """Have exactly so many units of something in the cart, none at 0.

    Raises BadQuantity, NotForSale, SoldOut.
    """
    if quantity == 0:
        remove_line(cart, variant_id)
        return
    _check_quantity(quantity)
    found = _look_up(cart.id, variant_id)()
    _check_left(variant_id, quantity, found.left)
    _change_line(cart.id, variant_id, quantity, found)


@transactional_not_durable
def remove_line(cart: AnyCart, variant_id: int) -> None:
    """Take something out; what is not in stays out."""
    connection = db.session.connection()
    connection.execute(delete(CartLine).where(CartLine.cart_id == cart.id, CartLine.variant_id == variant_id))
    _note_change(cart.id)


@transactional
def note_touch(cart: Cart, *, link_code: str, click_id: int | None, at: datetime) -> None:
    """Remember the tracking link that led here; the latest counts, an older one changes nothing."""
    later = (Cart.touched_at.is_(None)) | (Cart.touched_at <= at)
    touched = update(Cart).where(Cart.id == cart.id, later)
    db.session.execute(touched.values(touch_code=link_code, touch_click_id=click_id, touched_at=at))


@transactional_not_durable
def keep_delivery(cart: AnyCart, delivery: Mapping[str, Any]) -> str:
    """Keep what was typed at the checkout, right or wrong, so that nothing is lost; the proof that shows it again.

    Each time it is a new one: others may hold the key of a cart and the proofs before (decision 0008).
    """
    proof = secret_token()
    typed = {**cart.delivery, **delivery, LOCK: hash_token(proof)}
    _CHANGED_DELIVERY.send_along(cart=cart.id, typed=typed, at=clock.now())
    return proof


def keep_voucher(cart: AnyCart, code: str) -> Voucher:
    """Put a voucher's code on the cart; raise UnknownVoucher, VoucherNotRunning.

    Ten wrong codes in an hour on one cart raise TooManyTries (THREATS T10).
    """
    count_try("voucher", cart.key, most=MOST_WRONG_CODES, within=timedelta(hours=1))
    voucher = _put_voucher(cart, code)
    forget_tries("voucher", cart.key)
    return voucher


@transactional
def remove_voucher(cart: AnyCart) -> None:
    """Take the voucher off the cart."""
    _CHANGED_VOUCHER.send_along(cart=cart.id, code=None)


@transactional
def adopt_cart(brought: AnyCart | None, person: Person) -> Cart | None:
    """The cart a person goes on with after signing in: the one they had, with what this browser's holds put in.

    This browser's quantities count. A guest's cart that becomes a person's gets a new key, because others may know the
    old one; another person's cart is left alone.
    """
    own = cart_of(person)
    cart = db.session.get(Cart, brought.id) if brought is not None else None
    if cart is None or cart.person_id is not None:
        return cart if cart is not None and cart.person_id == person.id else own
    if own is None:
        cart.person_id, cart.key = person.id, secret_token()
        return cart
    _pour(cart, own)
    return own


@transactional
def drop_old_carts() -> int:
    """Forget carts that nobody came back to; how many."""
    last = clock.now() - timedelta(days=DAYS_KEPT)
    dropped = delete(Cart).where(Cart.changed_at < last)
    return db.session.connection().execute(dropped).rowcount


@transactional
def forget_carts(person_id: int) -> None:
    """An account is erased: its carts go, with the address that was typed at the checkout."""
    db.session.execute(delete(Cart).where(Cart.person_id == person_id))


@transactional
def _put_voucher(cart: AnyCart, code: str) -> Voucher:
    voucher = voucher_by_code(code)
    if voucher is None:
        raise UnknownVoucher
    if not voucher.starts_at <= clock.now() < voucher.ends_at:
        raise VoucherNotRunning
    _CHANGED_VOUCHER.send_along(cart=cart.id, code=voucher.code)
    return voucher


def _pour(cart: Cart, into: Cart) -> None:
    held = {line.variant_id: line for line in lines_of(into)}
    room = MOST_LINES - len(held)
    for line in lines_of(cart):
        same = held.get(line.variant_id)
        if same is not None:
            same.quantity, same.seen_price = line.quantity, line.seen_price
        elif room > 0:
            line.cart_id, room = into.id, room - 1
    touch = touch_of(cart)
    if touch is not None:
        note_touch(into, link_code=touch.link_code, click_id=touch.click_id, at=touch.at)
    into.delivery = {**into.delivery, **cart.delivery}
    into.voucher_code = cart.voucher_code or into.voucher_code
    into.changed_at = clock.now()
    db.session.flush()
    db.session.delete(cart)
    db.session.flush()


def _look_up(cart_id: int | None, variant_id: int) -> Later[_Wanted]:
    asked = _LOOKED_UP.ahead(variant=variant_id, cart=cart_id, at=clock.now())
    return lambda: _wanted(variant_id, asked())


def _wanted(variant_id: int, rows: Sequence[Any]) -> _Wanted:
    if not rows:
        raise NotForSale(variant_id)
    found = rows[0]
    offers = tuple(
        OfferTerms(row.offer_id, row.offer_price, row.ends_at, row.offer_left, row.per_buyer, row.kind)
        for row in rows
        if row.offer_id is not None
    )
    return _Wanted(found.left, found.in_cart, found.lines, found.price, offers)


def _looked_up(_database: str) -> Select[*tuple[Any, ...]]:
    """A variant that is on sale, once for each offer that runs, beside its line in a cart."""
    cart: Any = bindparam("cart", type_=CartLine.cart_id.type)
    at: Any = bindparam("at", type_=Offer.starts_at.type)
    lines = select(func.count()).where(CartLine.cart_id == cart).scalar_subquery()
    is_on_sale = and_(Variant.is_active.is_(True), Product.state == "on_sale", Booth.state == "open")
    return (
        select(
            func.coalesce(StockLevel.available, 0).label("left"), func.coalesce(CartLine.quantity, 0).label("in_cart"),
            lines.label("lines"), Variant.price, Offer.id.label("offer_id"), Offer.price.label("offer_price"),
            Offer.ends_at, (Offer.quantity - Offer.sold).label("offer_left"), Offer.per_buyer, Offer.kind,
        )
        .join_from(Variant, Product, Product.id == Variant.product_id)
        .join(Booth, Booth.id == Variant.booth_id)
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .outerjoin(CartLine, and_(CartLine.variant_id == Variant.id, CartLine.cart_id == cart))
        .outerjoin(Offer, and_(Offer.variant_id == Variant.id, is_running(at)))
        .where(Variant.id == bindparam("variant"), is_on_sale)
    )  # fmt: skip


_LOOKED_UP = Prepared(_looked_up)


def _check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_OF_ONE:
        raise BadQuantity(most=MOST_OF_ONE)


def _check_left(variant_id: int, wanted: int, left: int) -> None:
    if wanted > left:
        raise SoldOut(variant_id, left)


def _change_line(cart_id: int, variant_id: int, quantity: int, found: _Wanted) -> None:
    _write_line(cart_id, variant_id, quantity, found, clock.now())
    _note_change(cart_id)


def _write_line(cart_id: int, variant_id: int, quantity: int, found: _Wanted, at: datetime) -> int:
    """Have so many of something in a cart; what one costs the shopper, who sees it now."""
    price = best_price(found.list_price, found.offers, quantity=quantity).price
    _WRITTEN.send_along(cart_id=cart_id, variant_id=variant_id, quantity=quantity, seen_price=price, added_at=at)
    return price


def _written(database: str) -> Any:
    """A line, or what is new of it where it is there."""
    inserted = insert_of(database, CartLine)
    seen = {"quantity": inserted.excluded.quantity, "seen_price": inserted.excluded.seen_price}
    return inserted.on_conflict_do_update(index_elements=["cart_id", "variant_id"], set_=seen)


_WRITTEN = Prepared(_written)


def _note_change(cart_id: int) -> None:
    _CHANGED_AT.send_along(cart=cart_id, at=clock.now())
