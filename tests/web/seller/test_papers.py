"""What a booth's papers say of themselves: what ends, what has ended, what was sent back, what came after it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.leaving.actions import close_booth_for
from marketplace.domain.papers.models import Paper
from tests.people import a_person, on_sale, sign_in_as


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


def cells_of(page: str) -> dict[str, str]:
    """The one paper on the page as a phone shows it: each cell's text under its label."""
    found = re.findall(r'<t[hd][^>]*data-label="([^"]+)"[^>]*>(.*?)</t[hd]>', page, re.DOTALL)
    return {label: " ".join(re.sub(r"<[^>]+>", " ", inner).split()) for label, inner in found}


def test_every_cell_of_a_paper_says_what_the_paper_says(desk, booth):
    variant = on_sale(booth, name="Hạt tiêu Cùa")
    paper = a_paper(booth, ends_in=200, kind="ocop", star=4, product_id=variant.product_id, scan_key="papers/a.webp")
    page = desk.get("/seller/papers").text
    assert cells_of(page) == {
        "Giấy": "Công nhận OCOP · 4 sao CN-1, Sở Y tế", "Cấp cho": "Hạt tiêu Cùa",
        "Hiệu lực": f"{paper.issued_on:%d/%m/%Y} – {paper.expires_on:%d/%m/%Y}",
        "Tình trạng": "Đã đối chiếu", "Ảnh chụp": "Xem ảnh",
    }  # fmt: skip
    assert f'href="/seller/papers/{paper.id}/scan"' in page
    assert 'href="/seller/papers/new"' in page


def test_every_cell_of_a_paper_is_told_in_english_too(desk, booth):
    paper = a_paper(booth, ends_in=1)
    assert cells_of(desk.get("/en/seller/papers").text) == {
        "Paper": "Food safety certificate CN-1, Sở Y tế", "Issued for": "The whole booth",
        "Valid": f"{paper.issued_on:%d/%m/%Y} – {paper.expires_on:%d/%m/%Y}",
        "State": "Ends soon 1 day left Hand in a new one", "Picture": "–",
    }  # fmt: skip


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


def test_a_booth_that_closes_without_papers_is_asked_for_none(desk, booth, minh):
    assert "/seller/papers/new" in desk.get("/seller/papers").text
    close_booth_for(booth, by=minh, reason="Nghỉ hẳn")
    assert "/seller/papers/new" not in desk.get("/seller/papers").text


def test_a_booth_that_closes_is_asked_for_no_paper(desk, booth, minh):
    a_paper(booth, ends_in=5)
    a_paper(booth, ends_in=300, state="refused", reason="Mờ.", kind="organic")
    close_booth_for(booth, by=minh, reason="Nghỉ hẳn")
    page = desk.get("/seller/papers").text
    assert "Mờ." in page
    assert "/seller/papers/new" not in page
    assert "CN-1" not in desk.get("/seller/").text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("ocop", ["product_id", "star", "number", "issuer", "issued_on", "scan"]),
        ("food_safety", ["number", "issuer", "issued_on", "expires_on", "scan"]),
    ],
)
def test_everything_a_paper_lacks_is_told_at_once(desk, kind, fields):
    answer = desk.post("/seller/papers/new", data={"kind": kind, "product_id": "", "star": ""})
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == fields


def test_days_that_cannot_be_are_told_with_the_missing_picture(desk):
    told = {"kind": "organic", "number": "1", "issuer": "A", "issued_on": "2026-02-01", "expires_on": "2026-01-01"}
    answer = desk.post("/seller/papers/new", data={**told, "product_id": "", "star": "x"})
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["star", "expires_on", "scan"]
