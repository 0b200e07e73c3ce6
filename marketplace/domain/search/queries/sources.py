"""What the index is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from marketplace.core.db import db
from marketplace.core.places.models import Commune, OldPlace
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Category, Product, Variant


@dataclass(frozen=True)
class Source:
    """What a product's document says."""

    row: Any
    price: int
    old_names: list[str]


def sources(product_ids: Sequence[int]) -> list[Source]:
    """What there is to index of these products; those that shoppers do not see are left out."""
    rows = _rows(product_ids)
    prices = _prices([row.id for row in rows])
    old = _old_names({row.commune_code for row in rows})
    return [Source(row, prices.get(row.id, 0), old.get(row.commune_code, [])) for row in rows]


def indexable_ids(after: int, most: int = 500) -> Sequence[int]:
    """The next products on sale in open booths, by number."""
    found = select(Product.id).join(Booth, Booth.id == Product.booth_id)
    found = found.where(Product.state == "on_sale", Booth.state == "open", Product.id > after)
    return db.session.scalars(found.order_by(Product.id).limit(most)).all()


def product_ids_of_booth(booth_id: int) -> Sequence[int]:
    """Every product of a booth, by number."""
    return db.session.scalars(select(Product.id).where(Product.booth_id == booth_id).order_by(Product.id)).all()


def _rows(product_ids: Sequence[int]) -> Sequence[Any]:
    top = aliased(Category)
    found = select(
        Product.id, Product.booth_id, Product.category_id, Product.name, Product.name_en, Product.sort_key,
        Product.origin_note, Product.published_at,
        (Product.is_youth_startup | Booth.is_youth_startup).label("is_youth"),
        Booth.name.label("booth_name"), Category.name.label("category"), Category.name_en.label("category_en"),
        top.name.label("top"), top.name_en.label("top_en"), Commune.code.label("commune_code"),
        Commune.name.label("commune"),
    )  # fmt: skip
    found = found.join(Booth, Booth.id == Product.booth_id).join(Category, Category.id == Product.category_id)
    found = found.outerjoin(top, top.id == Category.parent_id)
    found = found.join(Commune, Commune.code == func.coalesce(Product.origin_commune_code, Booth.commune_code))
    found = found.where(Product.id.in_(product_ids), Product.state == "on_sale", Booth.state == "open")
    return db.session.execute(found.order_by(Product.id)).all()


def _prices(product_ids: Sequence[int]) -> dict[int, int]:
    found = select(Variant.product_id, func.min(Variant.price)).where(
        Variant.product_id.in_(product_ids), Variant.is_active
    )
    return dict(db.session.execute(found.group_by(Variant.product_id)).all())


def _old_names(commune_codes: set[str]) -> dict[str, list[str]]:
    found = select(OldPlace.commune_code, OldPlace.ward, OldPlace.district).where(
        OldPlace.commune_code.in_(commune_codes)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for code, ward, district in db.session.execute(found.order_by(OldPlace.id)):
        names[code] += [name for name in (ward, district) if name and name not in names[code]]
    return names
