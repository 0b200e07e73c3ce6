"""All that an index has not heard of yet, read in one statement: documents that changed, and how things stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from marketplace.core.db import Moment, db
from marketplace.core.places.models import Commune, OldPlace
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Category, Variant
from marketplace.domain.papers.models import Paper
from marketplace.domain.promotions.models import Offer
from marketplace.domain.search.models import SearchChange, SearchDocument, Synonym
from marketplace.domain.search.queries.conditions import AT, TODAY, moment_of
from marketplace.domain.stock.models import StockLevel

News = dict[str, list[Row[Any]]]

# The columns that all parts share: what they hold is said by the part.
_SHAPE: dict[str, Any] = {
    "one": BigInteger(), "two": BigInteger(), "three": BigInteger(), "four": BigInteger(), "five": BigInteger(),
    "six": Integer(), "a": Text(), "b": Text(), "c": Text(), "d": Text(), "e": Text(), "f": Text(), "from_": Moment(),
    "to": Moment(),
}  # fmt: skip
_SINCE: Any = bindparam("since", type_=BigInteger())


def news_since(revision: int | None, at: datetime) -> News:
    """What changed after a revision (everything, where it is None), by kind, and how things stand at that moment."""
    statement = _statement(revision is None, db.session.get_bind().dialect.name)
    values = {"since": revision or 0, **moment_of(at)}
    news: News = defaultdict(list)
    for row in db.session.connection().execute(statement, values):
        news[row.kind].append(row)
    return news


@lru_cache(maxsize=4)
def _statement(from_the_start: bool, _dialect: str) -> CompoundSelect[Any]:
    documents = _all_documents() if from_the_start else _changed_documents()
    return union_all(documents, *_situation())


def _part(kind: str, **values: Any) -> Select[Any]:
    columns = (values.get(name, cast(null(), shape)).label(name) for name, shape in _SHAPE.items())
    return select(literal(kind).label("kind"), *columns)


def _document(**more: Any) -> Select[Any]:
    row = SearchDocument
    return _part(
        "document", two=row.booth_id, three=row.category_id, four=row.price, six=cast(row.is_youth_startup, Integer),
        a=row.commune_code, b=row.sort_key, c=row.exact, d=row.title, e=row.own, f=row.folded,
        from_=row.published_at, **more,
    )  # fmt: skip


def _all_documents() -> Select[Any]:
    last = select(func.max(SearchChange.revision)).scalar_subquery()
    return _document(one=SearchDocument.product_id, five=last)


def _changed_documents() -> Select[Any]:
    """A product whose document is gone comes without a booth."""
    found = _document(one=SearchChange.product_id, five=SearchChange.revision).select_from(SearchChange)
    found = found.outerjoin(SearchDocument, SearchDocument.product_id == SearchChange.product_id)
    return found.where(SearchChange.revision > _SINCE)


def _situation() -> Sequence[Select[Any]]:
    used = select(SearchDocument.commune_code)
    return (
        _sold_out(), _stars(), _offers(), _categories(),
        _part("booth", one=Booth.id, a=Booth.slug, b=Booth.name).where(Booth.state == "open"),
        _part("commune", a=Commune.code, b=Commune.name, c=Commune.kind).where(Commune.code.in_(used)),
        _part("district", a=OldPlace.district, b=OldPlace.commune_code).where(
            OldPlace.commune_code.in_(used), OldPlace.district != "").distinct(),
        _part("synonym", one=Synonym.id, a=Synonym.words),
    )  # fmt: skip


def _sold_out() -> Select[Any]:
    found = _part("sold out", one=Variant.product_id).outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
    found = found.where(Variant.is_active).group_by(Variant.product_id)
    return found.having(func.max(func.coalesce(StockLevel.available, 0)) <= 0)


def _stars() -> Select[Any]:
    found = _part("star", one=Paper.product_id, two=func.max(Paper.star)).where(
        Paper.kind == "ocop", Paper.state == "checked", Paper.issued_on <= TODAY, Paper.expires_on >= TODAY
    )
    return found.group_by(Paper.product_id)


def _offers() -> Select[Any]:
    """Offers that run or will, with what they ask; those to come only bound the time that this can be said for."""
    found = _part("offer", one=Variant.product_id, two=Offer.price, from_=Offer.starts_at, to=Offer.ends_at)
    found = found.join(Offer, and_(Offer.variant_id == Variant.id, Offer.ends_at > AT))
    return found.where(Variant.is_active, or_(Offer.quantity.is_(None), Offer.sold < Offer.quantity))


def _categories() -> Select[Any]:
    top = aliased(Category)
    found = _part(
        "category", one=Category.id, a=Category.slug, b=Category.name, c=Category.name_en,
        d=func.coalesce(top.slug, ""), e=Category.icon, two=Category.position,
    )  # fmt: skip
    return found.select_from(Category).outerjoin(top, top.id == Category.parent_id)
