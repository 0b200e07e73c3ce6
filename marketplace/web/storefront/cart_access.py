"""The cart of a browser that may lose its cookies: then its key travels in addresses and forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlencode

from flask import Response, g, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.addresses import plain_query
from marketplace.core.kept_pages import CART, CART_FIELD_MARK, CART_QUERY_MARKS, PERSONAL_MARK, cart_key_in, with_cart
from marketplace.core.language import root
from marketplace.core.personal import keeps_page, part_of
from marketplace.core.reading import reading_alone
from marketplace.domain.carts.actions import keep_delivery, new_cart
from marketplace.domain.carts.rules import HeldCart
from marketplace.web.session import CART_COOKIE, carries, cart_count, current_cart, current_person, keep_cart, set_cart

P = ParamSpec("P")
R = TypeVar("R")

# What the address of the cart says when something was put in: so nobody needs a session to be told.
ADDED = {"added": "1"}


def cart_at_hand() -> HeldCart:
    """The cart of this browser, a new one if it has none."""
    cart = current_cart()
    if cart is None:
        begun = new_cart(current_person())
        cart = HeldCart(begun.id, begun.key)
        set_cart(cart)
    return cart


def only_reads(view: Callable[P, R]) -> Callable[P, R]:
    """Have a page that changes nothing ask for a guest without a transaction, which spares two round trips.

    Who is signed in was read in a transaction, which then goes on.
    """

    @wraps(view)
    def show(*args: P.args, **kwargs: P.kwargs) -> R:
        with nullcontext() if current_person() else reading_alone():
            return view(*args, **kwargs)

    return show


def travelling_key() -> str:
    """The key that addresses and forms must carry; empty while the browser keeps its cookie."""
    cart = current_cart()
    return cart.carried if cart is not None and CART_COOKIE not in request.cookies else ""


def key_field() -> Markup:
    """The form field that carries the key where it must travel, or its mark on what is drawn for everyone."""
    if keeps_page():
        return Markup(CART_FIELD_MARK)  # noqa: S704 - a constant
    key = travelling_key()
    return Markup('<input type="hidden" name="cart" value="{}">').format(key) if key else Markup("")


def for_this_guest(page: str) -> str:
    """A page that was drawn for everyone, with what is of this guest put in."""
    # A key that travels came with the request: only what looks like one of ours is put on a page as it is.
    key = cart_key_in(f"{CART}={travelling_key()}")
    return with_cart(str(page).replace(PERSONAL_MARK, part_of(None, cart_count())), key)


def cart_address(path: str, **query: str) -> str:
    """An address of this language that leads back to the same cart; with a mark where it is drawn for everyone."""
    if keeps_page():
        return Markup(f"{root()}{path}{CART_QUERY_MARKS['?']}")  # noqa: S704 - ours
    key = travelling_key()
    wanted = {**query, **({"cart": key} if key else {})}
    return f"{root()}{path}?{urlencode(wanted)}" if wanted else f"{root()}{path}"


def go(path: str, **query: str) -> Response:
    """After a change: on to a page, with the cart remembered."""
    return remembered(redirect(cart_address(path, **query), 303))


def remembered(response: Any) -> Response:
    """The answer, with the cart's cookie if this browser has a cart and sent no cookie of it, or has a new proof."""
    cart = current_cart()
    if cart is None or not (travelling_key() or g.get("typed_now") or not carries(cart)):
        kept: Response = response
        return kept
    return keep_cart(response, cart.carried)


def keep_typed(cart: HeldCart, delivery: Mapping[str, Any]) -> None:
    """Keep what was typed at the checkout; only the browser that this answer reaches is shown it again."""
    set_cart(replace(cart, proof=keep_delivery(cart, delivery)))
    g.typed_now = True


def without_key() -> BaseResponse | None:
    """A way to the clean address, once the cookie has proved to hold: a key in an address gets shared."""
    if "cart" in request.args and CART_COOKIE in request.cookies and current_cart() is not None:
        query = plain_query(request.query_string.decode("ascii", "replace"))
        return redirect(f"{root()}{request.path}?{query}" if query else f"{root()}{request.path}")
    return None
