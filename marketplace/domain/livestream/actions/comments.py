"""Orders by comment and telephone: heard, proposed, put on the waiting list, offered in turn, decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select, update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.places.queries import names_in
from marketplace.core.text import clean, fold
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.errors import AlreadyDecided, NothingHeard, NotYourTurn, StillSoldOut
from marketplace.domain.livestream.models import Broadcast, HeardOrder
from marketplace.domain.livestream.queries.comments import heard_orders, known_items, left_of
from marketplace.domain.livestream.queries.planning import line_up_of, pinned_now
from marketplace.domain.livestream.rules.comments import Comment, Heard, comments_in, read_comments

TIME_TO_ANSWER = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Listening:
    """What came of a paste: new proposals and cancellations, what was known already, and what was no order."""

    proposed: int
    cancelled: int
    repeated: int
    others: int


@transactional
def hear_comments(broadcast: Broadcast, pasted: str, *, by: Person, source: str = "comment") -> Listening:
    """Read pasted comments, or one line from the telephone, and keep what somebody must decide.

    Raises NothingHeard when there is no text, and for a telephone line that is no order.
    """
    check_open(broadcast.campaign)
    comments = comments_in(pasted) if source == "comment" else [Comment("", clean(pasted))]
    if not comments or not comments[0].words:
        raise NothingHeard
    items = line_up_of([broadcast])
    pinned_item = pinned_now([broadcast]).get(broadcast.id)
    pinned = next((item.variant_id for item in items if item.id == pinned_item), None)
    places = names_in(current_app.config["MARKET"].PROVINCE_CODE)
    heard = read_comments(comments, known_items(items), places, pinned=pinned)
    wanted = [each for each in heard if each.kind in ("order", "cancel")]
    if source == "phone" and not wanted:
        raise NothingHeard
    fresh = [each for each in wanted if _keep(broadcast, each, source, by)]
    audit.note(
        "hear_comments", by=by.id, subject=f"broadcast:{broadcast.id}",
        details={"comments": len(comments), "new": len(fresh), "source": source},
    )  # fmt: skip
    cancelled = sum(each.kind == "cancel" for each in fresh)
    return Listening(len(fresh) - cancelled, cancelled, len(wanted) - len(fresh), len(heard) - len(wanted))


def _keep(broadcast: Broadcast, heard: Heard, source: str, by: Person) -> bool:
    """Write a comment down unless the same one is there already; say whether it is new."""
    doubts = list(heard.doubts) + (["maybe_repeat"] if _was_said(broadcast, heard) else [])
    return insert_once(
        HeardOrder, broadcast_id=broadcast.id, heard_key=fingerprint(heard), source=source, kind=heard.kind,
        author=heard.author, words=heard.words, items=[[item.variant_id, item.quantity] for item in heard.items],
        phone=heard.phone, recipient=heard.recipient, address_line=heard.address_line,
        commune_code=heard.commune_code, doubts=doubts, state="proposed", by_id=by.id, at=clock.now(),
    )  # fmt: skip


def fingerprint(heard: Heard) -> str:
    """Who wrote what, however it is spaced and whatever the case and marks."""
    return hashlib.sha256(f"{fold(heard.author)}\x00{fold(heard.words)}".encode()).hexdigest()


def _was_said(broadcast: Broadcast, heard: Heard) -> bool:
    """Whether the same telephone asked for the same goods before, in other words."""
    if heard.phone is None or heard.kind != "order":
        return False
    rows = select(HeardOrder.items).where(
        HeardOrder.broadcast_id == broadcast.id, HeardOrder.phone == heard.phone, HeardOrder.state != "dropped",
        HeardOrder.kind == "order",
    )  # fmt: skip
    wanted = {(item.variant_id, item.quantity) for item in heard.items}
    return any({(each[0], each[1]) for each in items} == wanted for items in db.session.scalars(rows))


@transactional
def confirm_heard(heard: HeardOrder, purchase_id: int, *, by: Person) -> None:
    """Say that what was heard has become this purchase."""
    _decide(heard, ("proposed", "waiting", "offered", "lapsed"), "confirmed", by, purchase_id=purchase_id)


@transactional
def drop_heard(heard: HeardOrder, *, by: Person) -> None:
    """Say that nothing comes of it; a second time changes nothing. Raises AlreadyDecided for a confirmed one."""
    if heard.state != "dropped":
        _decide(heard, ("proposed", "waiting", "offered", "lapsed"), "dropped", by)


@transactional
def put_on_waiting_list(heard: HeardOrder, *, by: Person) -> None:
    """Let somebody wait for goods that are sold out, behind those who wait already."""
    if heard.state != "waiting":
        _decide(heard, ("proposed", "lapsed"), "waiting", by, waiting_since=clock.now())


@transactional
def offer_turn(heard: HeardOrder, *, by: Person) -> HeardOrder:
    """Offer the goods to whoever waits, for ten minutes; nothing is held meanwhile, only an order takes goods.

    Raises StillSoldOut, NotYourTurn when somebody who waits longer for the same goods could be served.
    """
    wanted = dict(_pairs(heard))
    left = _left_beside_offers(heard, wanted)
    if any(left.get(variant_id, 0) < quantity for variant_id, quantity in wanted.items()):
        raise StillSoldOut
    for earlier in heard_orders(heard.broadcast, ("waiting",)):
        if earlier.id == heard.id:
            break
        if any(
            variant_id in wanted and left.get(variant_id, 0) >= quantity for variant_id, quantity in _pairs(earlier)
        ):
            raise NotYourTurn
    _decide(heard, ("waiting",), "offered", by, answer_until=clock.now() + TIME_TO_ANSWER)
    return heard


def _left_beside_offers(heard: HeardOrder, wanted: dict[int, int]) -> dict[int, int]:
    """What is on the shelf, less what is offered to others at this moment."""
    left = left_of(wanted)
    for other in heard_orders(heard.broadcast, ("offered",)):
        for variant_id, quantity in _pairs(other):
            if variant_id in left and other.id != heard.id:
                left[variant_id] -= quantity
    return left


def _pairs(heard: HeardOrder) -> list[tuple[int, int]]:
    return [(int(each[0]), int(each[1])) for each in heard.items]


@transactional
def lapse_offered_turns() -> int:
    """End the offers that nobody answered in time, so that the next in turn can be asked; say how many."""
    over = update(HeardOrder).where(HeardOrder.state == "offered", HeardOrder.answer_until <= clock.now())
    return int(db.session.connection().execute(over.values(state="lapsed", answer_until=None)).rowcount)


@transactional
def forget_heard() -> int:
    """Delete what was heard a month ago and came to nothing: names and telephones are kept no longer than needed."""
    old = delete(HeardOrder).where(HeardOrder.state != "confirmed", HeardOrder.at < clock.now() - FORGOTTEN_AFTER)
    return int(db.session.connection().execute(old).rowcount)


def _decide(heard: HeardOrder, from_states: tuple[str, ...], to_state: str, by: Person, **facts: object) -> None:
    values = {"state": to_state, "answer_until": None, "decided_by_id": by.id, "decided_at": clock.now(), **facts}
    moved = update(HeardOrder).where(HeardOrder.id == heard.id, HeardOrder.state.in_(from_states)).values(**values)
    if not db.session.connection().execute(moved).rowcount:
        raise AlreadyDecided
    db.session.refresh(heard)
