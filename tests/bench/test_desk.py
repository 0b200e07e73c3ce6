"""The booth of the bench, 500 products and 20,000 orders: every page of its desk in at most eight statements."""

from __future__ import annotations

import pytest

from bench.desk import MANY, pages_of, signed_in
from bench.desk_booth import fill
from bench.world import analyse
from marketplace.core.db import db
from tests.domain.livestream.stage import a_campaign
from tests.people import a_category, a_person
from tests.web.desk_walk import MOST


@pytest.mark.slow
@pytest.mark.plants_a_fault  # rows in bulk: the orders came without the payments that invariants look for
def test_no_page_of_the_largest_booth_asks_more_than_eight_statements(app, client, queries):
    a_category()
    known = fill(MANY, a_campaign(a_person("Lê Thị Ngọc", role="organizer")).slug)
    analyse()  # as the database does by itself soon after so many new rows; its plans are wild guesses until then
    browser, asked = signed_in(app, MANY), {}
    for endpoint, path in pages_of(app, known).items():
        for _time in range(2):
            db.session.remove()
            queries.clear()
            assert browser.get(path).status_code == 200, path
        asked[endpoint] = len(queries)
    assert len(asked) > 45, "the walk goes through the whole desk"
    assert {endpoint: count for endpoint, count in asked.items() if count > MOST} == {}
