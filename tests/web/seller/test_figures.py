"""The booth's figures on their page and as files: the same numbers, for its owner and manager."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from marketplace.core import clock
from marketplace.core.money import format_dong
from marketplace.domain.figures.actions import write_hits
from marketplace.domain.figures.queries import figures_of_booth
from marketplace.domain.figures.rules import PageHit, last_days
from marketplace.domain.orders.actions import move_order
from tests.buying import buy, order_in
from tests.people import on_sale, sign_in_as

GROUPS = ("day", "source", "broadcast", "product")


@pytest.fixture
def desk(client, minh):
    sign_in_as(client, minh)
    return client


@pytest.fixture
def sold(booth, minh):
    """Two sales, an order that waits, and forty visitors who came by the search."""
    pepper, honey = on_sale(booth, name="Hạt tiêu Cùa", price=120_000), on_sale(booth, name="Mật ong", price=95_000)
    for wanted in ({pepper: 2}, {pepper: 1, honey: 1}):
        order = order_in(buy(wanted, sources=lambda: {booth.id: ("search", "")}))
        move_order(order.id, "accepted", who="booth", by=minh)
    buy(honey)
    write_hits([PageHit("product", pepper.product.slug, clock.today(), f"v{n}", "search") for n in range(40)])
    return booth


@pytest.mark.parametrize("root", ["", "/en"])
def test_the_page_shows_what_was_sold_who_came_and_what_it_means(desk, sold, root):
    page = desk.get(f"{root}/seller/figures").text
    assert ("455,000\u00a0₫" if root else "455.000\u00a0₫") in page
    assert ("5.00\u00a0%" if root else "5,00\u00a0%") in page, "two orders of forty visitors"
    assert ("Search" if root else "Tìm kiếm") in page
    assert ("accepted by the booth" if root else "đơn tiền mặt gian hàng đã nhận") in page
    assert page.count("<details") >= 4, "each chart reads as a table too"
    assert "<script>" not in page


def test_below_thirty_visitors_no_rate_is_shown_and_the_page_says_why(desk, booth):
    write_hits([PageHit("booth", booth.slug, clock.today(), f"v{n}") for n in range(29)])
    assert "Ẩn vì mới có 29 người ghé (cần 30)." in desk.get("/seller/figures").text


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_the_figures_of_the_page(desk, sold, group, kind):
    answer = desk.get(f"/seller/figures/{group}.{kind}")
    lines = getattr(figures_of_booth(sold, last_days(7, clock.today())), f"{group}s")
    if kind == "csv":
        rows = [row.split(",") for row in answer.data.decode("utf-8-sig").splitlines()[1:]]
    else:
        rows = [list(row) for row in load_workbook(BytesIO(answer.data)).active.iter_rows(min_row=2, values_only=True)]
    assert [(int(row[1]), int(row[2])) for row in rows] == [(line.now.value, line.now.orders) for line in lines]
    page = desk.get("/seller/figures").text
    assert all(format_dong(line.now.value) in page for line in lines)


@pytest.mark.parametrize(
    ("days", "field", "sentence"),
    [("first=2019-12-31", "first", "trước ngày 01/01/2020"), ("first=hôm+qua", "first", ""),
     ("first=2099-01-01&last=2099-01-02", "first", "Ngày này chưa tới"),
     ("first=2026-05-02&last=2026-05-01", "last", "Ngày cuối phải sau ngày đầu"),
     ("first=2020-01-01&last=2021-01-01", "last", "nhiều nhất 366 ngày"),
     ("first=0001-01-01&last=0001-01-02", "first", "trước ngày")],
)  # fmt: skip
@pytest.mark.parametrize("page", ["figures", "figures/day.csv"])
def test_days_that_make_no_period_are_answered_beside_the_field(desk, sold, page, days, field, sentence):
    with clock.frozen(clock.parse_local("2026-11-20 09:00")):
        answer = desk.get(f"/seller/{page}?{days}")
    assert answer.status_code == 422
    told = answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert sentence in told
    assert days.split("&")[0].split("=")[1].replace("+", " ") in answer.text, "what was typed stays"


def test_a_year_can_be_asked_for_and_is_drawn_by_weeks(desk, sold):
    first = clock.today() - timedelta(days=365)
    page = desk.get(f"/seller/figures?first={first.isoformat()}").text
    assert "Tuần từ" in page
    assert format_dong(455_000) in page


def test_twenty_products_are_listed_and_the_others_stand_in_the_file(desk, booth, minh):
    goods = [on_sale(booth, name=f"Món số {n:02}", price=10_000 + n) for n in range(22)]
    order = order_in(buy(dict.fromkeys(goods, 1)))
    move_order(order.id, "accepted", who="booth", by=minh)
    page = desk.get("/seller/figures").text
    assert "2 món khác, có đủ trong tệp" in page
    assert format_dong(20_001) in page
    assert desk.get("/seller/figures/product.csv").data.count(b"M\xc3\xb3n s\xe1\xbb\x91") == 22


def test_the_first_page_and_the_figures_lead_to_each_other(desk, booth):
    assert 'href="/seller/figures"' in desk.get("/seller/").text
    assert 'href="/seller/"' in desk.get("/seller/figures").text
