"""Too many requests are stopped where a view names a limit, and nothing is looked at where none does."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.globals import request_ctx
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from marketplace.core import limits


@pytest.fixture
def browser(market_config, monkeypatch):
    app = Flask("limited")
    app.config["MARKET"] = replace(market_config, TESTING=False, REDIS_URL="")
    monkeypatch.setattr(limits, "limiter", Limiter(get_remote_address, headers_enabled=True))
    app.add_url_rule("/bell", "bell", limits.limiter.limit("2 per minute")(lambda: "ding"))
    app.add_url_rule("/door", "door", lambda: "come in")

    @app.after_request
    def say_whether_limits_were_looked_at(answer):
        answer.headers["X-Looked"] = str(hasattr(request_ctx, "_limiter_request_context"))
        return answer

    limits.init_limits(app)
    return app.test_client()


def test_a_view_with_a_limit_stops_and_says_how_many_are_left(browser):
    answers = [browser.get("/bell") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 429, 429]
    assert [each.headers["X-RateLimit-Remaining"] for each in answers[:2]] == ["1", "0"]


def test_a_view_without_one_looks_at_none(browser):
    answer = browser.get("/door")
    assert answer.headers["X-Looked"] == "False"
    assert "X-RateLimit-Limit" not in answer.headers
