"""One product as its page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, literal, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from marketplace.core.db import db
from marketplace.core.keeping import kept_part
from marketplace.domain.booths.models import Booth, Maker
from marketplace.domain.catalog.errors import ProductNotThere
from marketplace.domain.catalog.models import Product
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.queries import is_shown
from marketplace.domain.stock.models import Batch

FEW_BATCHES = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a product stands: its number, its booth and its shelf."""

    id: int
    booth_id: int
    category_id: int


def standing_of(slug: str, read: Callable[[], Product]) -> Standing:
    """Where the product stands that shoppers see under this name; kept with the catalogue.

    `read` finds the product (and raises ProductNotThere) when nothing is kept, so that whoever shows it whole reads
    it once.
    """

    def stand() -> Standing:
        product = read()
        return Standing(product.id, product.booth_id, product.category_id)

    return kept_part("catalogue", ("standing", slug), stand)


def shown_product(slug: str) -> Product:
    """The product that shoppers see under this name, with booth, category, origin and photos; raise ProductNotThere."""
    found = select(Product).join(Product.booth).where(
        Product.slug == slug, Product.state == "on_sale", Booth.state == "open"
    )  # fmt: skip
    found = found.options(
        contains_eager(Product.booth).joinedload(Booth.holiday), joinedload(Product.category),
        joinedload(Product.origin), joinedload(Product.photos),
    )  # fmt: skip
    product = db.session.scalars(found).unique().one_or_none()
    if product is None:
        raise ProductNotThere
    return product


@dataclass(frozen=True, slots=True)
class Proofs:
    """What stands behind a product: papers in date, the newest batches, the people whom the booth shows."""

    papers: tuple[Paper, ...]
    batches: tuple[Batch, ...]
    makers: tuple[Maker, ...]


def proofs_of(product: Product, on: date) -> Proofs:
    """All of it in one statement: a row of names, beside each what bears it."""
    kinds = union_all(*(select(literal(kind).label("kind")) for kind in ("paper", "batch", "maker"))).subquery()
    newest = (
        select(Batch.id)
        .where(Batch.booth_id == product.booth_id, Batch.product_id == product.id)
        .order_by(Batch.made_on.desc(), Batch.id.desc())
        .limit(FEW_BATCHES)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Paper, Batch, Maker)
        .select_from(kinds)
        .outerjoin(Paper, and_(kinds.c.kind == "paper", *is_shown(product, on)))
        .outerjoin(Batch, and_(kinds.c.kind == "batch", Batch.booth_id == product.booth_id, Batch.id.in_(newest)))
        .outerjoin(Maker, and_(kinds.c.kind == "maker", Maker.booth_id == product.booth_id))
        .where(or_(Paper.id.is_not(None), Batch.id.is_not(None), Maker.id.is_not(None)))
        .order_by(Paper.kind.desc(), Paper.id, Batch.made_on.desc(), Batch.id.desc(), Maker.id)
        .options(lazyload(Batch.movement))
    ).all()
    return Proofs(
        tuple(row.Paper for row in rows if row.Paper),
        tuple(row.Batch for row in rows if row.Batch),
        tuple(row.Maker for row in rows if row.Maker),
    )
