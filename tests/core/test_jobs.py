"""A worker is told that there is work, but not a thousand times a second."""

from dataclasses import replace

import pytest
from flask import Flask

from marketplace.core.jobs import Every, Jobs, Nudge

ran = []


def ring(times: int = 1) -> None:
    ran.extend("ring" for _ in range(times))


@pytest.fixture
def queue(market_config, tmp_path):
    app = Flask(__name__)
    app.config["MARKET"] = replace(market_config, DATA_FOLDER=str(tmp_path))
    ran.clear()
    return Jobs(app, (ring,), (Every(ring, minutes=5),))


def test_a_job_waits_in_the_queue_until_a_worker_takes_it(queue):
    queue.enqueue("ring", 2)
    assert ran == []
    queue.huey.execute(queue.huey.dequeue())
    assert ran == ["ring", "ring"]


def test_a_job_may_be_told_to_wait(queue):
    queue.enqueue("ring", delay=60)
    queue.huey.execute(queue.huey.dequeue())
    assert ran == []
    assert queue.huey.scheduled_count() == 1


def test_a_flood_of_news_wakes_the_worker_twice():
    """Once at once, once for what came while it was already awake."""
    woken = []
    nudge = Nudge(woken.append, pause=60)
    for _ in range(1000):
        nudge()
    assert woken == [None, 60]
