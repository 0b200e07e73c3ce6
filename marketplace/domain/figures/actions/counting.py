"""From hits to figures: each visitor once a day, a booth's own people never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import Flask
from sqlalchemy import Table, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.core import clock
from marketplace.core.db import Base, db
from marketplace.core.gathering import Gathered, gathered_by
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.catalog.models import Product
from marketplace.domain.figures.models import DayScans, DayVisits, PrintedCode, ScanMark, VisitMark
from marketplace.domain.figures.rules import PageHit

_LOCK = 7_201_103


@dataclass(frozen=True)
class _Known:
    """What the names in a batch stand for."""

    products: dict[str, tuple[int, int]]
    booths: dict[str, int]
    codes: dict[str, PrintedCode]
    own: set[tuple[int, int]]
    organizers: set[int]

    def is_own(self, hit: PageHit, booth_id: int) -> bool:
        """Whether who looks works for the booth or for the market."""
        person_id = hit.person_id
        return person_id is not None and (person_id in self.organizers or (person_id, booth_id) in self.own)


def visits_of(app: Flask) -> Gathered[PageHit]:
    """Who takes visits in this process."""
    return gathered_by("visit_writer", app, write_hits)


@transactional
def write_hits(hits: Sequence[PageHit]) -> None:
    """Count a batch; what leads to nothing that is there is nobody's visit."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        # Two processes add to the same figures.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    known = _known(hits)
    _count_visits(hits, known)
    _count_scans(hits, known)


@transactional
def forget_marks() -> None:
    """Forget who came on days that are over; how many came stays."""
    # An hour after midnight a batch of yesterday may still be on its way, hence a day more.
    over = clock.today() - timedelta(days=1)
    for model in (VisitMark, ScanMark):
        db.session.connection().execute(delete(model).where(model.day < over))


def _known(hits: Sequence[PageHit]) -> _Known:
    names: dict[str, set[str]] = {"product": set(), "booth": set(), "scan": set()}
    for hit in hits:
        names[hit.kind].add(hit.name)
    codes = names["scan"] | {hit.via for hit in hits if hit.via}
    people = {hit.person_id for hit in hits if hit.person_id is not None}
    find = db.session.execute
    products = select(Product.slug, Product.id, Product.booth_id).where(
        Product.slug.in_(names["product"]), Product.state == "on_sale"
    )
    booths = select(Booth.slug, Booth.id).where(Booth.slug.in_(names["booth"]), Booth.state == "open")
    own = select(Membership.person_id, Membership.booth_id).where(Membership.person_id.in_(people))
    organizers = select(Person.id).where(Person.id.in_(people), Person.role.in_(("organizer", "admin")))
    printed = db.session.scalars(select(PrintedCode).where(PrintedCode.code.in_(codes))).all() if codes else ()
    return _Known(
        products={row[0]: (row[1], row[2]) for row in find(products)} if names["product"] else {},
        booths={row[0]: row[1] for row in find(booths)} if names["booth"] else {},
        codes={each.code: each for each in printed},
        own={(row[0], row[1]) for row in find(own)} if people else set(),
        organizers={row[0] for row in find(organizers)} if people else set(),
    )


def _count_visits(hits: Iterable[PageHit], known: _Known) -> None:
    marks: dict[tuple[Any, ...], dict[str, Any]] = {}
    for hit in hits:
        product_id, booth_id = _seen(hit, known)
        if not booth_id or known.is_own(hit, booth_id):
            continue
        source, detail = _came_by(hit, booth_id, known)
        for subject in {0, product_id}:
            mark = {"day": hit.day, "booth_id": booth_id, "product_id": subject, "visitor": hit.visitor}
            marks.setdefault(tuple(mark.values()), {**mark, "source": source, "detail": detail})
    new = Counter(tuple(row) for row in _inserted(VisitMark, marks, "booth_id day product_id source detail"))
    rows = [
        {"booth_id": key[0], "day": key[1], "product_id": key[2], "source": key[3], "detail": key[4], "visitors": many}
        for key, many in sorted(new.items())
    ]
    _add(DayVisits, rows, "visitors")


def _seen(hit: PageHit, known: _Known) -> tuple[int, int]:
    if hit.kind == "product":
        return known.products.get(hit.name, (0, 0))
    return 0, known.booths.get(hit.name, 0) if hit.kind == "booth" else 0


def _came_by(hit: PageHit, booth_id: int, known: _Known) -> tuple[str, str]:
    code = known.codes.get(hit.via)
    if code is None or code.booth_id != booth_id:
        return hit.source, ""
    return ("fair", code.fair) if code.fair else ("qr", "")


def _count_scans(hits: Iterable[PageHit], known: _Known) -> None:
    codes = {each.id: each.booth_id for each in known.codes.values()}
    marks: dict[tuple[Any, ...], dict[str, Any]] = {}
    for hit in hits:
        code = known.codes.get(hit.name) if hit.kind == "scan" else None
        if code is not None and not known.is_own(hit, code.booth_id):
            mark = {"day": hit.day, "code_id": code.id, "visitor": hit.visitor}
            marks[tuple(mark.values())] = mark
    new = Counter(tuple(row) for row in _inserted(ScanMark, marks, "code_id day"))
    rows = [
        {"code_id": code_id, "day": day, "booth_id": codes[code_id], "scans": many}
        for (code_id, day), many in sorted(new.items())
    ]
    _add(DayScans, rows, "scans")


def _inserted(model: type[Base], marks: dict[tuple[Any, ...], dict[str, Any]], wanted: str) -> Sequence[Any]:
    """The marks that were not there before, by these columns."""
    if not marks:
        return []
    table = cast(Table, model.__table__)
    statement = _insert(table).values(list(marks.values())).on_conflict_do_nothing()
    return db.session.connection().execute(statement.returning(*(table.c[name] for name in wanted.split()))).all()


def _add(model: type[Base], rows: list[dict[str, Any]], figure: str) -> None:
    if not rows:
        return
    table = cast(Table, model.__table__)
    statement = _insert(table).values(rows)
    added = {figure: table.c[figure] + statement.excluded[figure]}
    db.session.connection().execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=added)
    )


def _insert(table: Table) -> Any:
    return (postgresql if db.session.connection().dialect.name == "postgresql" else sqlite).insert(table)
