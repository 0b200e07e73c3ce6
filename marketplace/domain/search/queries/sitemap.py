"""Every address worth finding, a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.search.models import SearchDocument
from marketplace.domain.search.queries.conditions import shown

PART = 20_000


def shown_product_slugs(part: int) -> Sequence[tuple[str, datetime]]:
    """The slugs of one part of the products, and since when they are on sale."""
    found = shown(Product.slug, SearchDocument.published_at).order_by(SearchDocument.product_id)
    rows = db.session.execute(found.limit(PART).offset((part - 1) * PART))
    return [(slug, published_at) for slug, published_at in rows]


def shown_booth_slugs() -> Sequence[str]:
    """The slugs of open booths."""
    return db.session.scalars(select(Booth.slug).where(Booth.state == "open").order_by(Booth.id).limit(PART)).all()
