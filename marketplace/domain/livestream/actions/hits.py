"""Hits on tracking links: kept by one writer in batches, so that no visitor waits for the database."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Protocol, cast

from flask import Flask, has_app_context
from sqlalchemy import Table, or_
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.carts.models import Cart
from marketplace.domain.livestream.actions.tallies import (
    Standings,
    know_visitors,
    one_at_a_time,
    standings_of,
    write_tallies,
)
from marketplace.domain.livestream.models import Click
from marketplace.domain.livestream.rules import REPEAT_WINDOW

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
MOST_WAITING = 20_000
GATHER_SECONDS = 0.05
LOOK_UP_SECONDS = 0.2
_BEGINNING = threading.Lock()
_YEAR_2020 = 1_577_836_800_000  # 2020-01-01 in milliseconds


@dataclass(frozen=True)
class Hit:
    """One hit on its way to the database, with the cart that carries its touch on."""

    click_id: int
    link_id: int
    link_code: str
    visitor: str
    at: datetime
    ignored: str
    saw_product: bool
    cart_key: str | None


class ClickNumbers:
    """Ids known before the row is written: milliseconds since 2020, then 22 random bits; never twice in a process."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self, at: datetime) -> int:
        """The id of a click at that moment."""
        wanted = ((int(at.timestamp() * 1000) - _YEAR_2020) << 22) | secrets.randbits(22)
        with self._lock:
            self._last = max(self._last + 1, wanted)
            return self._last


new_click_id = ClickNumbers()


class Writer(Protocol):
    """What takes hits and sees to it that they are written."""

    def keep(self, hit: Hit) -> None:
        """Take a hit."""


def writer_of(app: Flask) -> Writer:
    """The writer of this process; in tests each hit is written at once."""
    writer: Writer | None = app.extensions.get("hit_writer")
    if writer is not None:
        return writer
    with _BEGINNING:
        made = app.extensions.get("hit_writer") or _new_writer(app)
        app.extensions["hit_writer"] = made
    return cast(Writer, made)


def _new_writer(app: Flask) -> Writer:
    return WrittenAtOnce(app) if app.config["MARKET"].TESTING else HitWriter(app)


class WrittenAtOnce:
    """A writer for one thread and no crowd: tests, and replays by the clock of the past."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def keep(self, hit: Hit) -> None:
        """Write a hit."""
        with nullcontext() if has_app_context() else self._app.app_context():
            write_hits([hit])


class HitWriter:
    """A thread that gathers hits for a moment and writes them together.

    When the database is away hits wait; past MOST_WAITING the newest are dropped, because a count must never take
    the market down. A process that ends in order waits for this thread, which first writes what is waiting: it is no
    daemon, and ends when the main thread has. A crash loses what came in GATHER_SECONDS and what the database kept
    waiting.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._waiting: queue.Queue[Hit] = queue.Queue(MOST_WAITING)
        # Two hits of one cart may wait: a key stands as often as it is owed.
        self._keys: Counter[str] = Counter()
        self._keys_lock = threading.Lock()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hit-writer", daemon=False)
        self._thread.start()

    def keep(self, hit: Hit) -> None:
        """Take a hit; never waits."""
        self._owe([hit])
        try:
            self._waiting.put_nowait(hit)
        except queue.Full:
            log.error("too many hits are waiting; one was dropped")
            self._owe_no_more([hit])

    def owes(self, key: str) -> bool:
        """Whether a hit waits whose touch belongs on the cart with this key."""
        return key in self._keys

    def _owe(self, hits: Sequence[Hit]) -> None:
        with self._keys_lock:
            self._keys += Counter(hit.cart_key for hit in hits if hit.cart_key)

    def _owe_no_more(self, hits: Sequence[Hit]) -> None:
        with self._keys_lock:
            self._keys -= Counter(hit.cart_key for hit in hits if hit.cart_key)

    def settle(self, key: str, seconds: float = 2.0) -> None:
        """Wait until that hit is written; when the database is away, no longer than so many seconds."""
        deadline = time.monotonic() + seconds
        while self.owes(key) and time.monotonic() < deadline:
            time.sleep(0.01)

    def close(self, seconds: float = 5.0) -> None:
        """Write what is waiting and stop."""
        self._ends.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not (self._is_ending() and self._waiting.empty()):
            batch = self._gathered()
            if batch:
                self._write(batch)
                self._owe_no_more(batch)

    def _is_ending(self) -> bool:
        if not threading.main_thread().is_alive():
            self._ends.set()
        return self._ends.is_set()

    def _gathered(self) -> list[Hit]:
        try:
            batch = [self._waiting.get(timeout=LOOK_UP_SECONDS)]
        except queue.Empty:
            return []
        self._ends.wait(GATHER_SECONDS)
        while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        return batch

    def _write(self, batch: Sequence[Hit]) -> None:
        for pause in (0.2, 1.0, 5.0):
            try:
                with self._app.app_context():
                    write_hits(batch)
                return
            except Exception:
                log.exception("%s hits could not be written yet", len(batch))
                self._ends.wait(pause)
        log.error("%s hits were lost", len(batch))


@transactional
def write_hits(hits: Sequence[Hit]) -> None:
    """Write a batch: repeats of one visitor on one link within REPEAT_WINDOW do not count, the carts keep the touch."""
    one_at_a_time()
    connection = db.session.connection()
    dialect = connection.dialect.name
    standings = standings_of(hit.link_id for hit in hits)
    last = _known_of(hits, standings)
    judged = _with_repeats(sorted(hits, key=lambda hit: (hit.at, hit.click_id)), last)
    written = set(connection.scalars(_insert_clicks(dialect), [_click_row(hit) for hit in judged]))
    for hit in judged:
        if hit.click_id in written:
            standings.add_click(hit.link_id, hit.visitor, hit.ignored, saw=hit.saw_product)
    write_tallies(standings)
    touching = {hit.cart_key: hit for hit in judged if hit.cart_key}
    if touching:
        connection.execute(_touch_carts(dialect), [_cart_row(hit) for hit in touching.values()])


def _with_repeats(hits: Sequence[Hit], last: dict[tuple[int, str], datetime]) -> list[Hit]:
    judged = []
    for hit in hits:
        pair = hit.link_id, hit.visitor
        if not hit.ignored:
            if pair in last and hit.at - last[pair] < REPEAT_WINDOW:
                hit = replace(hit, ignored="repeat")
            else:
                last[pair] = hit.at
        judged.append(hit)
    return judged


def _known_of(hits: Sequence[Hit], standings: Standings) -> dict[tuple[int, str], datetime]:
    """When each of these visitors was last counted on each link; what they did before goes into the standings."""
    visitors = {hit.visitor for hit in hits if not hit.ignored}
    return know_visitors(visitors, standings) if visitors else {}


def _click_row(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.click_id, "link_id": hit.link_id, "visitor": hit.visitor, "at": hit.at, "ignored": hit.ignored,
        "saw_product": hit.saw_product, "carted": False,
    }  # fmt: skip


def _cart_row(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.cart_key, "touch_code": hit.link_code, "touch_click_id": hit.click_id, "touched_at": hit.at,
        "delivery": {}, "changed_at": hit.at,
    }  # fmt: skip


# Built once and given many rows: a statement that names every row would be put together anew for each batch.
@cache
def _insert_clicks(dialect: str) -> Any:
    # Two processes may, once in a million clicks, have drawn the same number.
    return _insert(dialect, Click).on_conflict_do_nothing().returning(Click.id)


@cache
def _touch_carts(dialect: str) -> Any:
    statement = _insert(dialect, Cart)
    new = statement.excluded
    kept = {name: new[name] for name in ("touch_code", "touch_click_id", "touched_at", "changed_at")}
    later = or_(Cart.touched_at.is_(None), Cart.touched_at <= new.touched_at)
    return statement.on_conflict_do_update(index_elements=["key"], set_=kept, where=later)


def _insert(dialect: str, model: type[Click | Cart]) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(cast(Table, model.__table__))
