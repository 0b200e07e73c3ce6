"""The tables of the results: by platform, against goals, beside the past and the press; the same cells everywhere."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from html import unescape
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import ReadingRow, Source
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.livestream.queries import compared, goals_against, metrics_of, platforms_of
from marketplace.domain.livestream.tables import tables_of
from marketplace.web.organizer.figure_report import exact
from marketplace.web.organizer.result_tables import in_words, shown_tables
from tests.buying import a_delivery, buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as
from tests.web.organizer.test_prints import in_one_line, pages_of


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc, name="Chợ phiên Cửa Việt")


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=100_000, stock=400)


def reported(broadcast, ngoc, **figures):
    source = Source("typed", f"typed:{broadcast.id}", ngoc.id, None, "")
    actions.record_readings(broadcast, [ReadingRow(clock.now(), figures)], source)


@pytest.fixture
def sold(campaign, pepper, ngoc):
    """Two broadcasts on TikTok and one on YouTube; three orders on the first of TikTok, one on YouTube."""
    first = a_broadcast(campaign, ngoc, code="BIENXANH", title="Tối thứ bảy")
    second = a_broadcast(campaign, ngoc, title="Tối chủ nhật", starts=clock.now() + timedelta(days=1))
    other = a_broadcast(campaign, ngoc, code="NUIXANH", platform="youtube", title="YouTube")
    reported(first, ngoc, views=1_000, unique_viewers=800, platform_orders=7, platform_value=700_000)
    reported(second, ngoc, views=500, unique_viewers=400)
    reported(other, ngoc, views=60)
    for number in range(3):
        buy(pepper, voucher_code="BIENXANH", delivery=a_delivery(f"091200000{number}"))
    buy(pepper, voucher_code="NUIXANH", delivery=a_delivery("0912000009"))
    return campaign


def past_campaign(ngoc, name, days_ago, **figures):
    campaign = a_campaign(ngoc, name=name)
    a_broadcast(campaign, ngoc, starts=clock.now() - timedelta(days=days_ago))
    with transaction():
        closed = db.session.get_one(Campaign, campaign.id)
        closed.state, closed.final_figures = "reviewed", figures
    return campaign


def values(table, key):
    line = next(each for each in table.lines if each.key == key)
    return {name: cell.value for (name, _label), cell in zip(table.columns, line.cells, strict=True)}


def test_each_platform_is_counted_for_itself_and_sums_to_the_whole(sold):
    metrics = metrics_of(sold)
    assert [(each.platform, each.orders_placed) for each in platforms_of(metrics)] == [("tiktok", 3), ("youtube", 1)]
    table = tables_of(metrics, [])["platforms"]
    tiktok, youtube = values(table, "tiktok"), values(table, "youtube")
    assert (tiktok["views"], tiktok["unique_viewers"]) == (1_500, 1_200)
    assert (youtube["views"], youtube["unique_viewers"]) == (60, None)
    assert (tiktok["platform_orders"], tiktok["platform_value"]) == (7, 700_000), "apart from our own orders"
    assert tiktok["value_secured"] + youtube["value_secured"] == metrics.value_secured
    assert table.lines[1].note == "chuyển đổi theo lượt xem", "the denominator is named where it differs"


def test_past_campaigns_stand_beside_this_one_and_later_ones_do_not(sold, ngoc):
    past_campaign(ngoc, "Chợ phiên trước", 40, unique_viewers=2_000, orders_secured=10, value_secured=4_000_000)
    past_campaign(ngoc, "Chỉ có lượt xem", 50, views=4_000, orders_secured=10, value_secured=4_000_000)
    past_campaign(ngoc, "Chợ phiên sau", -40, unique_viewers=2_000, orders_secured=10, value_secured=1)
    beside = {each.name: each for each in compared(metrics_of(sold)) if each.kind == "past"}
    assert list(beside) == ["Chợ phiên trước", "Chỉ có lượt xem"]
    before = beside["Chợ phiên trước"]
    assert (before.per, before.orders_per_1000.decimal, before.value_per_1000.rounded) == (
        "unique_viewers",
        5,
        2_000_000,
    )
    assert beside["Chỉ có lượt xem"].per == "views"


def test_a_real_campaign_is_not_held_against_a_sample(sold, ngoc):
    sample = past_campaign(ngoc, "Mẫu", 40, unique_viewers=2_000, orders_secured=10, value_secured=4_000_000)
    with transaction():
        db.session.get_one(Campaign, sample.id).is_sample = True
    assert [each for each in compared(metrics_of(sold)) if each.kind == "past"] == []


def test_shows_of_the_press_are_named_with_their_source_and_computed_from_what_was_written(sold):
    press = {each.key: each for each in compared(metrics_of(sold)) if each.kind == "press"}
    assert {each.source for each in press.values()} == {
        "nhandan.vn post780425", "baochinhphu.vn 21/11/2023", "danviet.vn d1378556", "vietnam.vn (Hà Tĩnh)",
    }  # fmt: skip
    thanh_hoa = press["thanh_hoa"]
    assert (thanh_hoa.orders_per_1000.decimal, thanh_hoa.value_per_1000.rounded) == (2.67, 546_667)
    assert press["hai_phong"].orders_per_1000.value is None, "nobody wrote how many orders there were"
    assert all("Báo chí" in line.note for line in tables_of(metrics_of(sold), [])["comparison"].lines[1:])


def test_page_files_report_and_program_show_the_same_cells(client, sold, ngoc):
    past_campaign(ngoc, "Chợ phiên trước", 40, unique_viewers=2_000, orders_secured=10, value_secured=4_123_457)
    actions.set_goals(sold, {"orders_secured": 10, "value_secured": 1_234_567}, by=ngoc)
    actions.publish_figures(sold, by=ngoc)
    sign_in_as(client, ngoc)
    at = f"/organizer/campaigns/{sold.slug}"
    metrics = metrics_of(sold)
    tables = tables_of(metrics, goals_against(metrics))
    assert set(tables) == {"goals", "platforms", "comparison", "broadcasts", "routes", "booths", "products"}

    sheet = load_workbook(BytesIO(client.get(f"{at}/figures.xlsx").data)).active
    in_xlsx = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=2)}
    rows = list(csv.reader(StringIO(client.get(f"{at}/figures.csv").data.decode("utf-8-sig"))))
    in_csv = {row[0]: row[2] for row in rows[1:]}
    page = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", client.get(at).get_data(as_text=True))))
    report = in_one_line(" ".join(pages_of(client.get(f"{at}/report.pdf"))))
    program = client.get(f"/api/v1/campaigns/{sold.slug}/metrics").get_json()["tables"]
    for table in tables.values():
        for line in table.lines:
            told = next((each for each in program[table.key] if each["key"] == line.key), None)
            for (key, _name), cell in zip(table.columns, line.cells, strict=True):
                where = f"{table.key}.{line.key}.{key}"
                assert in_xlsx[where] == cell.value, where
                assert in_csv[where] == ("" if cell.value is None else in_csv[where])
                if cell.value is not None:
                    assert float(in_csv[where].replace(",", ".")) == pytest.approx(cell.value), where
                if told is not None:
                    assert told[key] == cell.value, where
                assert in_words(cell).replace("\u00a0", " ") in page.replace("\u00a0", " "), where
                assert in_one_line(exact(cell.value, cell.unit)) in report, where
            assert told is not None or line.key.startswith("past-"), line.key


def test_of_the_past_the_public_reads_only_what_was_made_public(client, sold, ngoc):
    before = past_campaign(
        ngoc, "Chợ phiên trước", 40, unique_viewers=2_000, orders_secured=10, value_secured=4_123_457
    )
    actions.publish_figures(sold, by=ngoc)
    at = f"/api/v1/campaigns/{sold.slug}/metrics"
    names = [each["name"] for each in client.get(at).get_json()["tables"]["comparison"]]
    assert "Chợ phiên trước" not in names
    actions.publish_figures(before, by=ngoc)
    names = [each["name"] for each in client.get(at).get_json()["tables"]["comparison"]]
    assert "Chợ phiên trước" in names


def test_a_number_of_a_table_leads_to_its_rows_and_the_column_to_its_meaning(client, sold, ngoc):
    sign_in_as(client, ngoc)
    at = f"/organizer/campaigns/{sold.slug}"
    page = client.get(at).get_data(as_text=True)
    for table in shown_tables(metrics_of(sold), [], at):
        for column in table.columns[1:]:
            meaning = column["href"].removeprefix("#")
            assert f'id="{meaning}"' in page if meaning else table.meanings, column["label"]
    rows = unescape(client.get(f"{at}/purchases?platform=youtube&kind=direct").get_data(as_text=True))
    assert "1 đơn được tính" in rows
    assert "Chỉ xem: YouTube · trực tiếp" in rows
    readings = unescape(client.get(f"{at}/readings?platform=tiktok").get_data(as_text=True))
    assert readings.count('data-label="Chỉ số"') == 6
    assert client.get(f"{at}/purchases?platform=x&broadcast=9x&route=y&kind=z").status_code == 200


def statements_of_the_page(client, campaign, queries):
    for _time in range(2):
        db.session.remove()
        queries.clear()
        assert client.get(f"/organizer/campaigns/{campaign}").status_code == 200
    return len(queries)


def test_the_results_page_asks_as_little_of_a_large_campaign_as_of_a_small_one(client, sold, pepper, ngoc, queries):
    sign_in_as(client, ngoc)
    slug = sold.slug
    few = statements_of_the_page(client, slug, queries)
    sold, ngoc = db.session.merge(sold), db.session.merge(ngoc)
    for number in range(6):
        more = a_broadcast(sold, ngoc, code=f"THEM{number}", platform=("tiktok", "facebook")[number % 2])
        reported(more, ngoc, views=100 + number)
        past_campaign(ngoc, f"Trước {number}", 30 + number, unique_viewers=900, orders_secured=3, value_secured=9)
        goods = on_sale(db.session.merge(pepper).product.booth, price=90_000, stock=20)
        buy(goods, voucher_code=f"THEM{number}", delivery=a_delivery(f"093100000{number}"))
    assert statements_of_the_page(client, slug, queries) <= few <= 15
