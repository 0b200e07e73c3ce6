"""A hint to the worker after the commit; the periodic run finds what a lost hint leaves."""

from __future__ import annotations

import logging

from flask import current_app

from marketplace.core.transactions import after_commit

log = logging.getLogger(__name__)


def run_soon(job: str) -> None:
    """Have the named job run once the running transaction has committed."""
    jobs = current_app.extensions["jobs"]

    def hint() -> None:
        try:
            jobs.enqueue(job)
        except Exception:  # noqa: BLE001 - what was committed stands, whatever the queue's trouble is
            log.warning("the queue did not take %s; the periodic run will", job)

    after_commit(hint)
