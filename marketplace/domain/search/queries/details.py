"""One product as its page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.core.db import db
from marketplace.core.keeping import kept_while_standing
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.errors import ProductNotThere
from marketplace.domain.catalog.models import Product


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

    return kept_while_standing("catalogue", ("standing", slug), stand)


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
