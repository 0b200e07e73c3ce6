"""Following tracking links: which hits are people who came, where the link leads, what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy import or_, select, tuple_, update
from sqlalchemy.orm import aliased

from marketplace.core import clock
from marketplace.core.codes import secret_token
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.carts.models import Cart, CartLine
from marketplace.domain.livestream.actions.hits import Hit, HitWriter, new_click_id, writer_of
from marketplace.domain.livestream.actions.tallies import (
    COUNTS,
    know_visitors,
    one_at_a_time,
    standings_of,
    write_tallies,
)
from marketplace.domain.livestream.models import Click, Touch
from marketplace.domain.livestream.queries import LinkTarget, is_own_person, link_target
from marketplace.domain.livestream.rules import looks_like_a_program, looks_like_prefetch, why_ignored
from marketplace.domain.orders.models import Purchase

MARKED_AT_ONCE = 500


@dataclass(frozen=True)
class Visit:
    """What a request says of itself. `visitor` is the keyed hash that stands for its browser."""

    visitor: str
    agent: str
    method: str = "GET"
    purposes: tuple[str, ...] = ()
    person: Person | None = None
    cart_key: str | None = None


@dataclass(frozen=True)
class Followed:
    """Where a link leads, and the key of the cart that carries the touch; None for programs and prefetches.

    `ahead` says that a browser only fetches, in case somebody comes.
    """

    target: LinkTarget
    click_id: int
    cart_key: str | None
    ahead: bool


def follow(code: str, visit: Visit) -> Followed:
    """Follow a tracking link; raise NoSuchLink. The hit is kept soon, whether it counts or not."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    return hit_link(link_target(code), visit, app)


def hit_link(target: LinkTarget, visit: Visit, app: Flask) -> Followed:
    """Follow a link that was looked up before; but for a visit with a person, nothing here asks the database."""
    ignored = why_ignored(
        prefetch=looks_like_prefetch(visit.method, *visit.purposes),
        program=looks_like_a_program(visit.agent),
        own=visit.person is not None and is_own_person(visit.person, target.broadcast_id),
    )
    cart_key = None if ignored in ("bot", "prefetch") else visit.cart_key or secret_token()
    at = clock.now()
    saw_product = target.product_slug is not None
    click_id = new_click_id(at)
    hit = Hit(click_id, target.link_id, target.code, visit.visitor, at, ignored, saw_product, cart_key)
    writer_of(app).keep(hit)
    return Followed(target, click_id, cart_key, ahead=ignored == "prefetch" and visit.method != "HEAD")


def has_waited_for_hit(key: str) -> bool:
    """Wait until a hit of this process is written whose touch belongs on this cart; False if none was waiting."""
    writer = current_app.extensions.get("hit_writer")
    if not isinstance(writer, HitWriter) or not writer.owes(key):
        return False
    # The writer cannot commit on SQLite while this request reads.
    db.session.rollback()
    writer.settle(key)
    return True


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
    one_at_a_time()
    pairs = select(Click.link_id, Click.visitor).where(tuple_(Click.visitor, Click.link_id).in_(visitors), to_mark)
    found = sorted({(link_id, visitor) for link_id, visitor in db.session.execute(pairs)})
    return sum(_mark(found[start : start + MARKED_AT_ONCE]) for start in range(0, len(found), MARKED_AT_ONCE))


def _mark(pairs: Sequence[tuple[int, str]]) -> int:
    standings = standings_of(link_id for link_id, _ in pairs)
    know_visitors({visitor for _, visitor in pairs}, standings)
    for link_id, visitor in pairs:
        standings.add_progress(link_id, visitor)
    write_tallies(standings)
    these = tuple_(Click.link_id, Click.visitor).in_(pairs) & COUNTS & Click.carted.is_(False)
    marked = update(Click).where(these).values(carted=True, saw_product=True)
    return db.session.connection().execute(marked).rowcount
