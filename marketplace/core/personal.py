"""What on a page is of one visitor: the personal part of the header, and the key of a cart that travels in addresses.

While something is made that will be the same for everyone, marks stand in the place of both (`core/kept_pages.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask, g, get_flashed_messages, render_template, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from marketplace.core.keeping import kept_while_standing
from marketplace.core.kept_pages import (
    CART_FIELD_MARK,
    CART_QUERY_MARKS,
    COUNT_MARK,
    PERSONAL_MARK,
    cart_field,
    cart_key_in,
    cart_query,
    with_cart,
)
from marketplace.core.language import language

# What a page has to tell: kinds and sentences, as they are flashed.
News = Sequence[tuple[str, str]]


def init_personal(app: Flask) -> None:
    """Give templates the personal part and the key."""
    app.jinja_env.globals.update(
        personal_part=_personal_part, cart_field=_travelling_cart_field, cart_query=_travelling_cart_query
    )


def keeps_page() -> bool:
    """Whether what is being made is for everyone, so that nothing may be known of who asks."""
    return bool(g.get("keeps_page"))


@contextmanager
def for_everyone() -> Iterator[None]:
    """Make what is made inside for everyone."""
    before, g.keeps_page = keeps_page(), True
    try:
        yield
    finally:
        g.keeps_page = before


def part_of(person: Any, cart_count: int, news: News = ()) -> str:
    """The personal part for who asks; `news` are told on this page alone, without a session to carry them.

    Nearly everybody is a guest who is told nothing: for them it differs by the count and by the key in the address.
    """
    said = [*get_flashed_messages(with_categories=True), *news]
    if person or said:
        return render_template("components/personal.html", person=person, cart_count=cart_count, said=said)
    return with_cart(guests_part(cart_count), key_in_address())


def guests_part(cart_count: int) -> str:
    """The personal part for a guest with so many things in the cart, drawn once and with marks for the key."""
    has_some = bool(cart_count)
    part = kept_while_standing("catalogue", ("guest", language(), has_some), lambda: _drawn_for_guests(has_some))
    return part.replace(COUNT_MARK, str(cart_count))


def carrying_cart(address: str) -> str:
    """An address of ours that carries on the key of this page's address, for redirects."""
    return address + cart_query(key_in_address(), "&" if "?" in address else "?")


def key_in_address() -> str:
    """The key of a cart that this page's address carries, empty where there is none."""
    return cart_key_in(request.environ.get("QUERY_STRING", ""))


def _drawn_for_guests(has_some: bool) -> str:
    count = Markup(COUNT_MARK) if has_some else 0  # noqa: S704 - a constant
    with for_everyone():
        return render_template("components/personal.html", person=None, cart_count=count, said=())


@pass_context
def _personal_part(page: Context) -> Markup:
    """The personal part of the header, or the mark where it will stand on a kept page."""
    if keeps_page():
        return Markup(PERSONAL_MARK)  # noqa: S704 - a constant
    return Markup(part_of(page["person"], page["cart_count"], page.get("news", ())))  # noqa: S704 - our own escaped template


def _travelling_cart_field() -> Markup:
    """The form field with the key that this page's address carries, or its mark on a kept page."""
    # Keys are letters, digits, - and _ only; marks are constants.
    return Markup(CART_FIELD_MARK if keeps_page() else cart_field(key_in_address()))  # noqa: S704


def _travelling_cart_query(first: str = "?") -> Markup:
    """What a link must end with to carry on the key of this page's address, or its mark on a kept page."""
    return Markup(CART_QUERY_MARKS[first] if keeps_page() else cart_query(key_in_address(), first))  # noqa: S704
