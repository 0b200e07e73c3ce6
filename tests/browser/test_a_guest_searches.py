"""A guest types a few letters and is led on by keyboard or thumb; without a script the form does the same."""

import pytest

from marketplace.core.db import db
from marketplace.domain.search.actions import reindex_all
from tests.people import a_booth, on_sale


@pytest.fixture
def goods(app):
    booth = a_booth(name="HTX Tiêu Cùa")
    for name in ("Hạt tiêu Cùa", "Hạt tiêu sọ"):
        on_sale(booth, name=name)
    reindex_all()
    db.session.remove()


def test_suggestions_are_walked_by_arrow_keys_and_left_by_escape(goods, phone):
    phone.visit("/")
    box, rows = phone.page.locator("#search"), phone.page.locator("#suggestions [role=option]")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("hat ti")
    rows.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == rows.nth(0).get_attribute("id")
    assert rows.nth(0).get_attribute("aria-selected") == "true"
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "hat ti"
    box.press("ArrowDown")
    chosen = rows.nth(0).text_content()
    box.press("Enter")
    phone.page.wait_for_url("**/products/*")
    phone.sees(chosen)


def test_what_was_typed_is_searched_for_when_no_suggestion_is_chosen(goods, phone):
    phone.visit("/")
    box = phone.page.locator("#search")
    box.press_sequentially("tieu so")
    box.press("Enter")
    phone.page.wait_for_url("**/search?q=tieu+so")
    phone.sees("Hạt tiêu sọ")
