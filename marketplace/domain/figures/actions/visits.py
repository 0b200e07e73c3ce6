"""Visits: gathered in memory by one writer and written in batches, so that no page waits for the database."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import nullcontext
from typing import cast

from flask import Flask, has_app_context

from marketplace.domain.figures.actions.counting import write_hits
from marketplace.domain.figures.rules import PageHit

log = logging.getLogger(__name__)

MOST_WAITING = 50_000
MOST_AT_ONCE = 500
GATHER_SECONDS = 1.0
_BEGINNING = threading.Lock()


class Gathered:
    """Hits waiting in this process; past MOST_WAITING the oldest are dropped: a count never takes the market down."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._waiting: deque[PageHit] = deque(maxlen=MOST_WAITING)

    def keep(self, hit: PageHit) -> None:
        """Take a hit; never waits."""
        self._waiting.append(hit)

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    def write(self) -> None:
        """Write what is waiting, a batch to a transaction; a batch that cannot be written is lost and logged."""
        while batch := self._taken():
            try:
                with nullcontext() if has_app_context() else self._app.app_context():
                    write_hits(batch)
            except Exception:
                log.exception("%s visits were lost", len(batch))

    def _taken(self) -> Sequence[PageHit]:
        batch: list[PageHit] = []
        while self._waiting and len(batch) < MOST_AT_ONCE:
            batch.append(self._waiting.popleft())
        return batch


class VisitWriter(Gathered):
    """Gathers, and writes every second by a thread of its own, which ends when the main thread has."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="visit-writer", daemon=False)
        self._thread.start()

    def close(self, seconds: float = 5.0) -> None:
        """Write what is waiting and stop."""
        self._ends.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._ends.wait(GATHER_SECONDS) and threading.main_thread().is_alive():
            self.write()
        self.write()


def visits_of(app: Flask) -> Gathered:
    """The writer of this process; in tests visits wait until the test has them written."""
    writer = app.extensions.get("visit_writer")
    if writer is None:
        with _BEGINNING:
            writer = app.extensions.get("visit_writer")
            if writer is None:
                writer = Gathered(app) if app.config["MARKET"].TESTING else VisitWriter(app)
                app.extensions["visit_writer"] = writer
    return cast(Gathered, writer)
