"""Asking to send goods back: which lines, how many, why, with pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.pictures import reencode, told_of
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import SHOPPER
from marketplace.domain.returns.actions.moving import write_step
from marketplace.domain.returns.errors import (
    MoreThanBought,
    NothingChosen,
    PicturesMissing,
    ReturnUnderWay,
    StoryMissing,
    TooLateToReturn,
    TooManyPictures,
    UnknownReason,
)
from marketplace.domain.returns.models import OrderReturn, ReturnLine, ReturnPicture
from marketplace.domain.returns.queries import (
    has_return_under_way,
    reasons_open_for,
    refunded_for_goods,
    returned_units,
    units_with_buyer,
)
from marketplace.domain.returns.rules import (
    ANSWER_WITHIN,
    LONGEST_TEXT,
    MOST_PICTURES,
    REASONS,
    SHORTEST_TEXT,
    refund_of_goods,
    refund_of_shipping,
)

# Not the folder of public pictures: these are shown through guarded pages.
FOLDER = "returns"
WIDTH = 1280
SHOWN = frozenset({"damaged", "wrong_goods", "expired"})


@dataclass(frozen=True)
class Wanted:
    """What a shopper wants to send back: units by the number of the order line, the reason, the story, pictures."""

    units: Mapping[int, int]
    reason: str
    text: str
    pictures: Sequence[bytes] = field(default=())


def ask_return(order: Order, wanted: Wanted, *, by: Person | None) -> OrderReturn:
    """Ask the booth to take goods back; whoever calls this has seen that the order is theirs.

    Raises NothingChosen, MoreThanBought, UnknownReason, StoryMissing, PicturesMissing, TooManyPictures, NotAPicture,
    PictureTooLarge, TooLateToReturn, ReturnUnderWay.
    """
    text = _checked(order, wanted)
    keys = []
    for number, data in enumerate(wanted.pictures, 1):
        with told_of("pictures", number, len(wanted.pictures)):
            keys.append(_kept(data))
    return _write(order, wanted, text, keys, by)


def _checked(order: Order, wanted: Wanted) -> str:
    if wanted.reason not in REASONS:
        raise UnknownReason
    if wanted.reason not in reasons_open_for(order):
        raise TooLateToReturn
    text = clean_lines(wanted.text)
    if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
        raise StoryMissing(least=SHORTEST_TEXT, most=LONGEST_TEXT)
    _check_units(order, wanted.units)
    if wanted.reason in SHOWN and not wanted.pictures:
        raise PicturesMissing
    if len(wanted.pictures) > MOST_PICTURES:
        raise TooManyPictures(most=MOST_PICTURES)
    return text


def _check_units(order: Order, units: Mapping[int, int]) -> None:
    left = units_with_buyer(order)
    if not any(units.values()) or not set(units) <= set(left) or min(units.values()) < 0:
        raise NothingChosen
    for line_id, quantity in units.items():
        if quantity > left[line_id]:
            raise MoreThanBought(left=left[line_id])


def _kept(data: bytes) -> str:
    picture = reencode(data, (WIDTH,))
    return files.keep(picture.renditions[WIDTH, "webp"], folder=FOLDER, suffix="webp")


@transactional
def _write(order: Order, wanted: Wanted, text: str, keys: Sequence[str], by: Person | None) -> OrderReturn:
    # Two windows at once: the second waits here and then sees the first one's return.
    db.session.execute(select(Order.id).where(Order.id == order.id).with_for_update(key_share=True))
    if has_return_under_way(order.id):
        raise ReturnUnderWay
    _check_units(order, wanted.units)
    units = {line_id: quantity for line_id, quantity in wanted.units.items() if quantity}
    now = clock.now()
    goods, shipping = _refunds(order, units, wanted.reason)
    row = OrderReturn(
        order_id=order.id, booth_id=order.booth_id, state="asked", reason=wanted.reason, text=text,
        goods_refund=goods, shipping_refund=shipping, asked_at=now, due_at=now + ANSWER_WITHIN, changed_at=now,
    )  # fmt: skip
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as twin:
        raise ReturnUnderWay from twin
    for line_id, quantity in units.items():
        db.session.add(ReturnLine(return_id=row.id, order_line_id=line_id, quantity=quantity))
    db.session.add_all(ReturnPicture(return_id=row.id, key=key) for key in keys)
    db.session.flush()
    write_step(row, None, "asked", who=SHOPPER, by=by)
    return row


def _refunds(order: Order, units: Mapping[int, int], reason: str) -> tuple[int, int]:
    """Đồng for the goods and for the way there."""
    before = returned_units([order.id])
    worth = sum(line.unit_price * units.get(line.id, 0) for line in order.lines)
    worth_before = sum(line.unit_price * before.get(line.id, 0) for line in order.lines)
    is_all = all(units.get(line_id, 0) == left for line_id, left in units_with_buyer(order).items())
    # What missing goods were not paid for is not refunded again, to the last đồng of rounding.
    left = order.amount_due - order.shipping_fee - refunded_for_goods(order)
    goods = refund_of_goods(worth, worth_before, goods_total=order.goods_total, discount=order.discount)
    goods = left if is_all else min(goods, left)
    return max(goods, 0), refund_of_shipping(reason, order.shipping_fee, is_all=is_all)
