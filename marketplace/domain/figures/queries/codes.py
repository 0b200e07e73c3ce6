"""Reads about visitors and printed codes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import selectinload

from marketplace.core.db import db
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.prepared import Later, Prepared
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.catalog.queries import named_like
from marketplace.domain.figures.errors import NoSuchCode
from marketplace.domain.figures.models import DayScans, PrintedCode, VisitMark

# Every purchase asks it.
_SOURCES = Prepared(
    lambda _database: select(VisitMark.booth_id, VisitMark.source, VisitMark.detail).where(
        VisitMark.day == bindparam("day"),
        VisitMark.booth_id.in_(select(Variant.booth_id).where(is_one_of(Variant.id, "variants"))),
        VisitMark.product_id == 0,
        VisitMark.visitor == bindparam("visitor"),
    )
)


@dataclass(frozen=True, slots=True)
class Printing:
    """A printed code, what it leads to, and how many scans it has had."""

    code: str
    fair: str
    product_name: str
    scans: int


@dataclass(frozen=True, slots=True)
class CodeTarget:
    """What a printed code leads to; no product means the booth."""

    code: str
    booth_slug: str
    product_slug: str | None


def target_of_code(code: str) -> CodeTarget:
    """What this code leads to while shoppers may see it; goods no longer sold lead to their booth. NoSuchCode."""
    found = (
        select(PrintedCode.code, Booth.slug, Product.slug, Product.state)
        .join(Booth, Booth.id == PrintedCode.booth_id)
        .outerjoin(Product, Product.id == PrintedCode.product_id)
        .where(PrintedCode.code == code.upper(), Booth.state == "open")
    )
    row = db.session.execute(found).first()
    if row is None:
        raise NoSuchCode
    return CodeTarget(row[0], row[1], row[2] if row[3] == "on_sale" else None)


def printings_of(booth: Booth, *, limit: int = 200) -> Sequence[Printing]:
    """The codes of a booth, the newest printing first, with all scans they ever had."""
    scans = func.coalesce(func.sum(DayScans.scans), 0)
    found = (
        select(PrintedCode.code, PrintedCode.fair, func.coalesce(Product.name, ""), scans)
        .outerjoin(Product, (Product.id == PrintedCode.product_id) & (Product.booth_id == PrintedCode.booth_id))
        .outerjoin(DayScans, (DayScans.code_id == PrintedCode.id) & (DayScans.booth_id == PrintedCode.booth_id))
        .where(PrintedCode.booth_id == booth.id)
        .group_by(PrintedCode.id, Product.name)
        .order_by(PrintedCode.id.desc())
    )
    return [Printing(*row) for row in db.session.execute(found.limit(limit))]


def codes_called(booth: Booth, codes: Sequence[str]) -> Sequence[tuple[PrintedCode, Product | None]]:
    """The booth's codes of these names with their products, in this order; another booth's are left out."""
    found = select(PrintedCode, Product).outerjoin(
        Product, (Product.id == PrintedCode.product_id) & (Product.booth_id == PrintedCode.booth_id)
    )
    ours = found.where(PrintedCode.booth_id == booth.id, PrintedCode.code.in_(codes))
    ours = ours.options(selectinload(Product.variants))
    rows = {row[0].code: (row[0], row[1]) for row in db.session.execute(ours)}
    return [rows[code] for code in dict.fromkeys(codes) if code in rows]


def printable_products(booth: Booth, text: str, *, limit: int) -> Sequence[tuple[str, str]]:
    """Slug and name of the booth's products on sale that the text means, by name."""
    found = select(Product.slug, Product.name).where(
        Product.booth_id == booth.id, Product.state == "on_sale", *named_like(text)
    )
    ordered = found.order_by(Product.sort_key, Product.id).limit(limit)
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def sources_on(day: date, visitor: str, variant_ids: Collection[int]) -> Later[dict[int, tuple[str, str]]]:
    """How this visitor came that day to each booth that sells one of these, with the name of the fair."""
    if not variant_ids:
        return dict
    asked = _SOURCES.ahead(day=day, visitor=visitor, variants=list(variant_ids))
    return lambda: {row.booth_id: (row.source, row.detail) for row in asked()}
