"""Several packed orders are fetched by the booth's carrier: asked about and booked one by one, each with its answer.

No failure stops the others, except that a carrier which does not answer is not asked about the rest this time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.core.errors import Refusal
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import order_for
from marketplace.domain.shipping.actions.bookings import book_parcel, check_bookable
from marketplace.domain.shipping.actions.quoting import Offer, offer_for
from marketplace.domain.shipping.errors import (
    CarrierNotReached,
    CarrierSaysNo,
    FeeChanged,
    KeysUnknown,
    NoCarrier,
    SpotMissing,
)
from marketplace.domain.shipping.queries import booking_of
from marketplace.domain.shipping.rules import HEAVIEST_BOOKED_G

# After these the carrier would say the same of every other order, or nothing, and a person waits.
_OF_ALL = (NoCarrier, KeysUnknown, CarrierNotReached)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose and saw for one order: the place, the fee to there, how many bookings they knew of."""

    to: str = ""
    fee: int | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the carrier offers for one order of several, whether it is booked, or why it is not."""

    code: str
    seen: int = 0
    offer: Offer | None = None
    refusal: Refusal | None = None
    is_booked: bool = False


def offers_of(booth: Booth, wishes: Mapping[str, Wish]) -> list[Answer]:
    """Ask the booth's carrier about each of its orders; nothing is booked."""
    return _each(booth, wishes, None)


def book_orders_of(booth: Booth, wishes: Mapping[str, Wish], *, by: Person) -> list[Answer]:
    """Have each order fetched for the fee that was seen, in a transaction of its own; the same press twice is one."""
    return _each(booth, wishes, by)


def _each(booth: Booth, wishes: Mapping[str, Wish], by: Person | None) -> list[Answer]:
    answers: list[Answer] = []
    of_all: Refusal | None = None
    for code, wish in wishes.items():
        answer = _one(booth, code, wish, by) if of_all is None else Answer(code, wish.seen, refusal=of_all)
        answers.append(answer)
        if isinstance(answer.refusal, _OF_ALL):
            of_all = answer.refusal
    return answers


def _one(booth: Booth, code: str, wish: Wish, by: Person | None) -> Answer:
    offer, seen = None, wish.seen
    try:
        order = order_for(booth, code)
        newest = booking_of(order)
        if by is not None and newest is not None and newest.attempt > wish.seen:
            return Answer(order.code, newest.attempt, is_booked=True)
        seen = newest.attempt if newest else 0
        check_bookable(order, newest)
        offer = _offer(booth, order, wish.to)
        if by is not None:
            _book(order_for(booth, code), offer, wish, by)
    except Refusal as refusal:
        return Answer(code, seen, offer, refusal)
    return Answer(code, seen, offer, is_booked=by is not None)


def _offer(booth: Booth, order: Order, to: str) -> Offer:
    """For the wished place, or, where that is not in the lists, for what may be chosen instead."""
    code, grams = order.code, min(order.weight_g, HEAVIEST_BOOKED_G)
    try:
        return offer_for(order, wanted=to, weight_g=grams)
    except SpotMissing:
        return offer_for(order_for(booth, code), weight_g=grams)


def _book(order: Order, offer: Offer, wish: Wish, by: Person) -> None:
    if offer.to is None or offer.to.value != wish.to:
        raise SpotMissing
    if offer.fee is None:
        raise CarrierSaysNo(reason=offer.refusal)
    if offer.fee != wish.fee:
        raise FeeChanged
    book_parcel(order, by=by, to=offer.to, weight_g=offer.weight_g, quoted=offer.fee, seen=wish.seen)
