"""Every public page: what it costs right after the catalogue changed, and that nothing asked of it breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core.db import db
from tests.web.authorization_table import PUBLIC, TABLE
from tests.web.stage import Stage
from tests.web.test_authorization import Cell, address, rules_of, things_of

MOST = 6
# No page: it leads to one. What it writes of the click is the writer's work, which has no thread of its own in tests.
LEADS_ELSEWHERE = "/l/"
NAMES = (
    "q", "category", "booth", "commune", "district", "star", "price", "in_stock", "youth", "sort", "page", "variant",
    "cart", "province", "version", "next", "product", "from", "s", "stars", "part", "order", "sku", "session_id",
)  # fmt: skip
ODD = st.text(max_size=60) | st.sampled_from(
    ["'", "%", "\x00", "a" * 5000, "{{7*7}}", "-1", "0", "１２", "9" * 30, "[]", "//evil.test", "../x", "19429"]
)
ENDPOINTS = sorted(name for name, row in TABLE.items() if row.policy is PUBLIC)


@pytest.fixture
def addresses(app, client) -> list[str]:
    """One address of every public page, everything on it there."""
    stage, rules = Stage(app), rules_of(app)
    found = []
    for endpoint in ENDPOINTS:
        row = TABLE[endpoint]
        cell = Cell("visitor", ("own",) * len(things_of(row)))
        found += [address(stage, rule, row, cell) for rule in rules[endpoint] if "GET" in (rule.methods or ())]
    db.session.rollback()
    return found


def test_no_public_page_asks_more_than_six_statements(client, addresses, queries):
    """Asked right after the catalogue changed, and again."""
    asked = {}
    for path in (each for each in addresses if not each.startswith(LEADS_ELSEWHERE)):
        client.application.extensions["kept_pages"].clear()
        client.application.extensions["versions"].forget("catalogue")
        for when in ("cold", "warm"):
            db.session.remove()
            queries.clear()
            assert client.get(path).status_code < 500, path
            asked[f"{path} {when}"] = len(queries)
    assert {path: count for path, count in asked.items() if count > MOST} == {}


@settings(max_examples=25)
@given(asked=st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ODD)))
def test_no_question_breaks_any_public_page(client, addresses, asked):
    question = {name: text.encode("utf-8", "replace").decode() for name, text in asked.items()}
    for path in addresses:
        assert client.get(path, query_string=question).status_code < 500, path
