"""Keeping the tallies of clicks in step with the clicks, in the transaction that writes these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Select,
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.core.db import Moment, db
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.models import Broadcast, Click, ClickTally, TrackingLink

# Said in the statement, not sent beside it: PostgreSQL uses an index on what counts only where it reads that it may.
COUNTS = Click.ignored == literal_column("''")

Scope = tuple[str, int]
_LOCK = 7_201_102
_COUNTS = ("clicks", "unique_clickers", "visitors", "carts", "bot", "repeat", "own", "prefetch")
_TALLIES = cast(Table, ClickTally.__table__)
_ADDING = (
    update(_TALLIES)
    .where(_TALLIES.c.scope == bindparam("for_scope"), _TALLIES.c.scope_id == bindparam("for_id"))
    .values({each: _TALLIES.c[each] + bindparam(f"more_{each}") for each in _COUNTS})
)


@dataclass
class Standings:
    """How far visitors had come before: on each link, in each broadcast and in each campaign."""

    scopes_of: dict[int, tuple[Scope, ...]]
    came: set[tuple[Scope, str]] = field(default_factory=set)
    saw: set[tuple[Scope, str]] = field(default_factory=set)
    carted: set[tuple[Scope, str]] = field(default_factory=set)
    added: dict[Scope, Counter[str]] = field(default_factory=dict)

    def know(self, link_id: int, visitor: str, *, saw: bool, carted: bool) -> None:
        """Take in what is written already."""
        for scope in self.scopes_of[link_id]:
            self.came.add((scope, visitor))
            if saw:
                self.saw.add((scope, visitor))
            if carted:
                self.carted.add((scope, visitor))

    def add_click(self, link_id: int, visitor: str, ignored: str, *, saw: bool) -> None:
        """Count one hit that is being written."""
        for scope in self.scopes_of[link_id]:
            if ignored:
                self._add(scope, ignored)
                continue
            self._add(scope, "clicks")
            self._add_once(self.came, scope, visitor, "unique_clickers")
            if saw:
                self._add_once(self.saw, scope, visitor, "visitors")

    def add_progress(self, link_id: int, visitor: str, *, carted: bool) -> None:
        """Count a visitor of counted clicks who saw a product or, having seen it, put something in a cart."""
        for scope in self.scopes_of[link_id]:
            self._add_once(self.saw, scope, visitor, "visitors")
            if carted:
                self._add_once(self.carted, scope, visitor, "carts")

    def _add_once(self, known: set[tuple[Scope, str]], scope: Scope, visitor: str, count: str) -> None:
        if (scope, visitor) not in known:
            known.add((scope, visitor))
            self._add(scope, count)

    def _add(self, scope: Scope, count: str) -> None:
        self.added.setdefault(scope, Counter())[count] += 1


def one_at_a_time() -> None:
    """Let no two processes write or mark clicks at once: each would take the same visitor for a new one."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def standings_of(link_ids: Iterable[int]) -> Standings:
    """Standings on these links, of nobody yet."""
    rows = select(TrackingLink.id, TrackingLink.broadcast_id, Broadcast.campaign_id)
    rows = rows.join(Broadcast, Broadcast.id == TrackingLink.broadcast_id)
    found = db.session.execute(rows.where(TrackingLink.id.in_(set(link_ids))))
    return Standings({link: _scopes(link, broadcast, campaign) for link, broadcast, campaign in found})


def _scopes(link_id: int, broadcast_id: int, campaign_id: int) -> tuple[Scope, ...]:
    return ("link", link_id), ("broadcast", broadcast_id), ("campaign", campaign_id)


def know_visitors(visitors: Collection[str], standings: Standings) -> dict[tuple[int, str], datetime]:
    """Tell the standings how far these visitors came, on every link of theirs; answer when each was last counted."""
    rows = (
        select(
            Click.link_id, Click.visitor, func.max(Click.at, type_=Moment()), _any(Click.saw_product),
            _any(Click.carted), TrackingLink.broadcast_id, Broadcast.campaign_id,
        )
        .join(TrackingLink, TrackingLink.id == Click.link_id)
        .join(Broadcast, Broadcast.id == TrackingLink.broadcast_id)
        .where(Click.visitor.in_(visitors), COUNTS)
        .group_by(Click.link_id, Click.visitor, TrackingLink.broadcast_id, Broadcast.campaign_id)
    )  # fmt: skip
    last = {}
    for link_id, visitor, at, saw, carted, broadcast_id, campaign_id in db.session.execute(rows):
        standings.scopes_of.setdefault(link_id, _scopes(link_id, broadcast_id, campaign_id))
        standings.know(link_id, visitor, saw=bool(saw), carted=bool(carted))
        last[link_id, visitor] = at
    return last


def _any(flag: Any) -> Any:
    return func.max(case((flag, 1), else_=0))


@transactional
def write_tallies(standings: Standings) -> None:
    """Add what was counted."""
    if not standings.added:
        return
    connection = db.session.connection()
    scopes = [{"scope": scope, "scope_id": scope_id} for scope, scope_id in sorted(standings.added)]
    # Not one upsert: the constraint on the funnel would judge what is added as if it were the whole.
    connection.execute(_beginning(connection.dialect.name), scopes)
    rows = [
        {"for_scope": scope, "for_id": scope_id, **{f"more_{each}": counts[each] for each in _COUNTS}}
        for (scope, scope_id), counts in sorted(standings.added.items())
    ]
    connection.execute(_ADDING, rows)


@cache
def _beginning(dialect: str) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(_TALLIES).on_conflict_do_nothing()


@transactional
def recount_clicks() -> None:
    """Make every tally anew from the clicks; what mends a broken T2e. Reads every click there is."""
    one_at_a_time()
    db.session.execute(delete(ClickTally))
    for scope, column in (
        ("link", TrackingLink.id), ("broadcast", TrackingLink.broadcast_id), ("campaign", Broadcast.campaign_id)
    ):  # fmt: skip
        names = ["scope", "scope_id", *_COUNTS]
        db.session.execute(insert(ClickTally).from_select(names, _recounted(scope, column), include_defaults=False))


def _recounted(scope: str, column: Any) -> Select[Any]:
    reasons: Sequence[Any] = [func.sum(case((Click.ignored == each, 1), else_=0)) for each in _COUNTS[4:]]
    rows = select(
        literal(scope), column, func.sum(case((COUNTS, 1), else_=0)),
        func.count(case((COUNTS, Click.visitor)).distinct()),
        func.count(case((COUNTS & Click.saw_product, Click.visitor)).distinct()),
        func.count(case((COUNTS & Click.carted, Click.visitor)).distinct()), *reasons,
    )  # fmt: skip
    rows = rows.join(TrackingLink, TrackingLink.id == Click.link_id)
    return rows.join(Broadcast, Broadcast.id == TrackingLink.broadcast_id).group_by(column)
