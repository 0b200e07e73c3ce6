"""What a booth's papers say of themselves: what ends, what has ended, what was sent back, what came after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.leaving.actions import close_booth_for
from marketplace.domain.papers.models import Paper
from tests.people import a_person, sign_in_as


@pytest.fixture
def desk(client, booth, minh):
    sign_in_as(client, minh)
    return client


def a_paper(booth, *, ends_in: int, **facts) -> Paper:
    today, state = clock.today(), facts.get("state", "checked")
    about = {"kind": "food_safety", "number": "CN-1", "issuer": "Sở Y tế", "issued_on": today - timedelta(days=900)}
    if state == "checked":
        about |= {"checked_at": clock.now(), "checked_by_id": a_person("Ban tổ chức").id}
    with transaction():
        paper = Paper(
            booth_id=booth.id, expires_on=today + timedelta(days=ends_in), brought_at=clock.now(), state=state
        )
        for name, value in {**about, **facts}.items():
            setattr(paper, name, value)
        db.session.add(paper)
    return paper


@pytest.mark.parametrize(
    ("ends_in", "said", "also"),
    [
        (91, "Đã đối chiếu", ""), (90, "Sắp hết hạn", "Còn 90 ngày"), (1, "Sắp hết hạn", "Còn 1 ngày"),
        (0, "Sắp hết hạn", "Hôm nay là ngày cuối"), (-1, "Đã hết hạn", "Đã quá 1 ngày"),
    ],
)  # fmt: skip
def test_a_paper_says_how_long_it_still_holds(desk, booth, ends_in, said, also):
    paper = a_paper(booth, ends_in=ends_in)
    page = desk.get("/seller/papers").text
    assert said in page
    assert also in page
    assert (f"/seller/papers/new?again={paper.id}" in page) == bool(also)


@pytest.mark.parametrize("ends_in", [20, -20])
def test_a_paper_that_a_longer_one_replaced_asks_for_nothing(desk, booth, ends_in):
    a_paper(booth, ends_in=ends_in, number="CŨ-1")
    a_paper(booth, ends_in=400, number="MỚI-1")
    page = desk.get("/seller/papers").text
    assert "Đã có giấy mới, hạn dài hơn." in page
    assert "?again=" not in page
    assert "CŨ-1" not in desk.get("/seller/").text


def test_what_was_sent_back_says_why_until_it_is_brought_again(desk, booth):
    refused = a_paper(booth, ends_in=300, state="refused", reason="Ảnh mờ, xin chụp lại.")
    assert "Ảnh mờ, xin chụp lại." in desk.get("/seller/").text
    assert f"/seller/papers/new?again={refused.id}" in desk.get("/seller/papers").text
    a_paper(booth, ends_in=300, state="waiting")
    assert "Ảnh mờ, xin chụp lại." not in desk.get("/seller/").text
    page = desk.get("/seller/papers").text
    assert "Đã nộp giấy mới." in page
    assert "?again=" not in page


def test_today_asks_for_what_ends_and_what_has_ended_until_a_new_one_waits(desk, booth):
    a_paper(booth, ends_in=12, number="SẮP-1")
    a_paper(booth, ends_in=-3, number="HẾT-1", kind="organic")
    a_paper(booth, ends_in=-91, number="LÂU-1", kind="other")
    today = desk.get("/seller/").text
    assert "Giấy SẮP-1 sắp hết hạn" in today
    assert "còn 12 ngày" in today
    assert "Giấy HẾT-1 đã hết hạn" in today
    assert "LÂU-1" not in today
    a_paper(booth, ends_in=700, state="waiting", kind="organic")
    assert "HẾT-1" not in desk.get("/seller/").text


def test_a_paper_is_brought_again_with_what_was_told_before(desk, booth, rival_booth):
    refused = a_paper(booth, ends_in=300, state="refused", reason="Mờ.", number="77/ATTP")
    form = desk.get(f"/seller/papers/new?again={refused.id}").text
    assert 'value="77/ATTP"' in form
    assert 'selected value="food_safety"' in form or 'value="food_safety" selected' in form
    ended = a_paper(booth, ends_in=-3, number="12/HC", kind="organic")
    form = desk.get(f"/seller/papers/new?again={ended.id}").text
    assert 'value="Sở Y tế"' in form
    assert "12/HC" not in form
    elsewhere = a_paper(rival_booth, ends_in=5)
    assert desk.get(f"/seller/papers/new?again={elsewhere.id}").status_code == 404
    assert desk.get("/seller/papers/new?again=abc").status_code == 200


def test_a_booth_that_closes_is_asked_for_no_paper(desk, booth, minh):
    a_paper(booth, ends_in=5)
    a_paper(booth, ends_in=300, state="refused", reason="Mờ.", kind="organic")
    close_booth_for(booth, by=minh, reason="Nghỉ hẳn")
    page = desk.get("/seller/papers").text
    assert "Mờ." in page
    assert "/seller/papers/new" not in page
    assert "CN-1" not in desk.get("/seller/").text
