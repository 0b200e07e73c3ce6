"""Switching letters on and off."""

from __future__ import annotations

import pytest

from marketplace.domain.accounts.queries import has_refused
from marketplace.domain.favourites.actions import follow_booth
from marketplace.domain.favourites.queries import followers_of
from tests.people import sign_in_as


@pytest.fixture
def page(client, lan):
    sign_in_as(client, lan)
    return client


def switch(page, purpose, wanted):
    return page.post("/account/notices", data={"purpose": purpose, "wanted": wanted})


def test_letters_of_followed_booths_are_switched_all_at_once(page, lan, booth):
    follow_booth(booth, by=lan)
    assert [each.person_id for each in followers_of([booth.id])] == [lan.id]
    assert switch(page, "live_letters", "0").status_code == 303
    assert followers_of([booth.id]) == []
    text = page.get("/account/notices").text
    assert "Không đồng ý" in text
    switch(page, "live_letters", "1")
    assert [each.person_id for each in followers_of([booth.id])] == [lan.id]


def test_who_will_not_be_asked_for_reviews_says_so_once(page, lan):
    switch(page, "review_letters", "0")
    assert has_refused(lan.id, "review_letters")
    assert "Đang tắt" in page.get("/account/notices").text


def test_letters_about_orders_have_no_switch_and_say_why(page):
    text = page.get("/account/notices").text
    assert "bằng chứng của việc mua bán" in text
    assert text.count('name="purpose"') == 2


def test_a_kind_that_does_not_exist_is_not_there(page):
    assert switch(page, "order_letters", "0").status_code == 404
