"""Noticing that a shelf runs low: once for each time it falls, and again only after it was above.

Selling writes nothing here, for it is the hot path: falls are found by the clock, rises are noted where they happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.models import Variant
from marketplace.domain.stock.errors import NotAThreshold
from marketplace.domain.stock.models import StockLevel, StockWatch
from marketplace.domain.stock.queries import LowShelf, left_of, low_shelves
from marketplace.domain.stock.rules import LOW_STOCK, MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class Fall:
    """A shelf that has just been found low; `number` counts its falls."""

    shelf: LowShelf
    number: int


@transactional
def watch_stock(variant: Variant, threshold: int, *, by: Person) -> None:
    """Say from how few units on the booth is told that a variant runs low; 0 tells when nothing is left.

    Whoever sets it sees how many are left, so that a shelf that is low already is not told of again.
    Raises NotAThreshold, NotYourPart.
    """
    authorize(by, variant.booth_id, can_edit_products)
    if not 0 <= threshold <= MOST_AT_ONCE:
        raise NotAThreshold(low=0, high=MOST_AT_ONCE)
    _make_sure_of(variant.id, variant.booth_id)
    is_low = left_of([variant.id])[variant.id] <= threshold
    watched = update(StockWatch).where(StockWatch.variant_id == variant.id, StockWatch.booth_id == variant.booth_id)
    low_since = clock.now() if is_low else None
    db.session.connection().execute(watched.values(threshold=threshold, low_since=low_since))


@transactional
def note_falls(booth_id: int) -> Sequence[Fall]:
    """Note which goods on sale of a booth have fallen to their threshold since this was last asked; each only once."""
    fallen = {shelf.variant_id: shelf for shelf in low_shelves(booth_id, only_untold=True)}
    for variant_id in sorted(fallen):
        _make_sure_of(variant_id, booth_id)
    noted = (
        update(StockWatch)
        .where(
            StockWatch.variant_id.in_(fallen), StockWatch.booth_id == booth_id, StockWatch.low_since.is_(None)
        )
        .values(low_since=clock.now(), falls=StockWatch.falls + 1)
        .returning(StockWatch.variant_id, StockWatch.falls)
    )  # fmt: skip
    numbers: dict[int, int] = dict(iter(db.session.connection().execute(noted))) if fallen else {}
    return [Fall(fallen[variant_id], number) for variant_id, number in sorted(numbers.items())]


@transactional
def note_rises() -> None:
    """Note every shelf that stands above its threshold: one may have risen just while its fall was being noted."""
    level = select(StockLevel.available).where(StockLevel.variant_id == StockWatch.variant_id).scalar_subquery()
    risen = update(StockWatch).where(StockWatch.low_since.is_not(None), StockWatch.threshold < level)
    db.session.connection().execute(risen.values(low_since=None))


def note_risen(variant_id: int, left: int) -> None:
    """Note that a shelf is above its threshold again; its level is locked."""
    watched = update(StockWatch).where(
        StockWatch.variant_id == variant_id, StockWatch.low_since.is_not(None), StockWatch.threshold < left
    )
    db.session.connection().execute(watched.values(low_since=None))


def _make_sure_of(variant_id: int, booth_id: int) -> None:
    insert_once(StockWatch, variant_id=variant_id, booth_id=booth_id, threshold=LOW_STOCK, falls=0)
