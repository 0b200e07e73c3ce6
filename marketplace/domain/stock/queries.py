"""Reads about stock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.catalog.queries import in_shop_order, named_like
from marketplace.domain.stock.errors import BatchNotThere
from marketplace.domain.stock.models import Batch, StockLevel, StockMovement, StockWatch
from marketplace.domain.stock.rules import LOW_STOCK

_THRESHOLD = func.coalesce(StockWatch.threshold, LOW_STOCK)
_LEFT = func.coalesce(StockLevel.available, 0)


@dataclass(frozen=True, slots=True)
class LowShelf:
    """A variant on sale of which no more than its threshold is left."""

    variant_id: int
    product_slug: str
    product_name: str
    variant_name: str
    left: int
    threshold: int


@dataclass(frozen=True, slots=True)
class Moves:
    """Which movements of a booth are meant: `sought` is a product's name, slug or the code of a variant."""

    sought: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement with the names of what moved and of who wrote it down, empty where the market did."""

    id: int
    at: datetime
    kind: str
    delta: int
    reason: str
    order_line_id: int | None
    variant_id: int
    product_slug: str
    product_name: str
    variant_name: str
    sku: str
    by: str


def left_of(variant_ids: Collection[int]) -> dict[int, int]:
    """Units that may still be promised, for each of these variants; 0 for one never received."""
    if not variant_ids:
        return {}
    levels = select(StockLevel.variant_id, StockLevel.available).where(StockLevel.variant_id.in_(variant_ids))
    known = {row.variant_id: row.available for row in db.session.execute(levels)}
    return {variant_id: known.get(variant_id, 0) for variant_id in variant_ids}


def shelves_of(product: Product) -> dict[Variant, int]:
    """All variants of a product with the units that may still be promised, those no longer sold last."""
    found = in_shop_order(product).outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
    return dict(iter(db.session.execute(found.add_columns(_LEFT))))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Units of a variant that may still be promised, and from how few on the booth is told."""

    left: int
    threshold: int


def shelf_of(variant: Variant) -> Shelf:
    """How a variant's shelf stands."""
    found = (
        select(_LEFT, _THRESHOLD)
        .select_from(Variant)
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .outerjoin(StockWatch, StockWatch.variant_id == Variant.id)
        .where(Variant.id == variant.id, Variant.booth_id == variant.booth_id)
    )
    return Shelf(*db.session.execute(found).one())


@dataclass(frozen=True, slots=True)
class Offered:
    """What a product's variants on offer cost, how many there are, and how many units of them are left."""

    lowest: int
    highest: int
    variants: int
    left: int


def offered_of(product_ids: Collection[int], booth: Booth) -> dict[int, Offered]:
    """Prices and stock of these products of the booth; one without a variant on offer is not there."""
    if not product_ids:
        return {}
    rows = (
        select(Variant.product_id, func.min(Variant.price), func.max(Variant.price), func.count(), func.sum(_LEFT))
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .where(Variant.booth_id == booth.id, Variant.product_id.in_(product_ids), Variant.is_active)
        .group_by(Variant.product_id)
    )
    return {
        product: Offered(lowest, highest, count, int(left))
        for product, lowest, highest, count, left in db.session.execute(rows)
    }


def movements_of(variant: Variant, *, limit: int = 100) -> Sequence[StockMovement]:
    """The latest movements of a variant, newest first."""
    found = select(StockMovement).where(
        StockMovement.variant_id == variant.id, StockMovement.booth_id == variant.booth_id
    )
    return db.session.scalars(found.order_by(StockMovement.id.desc()).limit(limit)).all()


def moved_in(booth: Booth, moves: Moves, *, limit: int, offset: int = 0) -> Sequence[Moved]:
    """A page of the booth's movements, newest first."""
    columns: list[Any] = [
        StockMovement.id, StockMovement.at, StockMovement.kind, StockMovement.delta, StockMovement.reason,
        StockMovement.order_line_id, StockMovement.variant_id, Product.slug, Product.name,
        Variant.name.label("variant_name"), Variant.sku, func.coalesce(Person.full_name, ""),
    ]  # fmt: skip
    found = (
        select(*columns)
        # Joined by their keys alone: told that the booths are equal too, PostgreSQL expects a single row and joins
        # everything that ever moved before it takes the newest.
        .join(Variant, Variant.id == StockMovement.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(Person, Person.id == StockMovement.by_id)
        .where(StockMovement.booth_id == booth.id, *_of_moves(moves))
    )
    rows = db.session.execute(found.order_by(StockMovement.id.desc()).limit(limit).offset(offset))
    return [Moved(*row) for row in rows]


def _of_moves(moves: Moves) -> list[ColumnElement[bool]]:
    wanted = named_like(moves.sought)
    if moves.kind:
        wanted.append(StockMovement.kind == moves.kind)
    if moves.since is not None:
        wanted.append(StockMovement.at >= moves.since)
    if moves.until is not None:
        wanted.append(StockMovement.at < moves.until)
    return wanted


def threshold_of(variant: Variant) -> int:
    """From how few units on the booth is told that this variant runs low."""
    set_to = select(StockWatch.threshold).where(
        StockWatch.variant_id == variant.id, StockWatch.booth_id == variant.booth_id
    )
    threshold = db.session.scalar(set_to)
    return LOW_STOCK if threshold is None else threshold


def low_shelves(booth_id: int, *, limit: int | None = None, only_untold: bool = False) -> Sequence[LowShelf]:
    """The booth's variants on sale that are at their threshold or below, the emptiest first.

    One that never had goods cannot have fallen: it is low, and nobody is to be told.
    """
    columns: list[Any] = [
        Variant.id, Product.slug, Product.name, Variant.name.label("variant_name"), _LEFT, _THRESHOLD
    ]  # fmt: skip
    found = _low(select(*columns)).where(Variant.booth_id == booth_id)
    if only_untold:
        found = found.where(StockLevel.variant_id.is_not(None), StockWatch.low_since.is_(None))
    ordered = found.order_by(_LEFT, Product.sort_key, Variant.id).limit(limit)
    return [LowShelf(*row) for row in db.session.execute(ordered)]


def booths_to_tell() -> Sequence[int]:
    """The open booths of which some shelf has fallen and that have not been told."""
    found = _low(select(Variant.booth_id)).join(Booth, Booth.id == Variant.booth_id)
    waiting = found.where(Booth.state == "open", StockLevel.variant_id.is_not(None), StockWatch.low_since.is_(None))
    return db.session.scalars(waiting.distinct().order_by(Variant.booth_id)).all()


def _low(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        found.join(Product, (Product.id == Variant.product_id) & (Product.booth_id == Variant.booth_id))
        .outerjoin(StockLevel, (StockLevel.variant_id == Variant.id) & (StockLevel.booth_id == Variant.booth_id))
        .outerjoin(StockWatch, (StockWatch.variant_id == Variant.id) & (StockWatch.booth_id == Variant.booth_id))
        .where(_LEFT <= _THRESHOLD, Variant.is_active, Product.state == "on_sale")
    )


def batches_of(product: Product, *, limit: int = 50) -> Sequence[Batch]:
    """The batches of a product, the newest made first."""
    found = select(Batch).where(Batch.booth_id == product.booth_id, Batch.product_id == product.id)
    ordered = found.order_by(Batch.made_on.desc(), Batch.id.desc()).limit(limit)
    return db.session.scalars(ordered.options(joinedload(Batch.variant))).all()


def batch_of(product: Product, batch_id: int) -> Batch:
    """One batch of this product; raise BatchNotThere."""
    found = select(Batch).where(
        Batch.booth_id == product.booth_id, Batch.product_id == product.id, Batch.id == batch_id
    )
    batch = db.session.scalar(found)
    if batch is None:
        raise BatchNotThere
    return batch


def proven_batch(code: str) -> Batch:
    """The batch that a label names, for everybody, also of goods no longer sold; raise BatchNotThere.

    A booth that never opened and a product that was never approved have nothing to prove yet.
    """
    found = (
        select(Batch)
        .join(Product, Product.id == Batch.product_id)
        .join(Booth, Booth.id == Batch.booth_id)
        .where(Batch.code == code, Product.published_at.is_not(None), Booth.opened_at.is_not(None))
        .options(joinedload(Batch.variant), joinedload(Batch.product).joinedload(Product.booth))
    )
    batch = db.session.scalar(found)
    if batch is None:
        raise BatchNotThere
    return batch
