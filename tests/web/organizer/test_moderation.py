"""Organizers judge what readers report."""

from __future__ import annotations

import pytest

from marketplace.domain.reviews.actions import report_post
from tests.domain.reviews.stage import reviewed
from tests.people import on_sale, sign_in_as


@pytest.fixture
def review(booth):
    return reviewed(on_sale(booth, slug="tieu", stock=10), 1, "Lời khó nghe")


def test_what_was_reported_waits_on_the_first_page_and_in_the_queue(client, review, ngoc):
    report_post(review, reason="insult", note="Chửi", by=None, address="203.0.113.5")
    sign_in_as(client, ngoc)
    assert "Đánh giá, câu hỏi bị báo" in client.get("/organizer/").text
    assert "Lời khó nghe" in client.get("/organizer/reviews").text
    page = client.get(f"/organizer/reviews/{review.code}").text
    assert "Xúc phạm, tục tĩu" in page
    assert "Chửi" in page


def test_hiding_asks_for_a_reason_and_can_be_undone(client, review, ngoc):
    sign_in_as(client, ngoc)
    here = f"/organizer/reviews/{review.code}"
    assert client.post(f"{here}/hiding", data={"reason": " "}).status_code == 422
    assert client.post(f"{here}/hiding", data={"reason": "Xúc phạm người bán"}).status_code == 303
    assert "Lời khó nghe" not in client.get("/products/tieu/reviews").text
    assert "Xúc phạm người bán" in client.get(here).text
    assert "Lời khó nghe" in client.get("/organizer/reviews?show=hidden").text
    client.post(f"{here}/showing")
    assert "Lời khó nghe" in client.get("/products/tieu/reviews").text


def test_what_may_stand_leaves_the_queue(client, review, ngoc):
    report_post(review, reason="untrue", by=None, address="203.0.113.5")
    sign_in_as(client, ngoc)
    client.post(f"/organizer/reviews/{review.code}/keeping")
    assert "Không có báo cáo nào đang chờ" in client.get("/organizer/reviews").text
    assert "Lời khó nghe" in client.get("/products/tieu/reviews").text
