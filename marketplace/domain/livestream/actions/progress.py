"""How far clickers came: who opened the page of a product, who put something in a cart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import or_, select, tuple_, update
from sqlalchemy.orm import aliased

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.gathering import Gathered, gathered_by
from marketplace.core.transactions import transactional
from marketplace.domain.carts.models import Cart, CartLine
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream.actions.tallies import (
    COUNTS,
    know_visitors,
    one_at_a_time,
    standings_of,
    write_tallies,
)
from marketplace.domain.livestream.models import Click, Touch
from marketplace.domain.livestream.rules import SEEN_WINDOW, Look
from marketplace.domain.orders.models import Purchase

MARKED_AT_ONCE = 500

Pair = tuple[int, str]
"""A link and a visitor."""


def looks_of(app: Flask) -> Gathered[Look]:
    """Who takes looks at products in this process."""
    return gathered_by("look_writer", app, mark_seen)


@transactional
def mark_seen(looks: Sequence[Look]) -> None:
    """Mark the clicks whose visitors opened the page of a product on sale within SEEN_WINDOW after them."""
    seen_at = _last_looks(looks)
    if not seen_at:
        return
    clicks = select(Click.link_id, Click.visitor, Click.at).where(
        Click.visitor.in_(seen_at), COUNTS, Click.saw_product.is_(False),
        Click.at >= min(seen_at.values()) - SEEN_WINDOW,
    )  # fmt: skip
    _mark({(link, visitor) for link, visitor, at in db.session.execute(clicks) if at <= seen_at[visitor]}, carted=False)


def _last_looks(looks: Sequence[Look]) -> dict[str, datetime]:
    on_sale = select(Product.slug).where(Product.slug.in_({look.product for look in looks}), Product.state == "on_sale")
    known = set(db.session.scalars(on_sale))
    return {look.visitor: look.at for look in sorted(looks, key=lambda each: each.at) if look.product in known}


@transactional
def mark_progress(*, since: timedelta = timedelta(minutes=15)) -> int:
    """Mark the clicks whose visitors put something in a cart or bought since then; say how many were new."""
    begin = clock.now() - since
    in_cart = select(Cart.touch_click_id).join(CartLine, CartLine.cart_id == Cart.id)
    in_cart = in_cart.where(Cart.touch_click_id.is_not(None), CartLine.added_at >= begin)
    bought = select(Touch.click_id).join(Purchase, Purchase.id == Touch.purchase_id)
    bought = bought.where(Touch.click_id.is_not(None), Purchase.placed_at >= begin)
    last = aliased(Click)
    # The cart names the visitor's last hit; the one that counts may be an earlier one on the same link.
    visitors = select(last.visitor, last.link_id).where(or_(last.id.in_(in_cart), last.id.in_(bought)))
    to_mark = COUNTS & Click.carted.is_(False)
    pairs = select(Click.link_id, Click.visitor).where(tuple_(Click.visitor, Click.link_id).in_(visitors), to_mark)
    return _mark({(link_id, visitor) for link_id, visitor in db.session.execute(pairs)}, carted=True)


def _mark(pairs: Collection[Pair], *, carted: bool) -> int:
    """Nobody puts anything in a cart without having seen it, so who carted also saw."""
    if not pairs:
        return 0
    one_at_a_time()
    in_order = sorted(pairs)
    parts = [in_order[start : start + MARKED_AT_ONCE] for start in range(0, len(in_order), MARKED_AT_ONCE)]
    return sum(_mark_some(part, carted=carted) for part in parts)


def _mark_some(pairs: Sequence[Pair], *, carted: bool) -> int:
    standings = standings_of(link_id for link_id, _ in pairs)
    know_visitors({visitor for _, visitor in pairs}, standings)
    for link_id, visitor in pairs:
        standings.add_progress(link_id, visitor, carted=carted)
    write_tallies(standings)
    flag = Click.carted if carted else Click.saw_product
    these = tuple_(Click.link_id, Click.visitor).in_(pairs) & COUNTS & flag.is_(False)
    marks = {"saw_product": True, "carted": True} if carted else {"saw_product": True}
    return db.session.connection().execute(update(Click).where(these).values(marks)).rowcount
