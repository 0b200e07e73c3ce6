"""The report of a period: what livestreams sold, four ways, and as files."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from marketplace.core import clock
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.queries import metrics_of, period_report
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale


def a_show(ngoc, name, code):
    campaign = a_campaign(ngoc, name=name)
    broadcast = a_broadcast(campaign, ngoc, code=code)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    return campaign


@pytest.fixture
def shows(ngoc, booth, rival_booth):
    first, second = a_show(ngoc, "Phiên Cửa Tùng", "BIENXANH"), a_show(ngoc, "Phiên Khe Sanh", "KHESANH")
    pepper, tea = on_sale(booth, price=120_000, name="Hạt tiêu"), on_sale(rival_booth, price=80_000, name="Chè vằng")
    buy({pepper: 2, tea: 1}, voucher_code="BIENXANH")
    buy({pepper: 1}, voucher_code="KHESANH")
    return first, second


def test_four_tables_count_the_same_sales(shows):
    report = period_report(clock.today(), clock.today())
    assert (report.broadcasts, report.total.orders_placed, report.total.value_placed) == (2, 2, 440_000)
    placed = {
        group: {row.name: (row.orders_placed, row.value_placed) for row in rows} for group, rows in report.rows.items()
    }
    assert placed["campaign"] == {"Phiên Cửa Tùng": (1, 320_000), "Phiên Khe Sanh": (1, 120_000)}
    assert placed["product"] == {"Hạt tiêu": (2, 360_000), "Chè vằng": (1, 80_000)}
    assert sum(value for _orders, value in placed["booth"].values()) == 440_000
    assert sum(value for _orders, value in placed["commune"].values()) == 440_000
    assert report.total.value_placed == sum(metrics_of(each).value_placed for each in shows)


def test_days_without_broadcasts_hold_nothing(shows):
    yesterday = clock.local_day(clock.now()).replace(year=2020)
    report = period_report(yesterday, yesterday)
    assert (report.broadcasts, report.total.orders_placed, report.rows["booth"]) == (0, 0, [])


def test_the_page_and_the_files_show_the_period(desk, shows):
    today = clock.today().isoformat()
    page = desk.get(f"/organizer/periods?first={today}&last={today}").get_data(as_text=True)
    assert "Phiên Cửa Tùng" in page
    answer = desk.get(f"/organizer/periods/product.xlsx?first={today}&last={today}")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert {row[0].value: row[5].value for row in sheet.iter_rows(min_row=2)} == {
        "Hạt tiêu": 360_000,
        "Chè vằng": 80_000,
    }
    csv = desk.get(f"/organizer/periods/commune.csv?first={today}&last={today}").data.decode("utf-8-sig")
    assert "440000" in csv or ("360000" in csv and "80000" in csv)


@pytest.mark.parametrize(
    "days",
    ["first=2026-02-30", "first=hôm+qua", "first=2026-05-02&last=2026-05-01", "first=2020-01-01&last=2026-01-01"],
)
def test_days_that_make_no_period_are_asked_again(desk, days):
    answer = desk.get(f"/organizer/periods?{days}")
    assert answer.status_code == 422
    assert "error" in answer.get_data(as_text=True)
    assert desk.get(f"/organizer/periods/booth.csv?{days}").status_code == 422


def test_the_usual_period_is_the_last_month(desk, shows):
    assert "Phiên Khe Sanh" in desk.get("/organizer/periods").get_data(as_text=True)
