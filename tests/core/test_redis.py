"""With REDIS_URL, jobs and rate limits are shared by every machine; without Redis they are this process's own."""

from __future__ import annotations

import os
import socket
from dataclasses import replace

import pytest
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from marketplace.core import limits
from marketplace.core.jobs import Jobs

ADDRESS = "redis://127.0.0.1:6379/15"

pytestmark = [pytest.mark.redis, pytest.mark.xdist_group("redis")]
ran = []


def ring(name: str) -> None:
    ran.append(name)


@pytest.fixture
def redis():
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=1).close()
    except OSError:
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail("Redis is missing")
        pytest.skip("no Redis at 127.0.0.1:6379")


def a_machine(market_config, url: str = ADDRESS) -> Flask:
    app = Flask(__name__)
    app.config["MARKET"] = replace(market_config, REDIS_URL=url, TESTING=False)
    return app


def test_a_job_queued_by_one_machine_is_run_by_another(redis, market_config):
    here, there = (Jobs(a_machine(market_config), (ring,), ()) for _ in range(2))
    here.huey.flush()
    ran.clear()
    here.enqueue("ring", "lantern")
    there.huey.execute(there.huey.dequeue())
    assert ran == ["lantern"]
    assert here.huey.pending_count() == 0


@pytest.mark.parametrize("url", [ADDRESS, "redis://127.0.0.1:9/0"], ids=["shared", "Redis is away"])
def test_too_many_requests_are_stopped_also_when_redis_is_away(redis, market_config, monkeypatch, url):
    app = a_machine(market_config, url)
    monkeypatch.setattr(limits, "limiter", Limiter(get_remote_address, headers_enabled=True))

    @app.get("/bell")
    @limits.limiter.limit("3 per minute", key_func=lambda: f"{url}:{os.getpid()}")
    def show_bell():
        return "ding"

    limits.init_limits(app)
    browser = app.test_client()
    answers = [browser.get("/bell").status_code for _ in range(5)]
    assert answers.count(429) >= 2
