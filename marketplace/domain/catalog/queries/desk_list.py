"""The list of goods at a booth's desk, in few statements however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Category, Product, ProductSchedule, Variant
from marketplace.domain.catalog.queries.products import wanted_of


@dataclass(frozen=True)
class Listed:
    """A page of the list: products with their photos, what is scheduled for them, and how many fit in all."""

    products: Sequence[Product]
    schedules: dict[int, ProductSchedule]
    count: int


@dataclass(frozen=True)
class Kept:
    """What a booth keeps: how many products are in each state, and the categories they are in."""

    counts: dict[str, int]
    categories: Sequence[Category]


def listed_products(
    booth: Booth, *, state: str | None = None, text: str = "", category_id: int | None = None,
    without_photo: bool = False, limit: int = 50, offset: int = 0,
) -> Listed:  # fmt: skip
    """A page of the booth's products by name; two statements, and one more past the end of the list."""
    wanted = wanted_of(booth, state=state, text=text, category_id=category_id, without_photo=without_photo)
    rows = (
        select(Product, ProductSchedule, func.count().over())
        .outerjoin(ProductSchedule, ProductSchedule.product_id == Product.id)
        .where(*wanted)
        .options(selectinload(Product.photos))
        .order_by(Product.sort_key, Product.id)
    )
    found = db.session.execute(rows.limit(limit).offset(offset)).all()
    if not found and offset:
        count = db.session.scalar(select(func.count(Product.id)).where(*wanted)) or 0
        return Listed((), {}, count)
    products = [product for product, _schedule, _count in found]
    schedules = {product.id: schedule for product, schedule, _count in found if schedule is not None}
    return Listed(products, schedules, found[0][2] if found else 0)


def kept_by(booth: Booth) -> Kept:
    """States and categories of all that the booth keeps, the categories in their order; one statement."""
    rows = (
        select(Category, Product.state, func.count(Product.id))
        .join(Product, Product.category_id == Category.id)
        .where(Product.booth_id == booth.id)
        .group_by(Category.id, Product.state)
        .order_by(Category.position, Category.id)
    )
    counts: dict[str, int] = {}
    categories: dict[int, Category] = {}
    for category, state, count in db.session.execute(rows):
        counts[state] = counts.get(state, 0) + count
        categories[category.id] = category
    return Kept(counts, list(categories.values()))


def variants_on_sale(booth: Booth, *, limit: int) -> Sequence[tuple[int, str, str, int]]:
    """The booth's variants that shoppers can buy now: number, name of the product, own name and price, by name."""
    rows = (
        select(Variant.id, Product.name, Variant.name, Variant.price)
        .join(Product, Product.id == Variant.product_id)
        .where(Product.booth_id == booth.id, Variant.booth_id == booth.id, Product.state == "on_sale")
        .where(Variant.is_active)
        .order_by(Product.sort_key, Product.id, Variant.position, Variant.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(rows.limit(limit))]


def products_to_choose(booth: Booth, *, limit: int) -> Sequence[tuple[int, str]]:
    """Number and name of the booth's products, by name."""
    rows = select(Product.id, Product.name).where(Product.booth_id == booth.id)
    ordered = rows.order_by(Product.sort_key, Product.id).limit(limit)
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def product_chosen(booth: Booth, number: str) -> Product | None:
    """The booth's product with this number, if it is one."""
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return db.session.scalar(select(Product).where(Product.booth_id == booth.id, Product.id == int(number)))
