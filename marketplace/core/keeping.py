"""Answers that cost much and may be some seconds old: kept in this process while what they show stands.

What changes with the version alone, and with nothing else, is kept longer than what may have changed without it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from flask import Flask, current_app

from marketplace.core import clock
from marketplace.core.versions import version_of

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MOST_ANSWERS = 1000
MOST_FRAMES = 2000
MOST_PARTS = 10_000
MOST_SECONDS = 30.0
LONG_SECONDS = 600.0


class KeptAnswers:
    """What was worked out for a key at a version, the oldest leaving first."""

    def __init__(self, most: int = MOST_ANSWERS, seconds: float = MOST_SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._answers: OrderedDict[Hashable, tuple[Hashable, float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable, version: Hashable) -> tuple[Any] | None:
        """The answer, in a tuple because it may be anything, while it is true; None afterwards."""
        kept = self._answers.get(key)
        if kept is None or kept[0] != version or kept[1] <= clock.ticks():
            return None
        return (kept[2],)

    def keep(self, key: Hashable, version: Hashable, answer: Any) -> None:
        """Keep an answer just worked out."""
        with self._lock:
            self._answers[key] = version, clock.ticks() + self._seconds, answer
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def clear(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._answers.clear()


def init_keeping(app: Flask) -> None:
    """Give the app its room for answers, for frames of pages, and for the parts of both."""
    app.extensions["kept_answers"] = KeptAnswers()
    app.extensions["kept_frames"] = KeptAnswers(MOST_FRAMES, LONG_SECONDS)
    app.extensions["kept_parts"] = KeptAnswers(MOST_PARTS, LONG_SECONDS)


def kept_while_standing(name: str, key: Hashable, work_out: Callable[[], T]) -> T:
    """The answer for `key`, worked out again when the version of `name` is another, and after MOST_SECONDS at most.

    The answer must not change afterwards, and must not depend on who asks.
    """
    return _kept("kept_answers", name, key, work_out)


def kept_frame(name: str, key: Hashable, work_out: Callable[[], T]) -> T:
    """As `kept_while_standing`, for what nothing can change but what bumps that version and what is in the key."""
    return _kept("kept_frames", name, key, work_out)


def kept_part(name: str, key: Hashable, work_out: Callable[[], T]) -> T:
    """As `kept_frame`, for small things of which there are many."""
    return _kept("kept_parts", name, key, work_out)


def kept_parts(
    name: str, kind: Hashable, keys: Sequence[K], work_out: Callable[[list[K]], Mapping[K, T]]
) -> dict[K, T]:
    """The parts of a `kind` with these keys: those that are missing are worked out together, the others stand.

    For the many small things that answers are made of; nothing may change them but what bumps that version.
    """
    parts: KeptAnswers = current_app.extensions["kept_parts"]
    version = version_of(name)
    found: dict[K, T] = {key: kept[0] for key in keys if (kept := parts.find((kind, key), version)) is not None}
    missing = [key for key in keys if key not in found]
    if missing:
        for key, part in work_out(missing).items():
            parts.keep((kind, key), version, part)
            found[key] = part
    return found


def _kept(room: str, name: str, key: Hashable, work_out: Callable[[], T]) -> T:
    answers: KeptAnswers = current_app.extensions[room]
    version = version_of(name)
    found = answers.find(key, version)
    if found is None:
        found = (work_out(),)
        answers.keep(key, version, found[0])
    answer: T = found[0]
    return answer
