"""What organizers print; and the report says what the page, the program and the files say, to the last đồng."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from html import unescape
from io import BytesIO, StringIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from marketplace.core import clock
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms, ReadingRow, Source
from marketplace.domain.livestream.definitions import DEFINITIONS
from marketplace.domain.livestream.queries import (
    broadcasts_of,
    figures_of,
    marks_of,
    metrics_of,
)
from marketplace.web.organizer.figure_report import FOOT, Report, exact
from marketplace.web.organizer.results import GROUPS, HEADLINES, results_of
from tests.buying import a_delivery, buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale


def pages_of(answer) -> list[str]:
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.data)]


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc, name="Phiên chợ Cửa Tùng")


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, code="BIENXANH", title="Buổi tối ở Cửa Tùng")


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=120_000, stock=400)


@pytest.fixture
def item(broadcast, pepper, ngoc):
    terms = LiveTerms(98_765, quantity=300, per_buyer=3, talking_points="Trồng ở đất đỏ Cùa")
    return actions.add_to_line_up(broadcast, pepper.id, terms, by=ngoc)


@pytest.fixture
def on_air(campaign, broadcast, item, ngoc):
    actions.schedule_campaign(campaign, by=ngoc)
    return actions.begin_broadcast(broadcast, by=ngoc)


@pytest.fixture
def sold(campaign, on_air, item, pepper, ngoc):
    for number in range(31):
        buy({pepper: 1 + number % 3}, voucher_code="BIENXANH", delivery=a_delivery(f"09123{number:05d}"))
    actions.end_broadcast(on_air, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    return campaign


def test_a_run_sheet_says_what_to_show_at_which_price_and_what_to_say(desk, campaign, broadcast, item, pepper):
    [page] = pages_of(desk.get(f"/organizer/campaigns/{campaign.slug}/broadcasts/{broadcast.id}/run-sheet.pdf"))
    said = in_one_line(page)
    for words in (
        "Buổi tối ở Cửa Tùng", "BIENXANH", pepper.product.name, "98.765 ₫", "giá thường 120.000 ₫",
        "dành riêng 300", "mỗi người tối đa 3", "Trồng ở đất đỏ Cùa",
    ):  # fmt: skip
        assert words in said


def test_a_long_line_up_goes_on_over_the_page(desk, campaign, broadcast, booth, ngoc):
    for number in range(25):
        actions.add_to_line_up(broadcast, on_sale(booth, name=f"Món số {number}").id, LiveTerms(), by=ngoc)
    pages = pages_of(desk.get(f"/organizer/campaigns/{campaign.slug}/broadcasts/{broadcast.id}/run-sheet.pdf"))
    assert len(pages) > 1
    assert all(f"Món số {number}" in in_one_line(" ".join(pages)) for number in range(25))


@pytest.mark.parametrize(("size", "millimetres"), [("", (210, 297)), ("a3", (297, 420)), ("b9", (210, 297))])
def test_a_poster_carries_the_short_link_on_the_paper_that_was_asked_for(
    desk, campaign, broadcast, ngoc, size, millimetres
):
    link = actions.create_link(broadcast, by=ngoc, medium="qr")
    answer = desk.get(f"/organizer/campaigns/{campaign.slug}/links/{link.code}/poster.pdf?size={size}")
    [page] = pages_of(answer)
    assert f"/l/{link.code}" in page
    assert campaign.name in in_one_line(page)
    points = pypdfium2.PdfDocument(answer.data)[0].get_size()
    assert tuple(round(each * 25.4 / 72) for each in points) == millimetres


def test_an_english_poster_and_name(desk, ngoc):
    campaign = a_campaign(ngoc, name="Chiều nay ở Cùa", name_en="This afternoon at Cùa")
    link = actions.create_link(a_broadcast(campaign, ngoc), by=ngoc, medium="qr")
    [page] = pages_of(desk.get(f"/en/organizer/campaigns/{campaign.slug}/links/{link.code}/poster.pdf"))
    assert "This afternoon at Cùa" in in_one_line(page)
    assert "Scan to watch and buy" in in_one_line(page)


def test_no_heading_of_a_table_stands_alone_at_the_foot(app):
    report = Report("x")
    for height in range(20, int(FOOT)):
        report.y = float(height)
        report.heading("Theo gian hàng", table=True)
        begun = report.pages
        report.row(["Gian hàng", "Đơn"], (100.0, 40.0), bold=True)
        report.row(["Nhà làm Cùa", "3"], (100.0, 40.0))
        assert report.pages == begun, height
    report.paper.finished()  # which closes its fonts


def test_page_program_files_and_report_say_the_same_to_the_last_dong(desk, sold, ngoc):
    actions.set_goals(sold, {"orders_secured": 10}, by=ngoc)
    actions.publish_figures(sold, by=ngoc)
    at = f"/organizer/campaigns/{sold.slug}"
    figures = figures_of(metrics_of(sold))
    assert figures["value_placed"] == (10 * (1 + 2 + 3) + 1) * 98_765

    program = desk.get(f"/api/v1/campaigns/{sold.slug}/metrics").get_json()["figures"]
    assert program == figures

    sheet = load_workbook(BytesIO(desk.get(f"{at}/figures.xlsx").data)).active
    in_xlsx = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=2)}
    assert {key: value for key, value in in_xlsx.items() if "." not in key}.items() <= figures.items()

    rows = csv.reader(StringIO(desk.get(f"{at}/figures.csv").data.decode("utf-8-sig")))
    rows = list(rows)
    in_csv = {row[0]: row[2] for row in rows[1:]}
    assert set(in_csv) == set(in_xlsx)

    page = unescape(desk.get(at).get_data(as_text=True))
    report = in_one_line(" ".join(pages_of(desk.get(f"{at}/report.pdf"))))
    results = results_of(metrics_of(sold), [])
    shown = {each.key: each for each in (*results.headlines, *(each for _g, group in results.groups for each in group))}
    for key in (*HEADLINES, *(key for _group, keys in GROUPS for key in keys)):
        assert f'<p class="tile-value">{shown[key].value}</p>' in page, key
    for key, value in figures.items():
        about = DEFINITIONS.get(key.removeprefix("assisted_"))
        if about is None or key.startswith("assisted_"):
            continue
        written = in_one_line(exact(value, about.unit))
        name = shown[key].name if key in shown else str(about.name)
        assert f"{name} {written}" in report, key
        if key in shown and about.unit != "seconds":
            assert in_one_line(shown[key].value) == written, key
        if value is not None:
            assert float(in_csv[key].replace(",", ".")) == pytest.approx(value), key


def test_a_closed_report_shows_what_was_signed_off_and_its_fingerprint(desk, sold, ngoc):
    if metrics_of(sold).guards:
        actions.explain_guard(sold, "orders_per_view", "Khách mua qua điện thoại trong lúc xem.", by=ngoc)
    actions.review_campaign(sold, by=ngoc)
    report = in_one_line(" ".join(pages_of(desk.get(f"/organizer/campaigns/{sold.slug}/report.pdf"))))
    assert "Đã chốt. SHA-256" in report


def test_the_report_is_written_in_the_language_of_the_page(desk, sold):
    report = in_one_line(" ".join(pages_of(desk.get(f"/en/organizer/campaigns/{sold.slug}/report.pdf"))))
    assert "Value placed 6,024,665 ₫" in report


def test_the_chart_shows_pins_and_prices_beside_the_orders(campaign, on_air, item, pepper, ngoc):
    with clock.frozen(clock.now()) as hands:
        hands.move(minutes=2)
        actions.create_pin(item, by=ngoc)
        buy(pepper, voucher_code="BIENXANH")
        hands.move(minutes=3)
        actions.change_item(item, LiveTerms(90_000, quantity=300, per_buyer=3), by=ngoc)
        hands.move(minutes=1)
        buy(pepper, voucher_code="BIENXANH", delivery=a_delivery("0987654321"))
        results = results_of(metrics_of(campaign), marks_of(broadcasts_of(campaign)))
    orders = results.timeline.orders
    said = [mark.label.replace("\u00a0", " ") for mark in orders.marks]
    name = pepper.product.name
    assert said == [f"Giá {name}: 98.765 ₫", f"Ghim {name}", f"Giá {name}: 90.000 ₫"]
    assert sum(bar.value for bar in orders.bars) == 2


def test_a_price_that_never_counted_is_on_no_chart(campaign, ngoc, pepper):
    later = a_broadcast(campaign, ngoc, starts=clock.now() + timedelta(hours=2))
    item = actions.add_to_line_up(later, pepper.id, LiveTerms(99_000), by=ngoc)
    actions.change_item(item, LiveTerms(95_000), by=ngoc)
    assert [mark.price for mark in marks_of([later])] == [95_000]


@pytest.mark.parametrize("is_watched", [False, True])
def test_pins_and_prices_are_told_once_on_the_page(desk, campaign, on_air, item, pepper, ngoc, is_watched):
    actions.create_pin(item, by=ngoc)
    buy(pepper, voucher_code="BIENXANH")
    if is_watched:
        views = [ReadingRow(clock.now() + timedelta(minutes=n), {"views": 100 * n}) for n in (1, 2)]
        actions.record_readings(on_air, views, Source("typed", "k", ngoc.id))
    page = desk.get(f"/organizer/campaigns/{campaign.slug}").text
    assert page.count('<ol class="marks">') == 1
    assert page.count(f"</b> Ghim {pepper.product.name}") == 1
    assert ("Vạch đứt: như ở biểu đồ" in page) == is_watched
