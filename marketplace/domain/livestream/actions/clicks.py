"""Following tracking links: which hits are people who came, and where the link leads."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from marketplace.core import clock
from marketplace.core.codes import secret_token
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.hits import Hit, HitWriter, new_click_id, writer_of
from marketplace.domain.livestream.queries import LinkTarget, is_own_person, link_target
from marketplace.domain.livestream.rules import looks_like_a_program, looks_like_prefetch, why_ignored


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
