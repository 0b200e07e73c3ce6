"""Lists of cards: a page of products, a few shelves at once, what goes with a product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, literal, select, union_all

from marketplace.core import clock
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.prepared import Prepared
from marketplace.domain.catalog.models import Product
from marketplace.domain.search.models import SearchDocument
from marketplace.domain.search.queries.cards import Card, cards_from, rows_of
from marketplace.domain.search.queries.conditions import has_star, is_in_stock, shown
from marketplace.domain.search.queries.details import Standing


def cards(product_ids: Sequence[int], at: datetime) -> list[Card]:
    """The cards of these products in this order, without those that shoppers do not see: one statement."""
    if not product_ids:
        return []
    place = {product_id: number for number, product_id in enumerate(product_ids)}
    found = cards_from(_NUMBERED, at, numbers=list(product_ids))
    return sorted(found, key=lambda card: place[card.product_id])


def _numbered(_database: str) -> Select[Any]:
    picks = shown(SearchDocument.product_id, literal("").label("shelf"))
    chosen = picks.where(is_one_of(SearchDocument.product_id, "numbers")).subquery("picks")
    return rows_of(chosen, [chosen.c.product_id])


_NUMBERED = Prepared(_numbered)


def shelved_cards(at: datetime, *, size: int = 6) -> dict[str, list[Card]]:
    """What the first page shows, of goods that can be had: OCOP in date, fresh, newest, of youth; each product once."""
    found = cards_from(_first_page(size * 4), at, today=clock.local_day(at))
    placed: dict[str, list[Card]] = {}
    seen: set[int] = set()
    for shelf in ("ocop", "fresh", "newest", "youth"):
        placed[shelf] = [card for card in found if card.shelf == shelf and card.product_id not in seen][:size]
        seen.update(card.product_id for card in placed[shelf])
    return placed


@lru_cache(maxsize=10)
def _first_page(size: int) -> Prepared:
    shelves: Mapping[str, Select[Any]] = {
        "ocop": _newest(has_star(), is_in_stock()),
        "fresh": _newest(Product.is_fresh, is_in_stock()),
        "newest": _newest(is_in_stock()),
        "youth": _newest(SearchDocument.is_youth_startup, is_in_stock()),
    }
    return Prepared(lambda _database: _on_shelves(shelves, size))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A product's own card, others of its booth, and others of its kind elsewhere."""

    own: Card
    of_booth: tuple[Card, ...]
    of_kind: tuple[Card, ...]


def surroundings_of(product: Product | Standing, at: datetime, *, size: int = 5) -> Surroundings:
    """What the product costs now, and what goes with it: one statement."""
    found = cards_from(
        _around(size), at, product=product.id, booth=product.booth_id, category=product.category_id
    )  # fmt: skip
    of_booth, of_kind = (tuple(card for card in found if card.shelf == shelf) for shelf in ("booth", "kind"))
    return Surroundings(next(card for card in found if card.shelf == "own"), of_booth, of_kind)


@lru_cache(maxsize=10)
def _around(size: int) -> Prepared:
    ids = {name: bindparam(name, type_=BigInteger()) for name in ("product", "booth", "category")}
    other = SearchDocument.product_id != ids["product"]
    kind = SearchDocument.category_id == ids["category"]
    own: Any = select(Product.id.label("product_id"), Product.published_at).where(Product.id == ids["product"])
    shelves: Mapping[str, Select[Any]] = {
        "own": own,
        "booth": _newest(other, SearchDocument.booth_id == ids["booth"]),
        "kind": _newest(other, kind, SearchDocument.booth_id != ids["booth"]),
    }
    return Prepared(lambda _database: _on_shelves(shelves, size))


def _newest(*wanted: Any) -> Select[Any]:
    found = shown(SearchDocument.product_id, Product.published_at).where(*wanted)
    return found.order_by(Product.published_at.desc(), Product.id.desc())


def _on_shelves(shelves: Mapping[str, Select[Any]], size: int) -> Select[Any]:
    parts = []
    for shelf, found in shelves.items():
        few = found.limit(size).subquery()
        parts.append(select(few.c.product_id, few.c.published_at, literal(shelf).label("shelf")))
    picks = union_all(*parts).subquery("picks")
    return rows_of(picks, [picks.c.shelf, picks.c.published_at.desc(), picks.c.product_id.desc()])
