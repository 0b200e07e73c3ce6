"""Every page of the market, opened on a phone: axe finds nothing on it, and nothing scrolls sideways.

The routes themselves say which pages there are (`tests/web/every_page.py`), so that a new one is looked at without being
named here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from marketplace.core.db import db
from tests.browser.conftest import Visitor
from tests.web.every_page import ROLES, pages_for
from tests.web.stage import Stage
from tests.web.storefront.browsing import put, say_where


def take_over(client: Any, visitor: Visitor) -> None:
    """Give a real browser the cookies of a test client."""
    kept = [{"name": each.key, "value": each.value, "url": visitor.address} for each in client._cookies.values()]
    visitor.page.context.add_cookies(kept)


def look_at(visitor: Visitor, paths: Iterable[str]) -> list[str]:
    """What is wrong with these pages, each opened once."""
    wrong = []
    for path in paths:
        try:
            visitor.visit(path)
            assert visitor.path == path, f"{path} leads to {visitor.path}"
        except AssertionError as found:
            wrong.append(str(found))
            visitor.faults.clear()
    return wrong


def scrolls_sideways(visitor: Visitor, path: str) -> bool:
    visitor.page.goto(f"{visitor.address}{path}", wait_until="load")
    return bool(visitor.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("role", ROLES)
def test_every_page_reads_well_on_a_phone(app, client, phone, role):
    stage = Stage(app)
    paths = list(pages_for(stage, app, role))
    take_over(stage.client(role), phone)
    answers = {path: stage.client(role).get(path) for path in paths}
    db.session.remove()
    strange = {path: answer.status_code for path, answer in answers.items() if b"<html" not in answer.data[:400]}
    strange |= {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200}
    assert strange == {}, "name it in NO_PAGES or ASKED"
    assert look_at(phone, paths) == []
    if role in ("visitor", "shopper"):
        assert [path for path in paths if scrolls_sideways(phone, f"/en{path}")] == [], "in English"


@pytest.mark.plants_a_fault
def test_the_pages_of_buying_read_well_on_a_phone(app, client, phone):
    put(client, Stage(app)._goods("minh"))
    say_where(client)
    take_over(client, phone)
    assert look_at(phone, ("/cart", "/checkout/delivery", "/checkout", "/en/checkout")) == []
