"""What to offer while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.core.text import slugify
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Category, Product
from marketplace.domain.search.models import SearchDocument
from marketplace.domain.search.queries.conditions import shown
from marketplace.domain.search.queries.finding import beginning
from marketplace.domain.search.rules import MOST_WORDS, words_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name and what leads to it: a slug, or the code of a commune; of a product also its booth."""

    name: str
    name_en: str
    key: str
    booth: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A few of each kind."""

    products: list[Suggestion]
    categories: list[Suggestion]
    booths: list[Suggestion]
    communes: list[Suggestion]


def suggestions(text: str, *, most: int = 6) -> Suggestions:
    """What begins with the words typed so far; four short statements."""
    words, start = words_of(text)[:MOST_WORDS], slugify(text)
    if not words or not start:
        return Suggestions([], [], [], [])
    return Suggestions(
        _products(text, words, most),
        _rows(_named_so(Category.slug, start, Category.name, Category.name_en, Category.slug).limit(3)),
        _rows(_named_so(Booth.slug, start, Booth.name, Booth.name, Booth.slug).where(Booth.state == "open").limit(3)),
        _rows(_communes(" ".join(words)).limit(3)),
    )


def _products(text: str, words: list[str], most: int) -> list[Suggestion]:
    """The nearest products that have the words, the last one of which may be unfinished."""
    product_ids = beginning(text, words, most=most)
    if not product_ids:
        return []
    found = shown(Product.id, Product.name, Product.name_en, Product.slug, Booth.name).where(
        Product.id.in_(product_ids)
    )
    named = {product_id: Suggestion(*rest) for product_id, *rest in db.session.execute(found)}
    return [named[each] for each in product_ids if each in named]


def _named_so(slug: Any, start: str, *columns: Any) -> Any:
    # Slugs hold the folded name, so that typing without marks finds as well.
    begins = or_(slug.startswith(start, autoescape=True), slug.contains(f"-{start}", autoescape=True))
    return select(*columns).where(begins).order_by(columns[0])


def _communes(start: str) -> Any:
    has_goods = select(SearchDocument.product_id).where(SearchDocument.commune_code == Commune.code).exists()
    found = select(Commune.name, Commune.name, Commune.code).where(has_goods)
    return found.where(Commune.folded.startswith(start, autoescape=True)).order_by(Commune.sort_key)


def _rows(found: Any) -> list[Suggestion]:
    return [Suggestion(*row) for row in db.session.execute(found)]
