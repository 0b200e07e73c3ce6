"""The index of this process, kept in step with the database.

Whoever changes documents bumps the version of the catalogue and says, in the same transaction, at which number
(`SearchChange`). A process that sees a new number reads only what changed since its own.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app

from marketplace.core import clock
from marketplace.core.versions import version_of
from marketplace.domain.search.queries.index import Entry, Index
from marketplace.domain.search.queries.news import News, news_since
from marketplace.domain.search.queries.situation import Situation, situation_of
from marketplace.domain.search.rules import Filters

# How things stand is looked at again after so many seconds in any case, as kept pages are.
MOST_SECONDS = 30.0
# Looking costs more the more products there are: a large index is looked at again at most every so many seconds while
# changes come in, a small one with every change.
LARGE, REST_SECONDS = 5_000, 2.0


@dataclass(frozen=True)
class Snapshot:
    """An index, how its products stand, and which version of the catalogue that shows.

    `counts` keeps what was counted of its products, by what was chosen and of which.
    """

    index: Index
    situation: Situation
    version: int
    revision: int
    looked_at: float
    rest_until: float
    counts: dict[tuple[Filters, int], Any] = field(default_factory=dict)

    def shows(self, version: int, at: datetime) -> bool:
        """Whether this is still true, or may be taken for it."""
        if version < self.revision or not self.situation.since <= at < self.situation.until:
            return False
        now = clock.ticks()
        is_true = version == self.version and now < self.looked_at + MOST_SECONDS
        return is_true or now < self.rest_until


class Keeper:
    """The snapshot of a process. One thread brings it up to date while the others go on with what there is."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._busy = threading.Lock()
        self.reading = threading.RLock()

    def snapshot(self, at: datetime) -> Snapshot:
        """The products as they stand at that moment."""
        version = version_of("catalogue")
        if self._snapshot is None:
            with self._busy:
                return self._renewed(version, at)
        if self._snapshot.shows(version, at) or not self._busy.acquire(blocking=False):
            return self._snapshot
        try:
            return self._renewed(version, at)
        finally:
            self._busy.release()

    def _renewed(self, version: int, at: datetime) -> Snapshot:
        snapshot = self._snapshot
        if snapshot is not None and snapshot.shows(version, at):
            return snapshot
        index, revision, news = self._index_at(version, at)
        situation = situation_of(index, news, at)
        now = clock.ticks()
        is_large = len(index.place_of) > LARGE
        rest = REST_SECONDS if is_large else 0.0
        self._snapshot = Snapshot(index, situation, version, revision, now, now + rest)
        if is_large and (snapshot is None or snapshot.index is not index):
            del snapshot  # what is replaced is to be let go first
            _spare_the_collector()
        return self._snapshot

    def _index_at(self, version: int, at: datetime) -> tuple[Index, int, News]:
        """The index with all changes, the number of the last one, and what else was read."""
        known = self._snapshot
        if known is not None and known.revision <= version and not known.index.is_worn:
            news = news_since(known.revision, at)
            if len(news["document"]) < 1000 + len(known.index.place_of) // 4:
                with self.reading:
                    for row in sorted(news["document"], key=lambda row: row.one):
                        _apply(known.index, row)
                return known.index, _last(news, known.revision), news
        news = news_since(None, at)
        return Index.of(map(_entry, sorted(news["document"], key=lambda row: row.one))), _last(news, 0), news


def _spare_the_collector() -> None:
    """Have the garbage collector look no more at what now lives as long as the process.

    An index of 60,000 products is half a million objects: to walk them all stops every request for half a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def keeper() -> Keeper:
    """The keeper of this process."""
    kept: Keeper = current_app.extensions.setdefault("search_keeper", Keeper())
    return kept


def _last(news: News, known: int) -> int:
    return max((row.five or 0 for row in news["document"]), default=known)


def _apply(index: Index, row: Any) -> None:
    if row.two is None:
        index.drop(row.one)
    else:
        index.put(_entry(row))


def _entry(row: Any) -> Entry:
    return Entry(
        row.one,
        row.two,
        row.three,
        row.a,
        row.four,
        bool(row.six),
        row.from_.timestamp(),
        row.b,
        row.c,
        row.d,
        row.e,
        row.f,
    )
