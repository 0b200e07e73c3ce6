"""How well search finds the demo world's goods: queries as shoppers type them, and what each of them means by it.

Every row of `data/queries.csv` was written from what a shopper wants, never from what search answers. But search has
been mended until it answered them, so `data/held_out.csv` asks for other goods in the same seven ways; nothing may ever
be mended for one of its rows. `wanted` names the products that must be found; those after a bar are as right and may
stand in for a wanted one; `~words` is every product that has these words in its name, `~words@commune` those of them
from there.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.search.queries import ranking
from marketplace.domain.search.rules import spoken

LOOKED_AT = 10
SETS = ("queries", "held_out")

Ranking = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, and the names of what would be right."""

    kind: str
    text: str
    wanted: tuple[str, ...]
    as_right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Good:
    """A product and the commune it comes from."""

    name: str
    commune: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, the share of what was wanted among the first ten, and one over the place of the first right one."""

    query: Query
    recall: float
    reciprocal: float


def queries(of: str = "queries") -> list[Query]:
    """Every query of a set."""
    text = resources.files("marketplace.demo").joinpath(f"data/{of}.csv").read_text("utf-8")
    return [_query(row) for row in csv.DictReader(text.splitlines())]


def judge(of: str = "queries", rank: Ranking = ranking) -> list[Judged]:
    """Every query of a set answered and judged."""
    goods = _goods()
    return [_judged(query, [goods[each] for each in rank(query.text)], goods.values()) for query in queries(of)]


def by_kind(judged: Iterable[Judged]) -> Mapping[str, tuple[int, float, float]]:
    """How many queries of each kind, their mean recall and their mean reciprocal rank."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        kinds[each.query.kind].append(each)
    return {
        kind: (len(of), sum(each.recall for each in of) / len(of), sum(each.reciprocal for each in of) / len(of))
        for kind, of in kinds.items()
    }


def _query(row: Mapping[str, str]) -> Query:
    wanted, _bar, as_right = row["wanted"].partition("|")
    return Query(row["kind"], row["query"], tuple(wanted.split(";")), tuple(filter(None, as_right.split(";"))))


def _goods() -> dict[int, Good]:
    found = select(Product.id, Product.name, Commune.name).join(Booth, Booth.id == Product.booth_id)
    found = found.join(Commune, Commune.code == func.coalesce(Product.origin_commune_code, Booth.commune_code))
    return {product_id: Good(*rest) for product_id, *rest in db.session.execute(found)}


def _judged(query: Query, found: Sequence[Good], goods: Iterable[Good]) -> Judged:
    right = [any(_means(each, good) for each in (*query.wanted, *query.as_right)) for good in found]
    needed = sum(any(_means(each, good) for each in query.wanted) for good in goods)
    recall = min(1.0, sum(right) / min(LOOKED_AT, needed))
    return Judged(query, recall, 1 / (right.index(True) + 1) if any(right) else 0.0)


def _means(wanted: str, good: Good) -> bool:
    if not wanted.startswith("~"):
        return wanted == good.name
    words, _at, commune = wanted[1:].partition("@")
    return set(spoken(words).split()) <= set(spoken(good.name).split()) and commune in ("", good.commune)
