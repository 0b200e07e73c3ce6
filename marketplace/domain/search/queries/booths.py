"""Booths as lists show them, with how much each has on sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.core.text import slugify
from marketplace.domain.booths.models import Booth
from marketplace.domain.search.models import SearchDocument
from marketplace.domain.search.queries.facets import Choice


@dataclass(frozen=True, slots=True)
class BoothCard:
    """One booth as a list shows it."""

    slug: str
    name: str
    commune_kind: str
    commune: str
    portrait_key: str | None
    story: str
    story_en: str
    is_youth_startup: bool
    is_sample: bool
    products: int


def booth_cards(
    *, text: str = "", commune: str = "", youth: bool = False, size: int = 24, page: int = 1
) -> tuple[list[BoothCard], int]:
    """A page of open booths by name, and how many there are in all: one statement."""
    found = _booths(_wanted(text, commune, youth)).order_by(Booth.sort_key, Booth.id)
    found = found.limit(size).offset((page - 1) * size)
    rows = db.session.execute(found).all()
    return [BoothCard(*row[:-1]) for row in rows], rows[0].total if rows else 0


def booth_communes() -> list[Choice]:
    """The communes that have open booths, and how many each."""
    found = select(Commune.code, Commune.name, Commune.kind, func.count(Booth.id).label("booths"))
    found = found.join(Booth, Booth.commune_code == Commune.code).where(Booth.state == "open")
    found = found.group_by(Commune.code, Commune.name, Commune.kind, Commune.sort_key).order_by(Commune.sort_key)
    return [Choice(row.code, row.name, "", row.kind, row.booths) for row in db.session.execute(found)]


def newest_booths(size: int) -> tuple[list[BoothCard], int]:
    """The booths that opened last, and how many are open."""
    found = _booths([Booth.state == "open"]).order_by(Booth.opened_at.desc(), Booth.id.desc())
    rows = db.session.execute(found.limit(size)).all()
    return [BoothCard(*row[:-1]) for row in rows], rows[0].total if rows else 0


def _wanted(text: str, commune: str, youth: bool) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Booth.state == "open"]
    if text.strip():
        # Slugs hold the folded name, so that typing without marks finds as well.
        wanted.append(Booth.slug.contains(slugify(text) or "-", autoescape=True))
    if commune:
        wanted.append(Booth.commune_code == commune)
    if youth:
        wanted.append(Booth.is_youth_startup.is_(True))
    return wanted


def _booths(wanted: Sequence[ColumnElement[bool]]) -> Select[Any]:
    products = select(func.count(SearchDocument.product_id)).where(SearchDocument.booth_id == Booth.id)
    found = select(
        Booth.slug, Booth.name, Commune.kind, Commune.name, Booth.portrait_key, Booth.story, Booth.story_en,
        Booth.is_youth_startup, Booth.is_sample, products.scalar_subquery(), func.count().over().label("total"),
    )  # fmt: skip
    return found.join(Commune, Commune.code == Booth.commune_code).where(*wanted)
