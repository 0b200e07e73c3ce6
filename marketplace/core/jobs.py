"""Background jobs on Huey: SQLite storage by default, Redis when REDIS_URL is set."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab

from marketplace.core.transactions import after_commit

log = logging.getLogger(__name__)

Job = Callable[..., Any]


@dataclass(frozen=True)
class Every:
    """A periodic job: `minutes` divides the hour, `at_hour` (UTC) makes it daily."""

    job: Job
    minutes: int = 1
    at_hour: int | None = None

    def schedule(self) -> Any:
        """The crontab of Huey for it."""
        if self.at_hour is not None:
            return crontab(minute="0", hour=str(self.at_hour))
        return crontab(minute=f"*/{self.minutes}")


class Jobs:
    """The queue of one app. A job is a plain function that also works without a queue."""

    def __init__(self, app: Flask, jobs: Iterable[Job], periodic: Iterable[Every]) -> None:
        self._app = app
        self.huey = self._queue()
        self._tasks = {job.__name__: self.huey.task(name=job.__name__)(self._in_app(job)) for job in jobs}
        for every in periodic:
            name = f"every_{every.job.__name__}"
            self.huey.periodic_task(every.schedule(), name=name)(self._in_app(every.job))

    def _queue(self) -> Huey:
        config = self._app.config["MARKET"]
        if config.REDIS_URL:
            return RedisHuey("gianhang", url=config.REDIS_URL, results=False)
        config.data_folder.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("gianhang", filename=str(config.data_folder / "jobs.db"), results=False)

    def _in_app(self, job: Job) -> Job:
        def run(*args: Any, **kwargs: Any) -> Any:
            with self._app.app_context():
                return job(*args, **kwargs)

        return run

    def enqueue(self, name: str, *args: Any, delay: float | None = None) -> None:
        """Have the named job run soon, or after `delay` seconds."""
        task = self._tasks[name]
        if delay is None:
            task(*args)
        else:
            task.schedule(args=args, delay=delay)


class Nudge:
    """Tells a worker that there is something to do, at most twice a second however often it is called."""

    def __init__(self, call: Callable[[float | None], None], pause: float = 1.0) -> None:
        self._call = call
        self._pause = pause
        self._lock = threading.Lock()
        self._quiet_until = 0.0
        self._follow_up_at = 0.0

    def __call__(self) -> None:
        """Say it, unless a call already under way will see the same."""
        delay = self._wanted()
        if delay is not False:
            self._call(delay)

    def _wanted(self) -> float | bool | None:
        """None: at once; seconds: a follow-up; False: one that is already under way will see it."""
        moment = time.monotonic()
        with self._lock:
            if moment >= self._quiet_until:
                self._quiet_until = moment + self._pause
                return None
            if moment >= self._follow_up_at:
                self._follow_up_at = moment + self._pause
                return self._pause
            return False


def run_soon(job: str) -> None:
    """Have the named job run once the running transaction has committed.

    A hint only: the periodic run finds what a lost one leaves.
    """
    jobs = current_app.extensions["jobs"]

    def hint() -> None:
        try:
            jobs.enqueue(job)
        except Exception:  # noqa: BLE001 - what was committed stands, whatever the queue's trouble is
            log.warning("the queue did not take %s; the periodic run will", job)

    after_commit(hint)
