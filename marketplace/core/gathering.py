"""Things to be counted, gathered in memory by one writer and written in batches: no page waits for the database."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, Generic, TypeVar, cast

from flask import Flask, has_app_context

log = logging.getLogger(__name__)

MOST_WAITING = 50_000
MOST_AT_ONCE = 500
GATHER_SECONDS = 1.0
_BEGINNING = threading.Lock()

T = TypeVar("T")


class Gathered(Generic[T]):
    """What waits in this process; past MOST_WAITING the oldest is dropped: a count never takes the market down."""

    def __init__(self, app: Flask, write: Callable[[Sequence[T]], Any]) -> None:
        self._app = app
        self._write = write
        self._waiting: deque[T] = deque(maxlen=MOST_WAITING)

    def __len__(self) -> int:
        return len(self._waiting)

    def keep(self, thing: T) -> None:
        """Take something in; never waits."""
        self._waiting.append(thing)

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()

    def write(self, most: int = MOST_WAITING) -> None:
        """Write so much of what waits, a batch to a transaction; a batch that cannot be written is lost and logged."""
        while batch := self._taken(min(most, MOST_AT_ONCE)):
            most -= len(batch)
            try:
                with nullcontext() if has_app_context() else self._app.app_context():
                    self._write(batch)
            except Exception:
                log.exception("%s things to be counted were lost", len(batch))

    def _taken(self, most: int) -> Sequence[T]:
        batch: list[T] = []
        while self._waiting and len(batch) < most:
            batch.append(self._waiting.popleft())
        return batch


class GatheringWriter(Gathered[T]):
    """Gathers, and writes every second by a thread of its own, which ends when the main thread has.

    What comes is written at the next turn but one, so that what led to it, if another writer keeps it, is there first.
    """

    def __init__(self, app: Flask, write: Callable[[Sequence[T]], Any], name: str) -> None:
        super().__init__(app, write)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=False)
        self._thread.start()

    def close(self, seconds: float = 5.0) -> None:
        """Write what is waiting and stop."""
        self._ends.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        rested = 0
        while not self._ends.wait(GATHER_SECONDS) and threading.main_thread().is_alive():
            self.write(rested)
            rested = len(self._waiting)
        self.write()


def gathered_by(name: str, app: Flask, write: Callable[[Sequence[T]], Any]) -> Gathered[T]:
    """The writer of this process that goes by a name; in tests what is kept waits until the test has it written."""
    writer = app.extensions.get(name)
    if writer is None:
        with _BEGINNING:
            writer = app.extensions.get(name)
            if writer is None:
                writer = Gathered(app, write) if app.config["MARKET"].TESTING else GatheringWriter(app, write, name)
                app.extensions[name] = writer
    return cast("Gathered[T]", writer)
