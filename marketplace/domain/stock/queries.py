"""Reads about stock."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.stock.errors import BatchNotThere
from marketplace.domain.stock.models import Batch, StockLevel, StockMovement


def left_of(variant_ids: Collection[int]) -> dict[int, int]:
    """Units that may still be promised, for each of these variants; 0 for one never received."""
    if not variant_ids:
        return {}
    levels = select(StockLevel.variant_id, StockLevel.available).where(StockLevel.variant_id.in_(variant_ids))
    known = {row.variant_id: row.available for row in db.session.execute(levels)}
    return {variant_id: known.get(variant_id, 0) for variant_id in variant_ids}


def movements_of(variant: Variant, *, limit: int = 100) -> Sequence[StockMovement]:
    """The latest movements of a variant, newest first."""
    found = select(StockMovement).where(
        StockMovement.variant_id == variant.id, StockMovement.booth_id == variant.booth_id
    )
    return db.session.scalars(found.order_by(StockMovement.id.desc()).limit(limit)).all()


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
