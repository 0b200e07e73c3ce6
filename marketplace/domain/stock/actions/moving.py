"""Taking goods in, counting them, promising them and giving them back.

Every change is one guarded statement on the level and one movement that explains it. Levels are always written in
ascending order of variant, and the catalogue's version after all of them: two baskets can wait for each other, never
in a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from marketplace.core import audit, clock
from marketplace.core.codes import random_code
from marketplace.core.db import db, insert_once
from marketplace.core.errors import NotThere, refuse_for
from marketplace.core.inserting import insert_rows
from marketplace.core.prepared import Prepared
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products, can_run_booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.models import Variant
from marketplace.domain.stock.actions.watching import note_risen
from marketplace.domain.stock.errors import KeepsTooShort, MadeTomorrow, NotAQuantity, RecallReasonNeeded, SoldOut
from marketplace.domain.stock.models import Batch, StockLevel, StockMovement
from marketplace.domain.stock.rules import (
    BATCH_CODE_LETTERS,
    MOST_AT_ONCE,
    TAKING,
    BatchFacts,
    Taken,
    lacks_of_count,
    units_by_variant,
)

# Taking goods is the hot path.
_LOWERED = Prepared(
    lambda _database: (
        update(StockLevel)
        .where(StockLevel.variant_id == bindparam("variant"), StockLevel.available >= bindparam("units"))
        .values(available=StockLevel.available - bindparam("units"))
        .returning(StockLevel.available)
    )
)


@transactional
def receive(variant_id: int, quantity: int, *, by_id: int | None, reason: str = "") -> int:
    """Put new goods on the shelf and return how many there are now; raise NotAQuantity."""
    if not 1 <= quantity <= MOST_AT_ONCE:
        raise NotAQuantity(low=1, high=MOST_AT_ONCE)
    booth_id = _level_of(variant_id)
    left = _raise_level(variant_id, quantity)
    _write_movements([_explained(variant_id, booth_id, quantity, "receive", by_id, reason)])
    if left == quantity:
        bump("catalogue")
    return left


@transactional
def count_stock(variant_id: int, found: int, *, by_id: int | None, reason: str) -> int:
    """Set what may be promised to the `found` units not promised to anyone; return the difference.

    Raises NotAQuantity, CountReasonNeeded.
    """
    if not 0 <= found <= MOST_AT_ONCE:
        raise NotAQuantity(low=0, high=MOST_AT_ONCE)
    refuse_for(lacks_of_count(reason))
    booth_id = _level_of(variant_id)
    before = _locked_levels([variant_id])[variant_id]
    if found == before:
        return 0
    _raise_level(variant_id, found - before)
    _write_movements([_explained(variant_id, booth_id, found - before, "count", by_id, reason)])
    if not found or not before:
        bump("catalogue")
    return found - before


@transactional
def take(wanted: Sequence[Taken], *, at: datetime, kind: str = "sale") -> None:
    """Take goods for order lines, all or none; raise SoldOut for the first variant that has too few.

    Call it as the last thing of its transaction: a level's lock is then held for the commit only.
    """
    note_taken(wanted, at=at, kind=kind)
    lower_levels(wanted)


@transactional
def note_taken(wanted: Sequence[Taken], *, at: datetime, kind: str = "sale") -> None:
    """The first half of `take`, for who writes many rows together: the movements. `lower_levels` must follow."""
    if kind not in TAKING:
        raise ValueError(f"{kind} does not take goods")
    _write_movements(_movement(each, -each.quantity, kind, at) for each in wanted)


@transactional
def lower_levels(wanted: Sequence[Taken]) -> None:
    """The second half of `take`: take the goods off the shelves; raise SoldOut for the first that has too few."""
    emptied = [_lower_level(variant_id, units) == 0 for variant_id, units in units_by_variant(wanted).items()]
    if any(emptied):
        bump("catalogue")


@transactional
def give_back(order_line_ids: Collection[int], *, kind: str, at: datetime) -> None:
    """Bring back what these order lines still hold; a second time there is nothing left to bring back.

    `kind` says why: cancel, lapse or return.
    """
    variant_ids = _variants_held_by(order_line_ids)
    before = _locked_levels(variant_ids)
    held = _held_by(order_line_ids)
    if not held:
        return
    _write_movements(_movement(each, each.quantity, kind, at) for each in held)
    for variant_id, units in units_by_variant(held).items():
        _raise_level(variant_id, units)
    if not all(before[each.variant_id] for each in held):
        bump("catalogue")


@transactional
def begin_batch(variant: Variant, *, by: Person, facts: BatchFacts) -> Batch:
    """Put goods made together on the shelf and give them a code for their label.

    Raises NotAQuantity, MadeTomorrow, KeepsTooShort, NotYourPart.
    """
    authorize(by, variant.booth_id, can_edit_products)
    if facts.made_on > clock.today():
        raise MadeTomorrow
    if facts.best_before is not None and facts.best_before <= facts.made_on:
        raise KeepsTooShort
    code = random_code(BATCH_CODE_LETTERS)
    receive(variant.id, facts.quantity, by_id=by.id, reason=code)
    batch = Batch(
        code=code, booth_id=variant.booth_id, product_id=variant.product_id, variant_id=variant.id,
        movement_id=_last_receipt_of(variant.id), made_on=facts.made_on, best_before=facts.best_before,
        note=clean_lines(facts.note), note_en=clean_lines(facts.note_en), created_at=clock.now(), created_by_id=by.id,
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    bump("catalogue")
    return batch


@transactional
def recall_batch(batch: Batch, *, by: Person, reason: str) -> None:
    """Warn whoever holds goods of this batch, on the page that its label leads to. Twice is once.

    The goods on the shelf are the booth's to count out. Raises RecallReasonNeeded, NotYourPart.
    """
    authorize(by, batch.booth_id, can_run_booth)
    reason = clean_lines(reason)
    if not reason:
        raise RecallReasonNeeded
    if batch.recalled_at is None:
        batch.recalled_at, batch.recall_reason = clock.now(), reason
        audit.note(
            "batch.recalled", by=by.id, booth=batch.booth_id, subject=f"batch:{batch.id}", details={"reason": reason}
        )
        bump("catalogue")


@transactional
def write_off(order_line_id: int, quantity: int, *, by_id: int | None, reason: str) -> None:
    """Say that goods promised to an order line are not there: the line holds them no more, and no shelf gets them."""
    [held] = [each for each in _held_by([order_line_id]) if each.quantity >= quantity]
    _write_movements([_movement(held, quantity, "cancel", clock.now())])
    _write_movements([_explained(held.variant_id, held.booth_id, -quantity, "count", by_id, reason)])


@transactional
def give_back_units(units: Mapping[int, int], *, at: datetime) -> None:
    """Put so many units of each order line back on the shelf; raise NotAQuantity for more than a line holds."""
    before = _locked_levels(_variants_held_by(units))
    held = {each.order_line_id: each for each in _held_by(units)}
    for line_id, quantity in units.items():
        most = held[line_id].quantity if line_id in held else 0
        if not 1 <= quantity <= most:
            raise NotAQuantity(low=1, high=most)
    back = [replace(held[line_id], quantity=quantity) for line_id, quantity in units.items()]
    _write_movements(_movement(each, each.quantity, "return", at) for each in back)
    for variant_id, raised in units_by_variant(back).items():
        _raise_level(variant_id, raised)
    if not all(before[each.variant_id] for each in back):
        bump("catalogue")


@transactional
def discard(variant_id: int, quantity: int, *, by_id: int | None, reason: str) -> None:
    """Take spoiled goods off the shelf, with the reason; raise SoldOut when fewer are there."""
    if _lower_level(variant_id, quantity) == 0:
        bump("catalogue")
    _write_movements([_explained(variant_id, _level_of(variant_id), -quantity, "count", by_id, reason)])


def _lower_level(variant_id: int, quantity: int) -> int:
    left: int | None = _LOWERED.value(variant=variant_id, units=quantity)
    if left is None:
        raise SoldOut(variant_id, _left_of(variant_id))
    return left


def _raise_level(variant_id: int, quantity: int) -> int:
    raised = (
        update(StockLevel)
        .where(StockLevel.variant_id == variant_id)
        .values(available=StockLevel.available + quantity)
        .returning(StockLevel.available)
    )
    left: int = db.session.connection().execute(raised).scalar_one()
    if quantity > 0:
        note_risen(variant_id, left)
    return left


def _left_of(variant_id: int) -> int:
    level = select(StockLevel.available).where(StockLevel.variant_id == variant_id)
    return db.session.connection().execute(level).scalar_one_or_none() or 0


def _level_of(variant_id: int) -> int:
    """The booth of the variant, whose level is there afterwards."""
    found = select(Variant.booth_id).where(Variant.id == variant_id)
    booth_id = db.session.connection().execute(found).scalar_one_or_none()
    if booth_id is None:
        raise NotThere
    insert_once(StockLevel, variant_id=variant_id, booth_id=booth_id, available=0)
    return booth_id


def _locked_levels(variant_ids: Collection[int]) -> dict[int, int]:
    levels = select(StockLevel.variant_id, StockLevel.available).where(StockLevel.variant_id.in_(variant_ids))
    ordered = levels.order_by(StockLevel.variant_id).with_for_update(key_share=True)
    return {row.variant_id: row.available for row in db.session.connection().execute(ordered)}


def _variants_held_by(order_line_ids: Collection[int]) -> set[int]:
    moved = select(StockMovement.variant_id).where(StockMovement.order_line_id.in_(order_line_ids))
    return set(db.session.connection().execute(moved.distinct()).scalars())


def _held_by(order_line_ids: Collection[int]) -> list[Taken]:
    moves = StockMovement
    net = (
        select(moves.variant_id, moves.booth_id, moves.order_line_id, func.sum(moves.delta).label("net"))
        .where(moves.order_line_id.in_(order_line_ids))
        .group_by(moves.variant_id, moves.booth_id, moves.order_line_id)
        .having(func.sum(moves.delta) < 0)
    )
    rows = db.session.connection().execute(net)
    return [Taken(row.variant_id, row.booth_id, -int(row.net), row.order_line_id) for row in rows]


def _movement(each: Taken, delta: int, kind: str, at: datetime) -> dict[str, Any]:
    return {
        "variant_id": each.variant_id, "booth_id": each.booth_id, "delta": delta, "kind": kind,
        "order_line_id": each.order_line_id, "at": at, "reason": "",
    }  # fmt: skip


def _explained(variant_id: int, booth_id: int, delta: int, kind: str, by_id: int | None, reason: str) -> dict[str, Any]:
    return {
        "variant_id": variant_id, "booth_id": booth_id, "delta": delta, "kind": kind, "by_id": by_id,
        "at": clock.now(), "reason": reason,
    }  # fmt: skip


def _write_movements(rows: Iterable[dict[str, Any]]) -> None:
    insert_rows(StockMovement, list(rows))


def _last_receipt_of(variant_id: int) -> int:
    # The level of the variant is locked by now, so nobody else has received any of it since.
    newest = select(func.max(StockMovement.id)).where(
        StockMovement.variant_id == variant_id, StockMovement.kind == "receive"
    )
    return db.session.connection().execute(newest).scalar_one()
