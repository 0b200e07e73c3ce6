"""The conditions of lists: what shoppers see at all, what may show a star, what can be had."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, func, select
from sqlalchemy.sql.selectable import ScalarSelect

from marketplace.core import clock
from marketplace.core.db import Moment
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.papers.models import Paper
from marketplace.domain.search.models import SearchDocument
from marketplace.domain.stock.models import StockLevel

# Statements are built once for each shape of a list; the moment they are asked for is filled in each time.
AT: Any = bindparam("at", type_=Moment())
TODAY: Any = bindparam("today", type_=Date())


def shown(*columns: Any) -> Select[Any]:
    """Documents of what shoppers see: on sale, in an open booth, whatever the index has missed."""
    documents = select(*columns).select_from(SearchDocument)
    documents = documents.join(Product, and_(Product.id == SearchDocument.product_id, Product.state == "on_sale"))
    return documents.join(Booth, and_(Booth.id == SearchDocument.booth_id, Booth.state == "open"))


def star_of(product_id: Any) -> ScalarSelect[Any]:
    """The star that a product may show today: of a checked recognition in date."""
    star = select(func.max(Paper.star)).where(Paper.product_id == product_id, *_valid())
    return star.scalar_subquery()


def has_star() -> ColumnElement[bool]:
    """Whether a product may show a star today."""
    return select(Paper.id).where(Paper.product_id == SearchDocument.product_id, *_valid()).exists()


def _valid() -> tuple[ColumnElement[bool], ...]:
    return (Paper.kind == "ocop", Paper.state == "checked", Paper.issued_on <= TODAY, Paper.expires_on >= TODAY)


def is_in_stock() -> ColumnElement[bool]:
    """Whether any form of a product can be had."""
    left = select(Variant.id).join(StockLevel, StockLevel.variant_id == Variant.id)
    return left.where(
        Variant.product_id == SearchDocument.product_id, Variant.is_active, StockLevel.available > 0
    ).exists()


def moment_of(at: datetime) -> dict[str, Any]:
    """What fills the moment in: offers run by the clock, papers are in date by the day in Viet Nam."""
    return {"at": at, "today": clock.local_day(at)}
