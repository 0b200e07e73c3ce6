"""Export files of platforms, as they really look, in Vietnamese and English."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.catalog.errors import ColumnTwice
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.errors import BadExport, ColumnsLacking, ImportOver, NoLives, NothingToTakeIn
from marketplace.domain.livestream.models import Reading, ReadingImport
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.livestream.rules.exports import Candidate, ExportRow, matches
from tests.domain.livestream.stage import a_broadcast, a_campaign

STARTED = datetime(2026, 7, 31, 14, 3, tzinfo=UTC)  # 21:03 in Viet Nam

TIKTOK_VI = [
    "Nhà sáng tạo", "Thời gian bắt đầu", "Thời lượng", "GMV LIVE (₫)", "Đơn hàng đã thanh toán",
    "Số món bán ra từ LIVE", "Số khách hàng độc nhất", "Giá trung bình", "CTOR", "Người xem", "Lượt xem",
    "Thời lượng xem trung bình", "Người theo dõi mới", "Lượt hiển thị sản phẩm", "Lượt nhấp Sản phẩm", "CTR",
]  # fmt: skip
TIKTOK_VI_ROW = [
    "quangtri.ocop", "2026/07/31/ 21:03", "2h 57min", "12.450.000₫", "83", "96", "80", "150.000₫", "12.5%", "1.310",
    "2.500", "1min 12s", "41", "8.900", "664", "7,46%",
]  # fmt: skip


@pytest.fixture
def campaign(ngoc):
    with clock.frozen(STARTED - timedelta(days=2)):
        return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, starts=STARTED - timedelta(minutes=3))


@pytest.fixture(autouse=True)
def afterwards():
    with clock.frozen(STARTED + timedelta(days=1)) as hands:
        yield hands


def figures() -> dict[str, int]:
    return {reading.metric: reading.value for reading in db.session.query(Reading).order_by(Reading.id)}


def brought(campaign, by, data, platform="tiktok"):
    return actions.read_export(campaign, platform, "export.xlsx", data, by=by)


def take_in(kept, by):
    proposed = {row.number: broadcast_id for row, broadcast_id in actions.matched_rows(kept)}
    return actions.take_in_export(kept, proposed, by=by)


@pytest.mark.parametrize("write", [lambda rows: write_xlsx("LIVE", *rows), lambda rows: write_csv(*rows)])
def test_a_vietnamese_tiktok_export_with_lines_above_its_header_is_read(campaign, broadcast, ngoc, write):
    above = [["Phân tích LIVE", *[""] * 15], ["2026-07-01 ~ 2026-07-31", *[""] * 15]]
    kept = brought(campaign, ngoc, write((above[0], [above[1], TIKTOK_VI, TIKTOK_VI_ROW])))
    ((row, found),) = actions.matched_rows(kept)
    assert (row.account, row.starts_at, row.duration, row.faults) == ("quangtri.ocop", STARTED, 10_620, ())
    assert found == broadcast.id
    assert take_in(kept, ngoc) == 7
    assert figures() == {
        "views": 2_500, "unique_viewers": 1_310, "avg_watch_seconds": 72, "new_followers": 41, "platform_clicks": 664,
        "platform_orders": 83, "platform_value": 12_450_000,
    }  # fmt: skip
    reading = db.session.query(Reading).first()
    assert (reading.source, reading.is_provisional) == ("file", True)
    assert reading.raw["CTR"] == "7,46%"
    assert reading.raw["Lượt hiển thị sản phẩm"] == "8.900"


def test_an_english_creator_export_is_read(campaign, broadcast, ngoc):
    header = [
        "Creator", "Start Time", "End Time", "Duration", "Attributed GMV", "Attributed items sold", "Views", "Viewers",
        "Avg. viewing duration", "Comments", "Shares", "Likes", "New followers", "Product clicks", "SKU orders",
    ]  # fmt: skip
    row = [
        "@quangtri.ocop", "2026-07-31 21:03:00", "2026-08-01 00:00:00", "02:57:00", "₫12,450,000", 96, 2500, 1310, 72.4,
        410, 22, 8_800, 41, 664, 83,
    ]  # fmt: skip
    assert take_in(brought(campaign, ngoc, write_xlsx("LIVE", header, [row])), ngoc) == 10
    assert figures()["views"] == 2_500
    assert figures()["avg_watch_seconds"] == 72
    assert figures()["platform_value"] == 12_450_000


def test_facebook_and_youtube_exports_are_read(campaign, ngoc):
    facebook = a_broadcast(campaign, ngoc, platform="facebook", starts=STARTED)
    youtube = a_broadcast(campaign, ngoc, platform="youtube", starts=STARTED)
    header = [
        "Video ID",
        "Tiêu đề",
        "Thời gian đăng",
        "Thời lượng (giây)",
        "Lượt xem",
        "Bình luận",
        "Lượt chia sẻ",
        "Cảm xúc",
    ]
    take_in(
        brought(
            campaign,
            ngoc,
            write_csv(header, [["61", "Chợ", "31/07/2026 21:10", 5400, "1.200", 80, 12, 300]]),
            "facebook",
        ),
        ngoc,
    )
    header = [
        "Content",
        "Video title",
        "Video publish time",
        "Duration",
        "Views",
        "Unique viewers",
        "Average view duration",
        "Likes",
    ]
    rows = [
        ["Total", "", "", "", 700, 400, "0:02:05", 33],
        ["dQw4", "Chợ", "2026-07-31 21:00", 5000, 700, 400, "0:02:05", 33],
    ]
    take_in(brought(campaign, ngoc, write_csv(header, rows), "youtube"), ngoc)
    by_broadcast = {each.broadcast.id: each for each in metrics_of(campaign).broadcasts}
    assert (by_broadcast[facebook.id].views, by_broadcast[facebook.id].likes) == (1_200, 300)
    assert (by_broadcast[youtube.id].views, by_broadcast[youtube.id].avg_watch_seconds) == (700, 125)
    assert youtube.external_id == "dQw4"


def test_importing_again_changes_nothing_and_later_figures_stand_beside_the_old_ones(
    campaign, broadcast, ngoc, afterwards
):
    assert take_in(brought(campaign, ngoc, write_csv(TIKTOK_VI, [TIKTOK_VI_ROW])), ngoc) == 7
    assert take_in(brought(campaign, ngoc, write_csv(TIKTOK_VI, [TIKTOK_VI_ROW])), ngoc) == 0
    afterwards.move(days=3)
    later = [*TIKTOK_VI_ROW[:10], "2.612", *TIKTOK_VI_ROW[11:]]
    assert take_in(brought(campaign, ngoc, write_csv(TIKTOK_VI, [later])), ngoc) == 1
    assert take_in(brought(campaign, ngoc, write_csv(TIKTOK_VI, [TIKTOK_VI_ROW])), ngoc) == 1
    assert db.session.query(Reading).count() == 9
    assert metrics_of(campaign).views == 2_500


def test_a_file_is_taken_in_once(campaign, broadcast, ngoc):
    kept = brought(campaign, ngoc, write_csv(TIKTOK_VI, [TIKTOK_VI_ROW]))
    take_in(kept, ngoc)
    with pytest.raises(ImportOver):
        take_in(kept, ngoc)
    with pytest.raises(ImportOver):
        actions.drop_export(kept, by=ngoc)


def test_rows_of_nobody_are_left_and_a_file_of_none_is_refused(campaign, ngoc):
    kept = brought(campaign, ngoc, write_csv(TIKTOK_VI, [TIKTOK_VI_ROW]))
    with pytest.raises(NothingToTakeIn):
        take_in(kept, ngoc)
    with pytest.raises(BadExport):
        brought(campaign, ngoc, write_csv(["Tên", "Giá"], [["Cà phê", 1000]]))


def test_a_cell_that_cannot_be_read_is_named_and_the_rest_is_kept(campaign, broadcast, ngoc):
    odd = [*TIKTOK_VI_ROW[:10], "rất nhiều", *TIKTOK_VI_ROW[11:]]
    kept = brought(campaign, ngoc, write_csv(TIKTOK_VI, [odd]))
    assert kept.rows[0]["faults"] == ["Lượt xem"]
    assert take_in(kept, ngoc) == 6


# Columns that go by names we do not know.

STRANGE = ("Ngày lên sóng", "Tổng người vào", "Đông nhất", "Tiền chốt", "Ghi chú")
TOLD = {
    "Ngày lên sóng": "starts_at", "Tổng người vào": "views", "Đông nhất": "peak_viewers",
    "Tiền chốt": "platform_value",
}  # fmt: skip


def strange_file(views="2.500", peak="312", value="12.450.000₫"):
    return write_csv(STRANGE, [["31/07/2026 21:03", views, peak, value, "mưa to"]])


def fields_for(kept, **told):
    return [told.get(column["name"], column["field"]) for column in kept.columns]


def test_columns_of_unknown_names_are_told_by_a_person_and_remembered(campaign, broadcast, ngoc):
    kept = brought(campaign, ngoc, strange_file())
    assert (kept.rows, [column["field"] for column in kept.columns]) == ([], [""] * 5)
    assert [column["samples"] for column in kept.columns][:2] == ["31/07/2026 21:03", "2.500"]
    assert db.session.query(Reading).count() == 0, "nothing counts before it was seen"
    actions.map_figure_columns(kept, fields_for(kept, **TOLD))
    assert [found for _row, found in actions.matched_rows(kept)] == [broadcast.id]
    assert take_in(kept, ngoc) == 3
    assert figures() == {"views": 2_500, "peak_viewers": 312, "platform_value": 12_450_000}
    assert db.session.query(Reading).first().raw["Ghi chú"] == "mưa to", "what nobody understands is kept"
    assert kept.cells == [], "the table is kept no longer than it can be corrected"

    again = brought(campaign, ngoc, strange_file())
    assert take_in(again, ngoc) == 0, "what a file said before is not recorded twice"
    later = brought(campaign, ngoc, strange_file(views="2.640"))
    assert take_in(later, ngoc) == 1
    assert metrics_of(campaign).views == 2_640


def test_what_was_said_of_one_platforms_file_is_not_said_of_anothers(campaign, broadcast, ngoc):
    kept = brought(campaign, ngoc, strange_file())
    actions.map_figure_columns(kept, fields_for(kept, **TOLD))
    take_in(kept, ngoc)
    assert brought(campaign, ngoc, strange_file(), "facebook").rows == []


def test_a_file_that_was_understood_wrongly_is_corrected_before_it_counts(campaign, broadcast, ngoc):
    kept = brought(campaign, ngoc, write_xlsx("LIVE", TIKTOK_VI, [TIKTOK_VI_ROW]))
    assert kept.rows[0]["figures"]["platform_orders"] == 83
    told = fields_for(
        kept,
        **{"Đơn hàng đã thanh toán": "", "Số món bán ra từ LIVE": "platform_orders", "Người theo dõi mới": "likes"},
    )
    actions.map_figure_columns(kept, told)
    take_in(kept, ngoc)
    assert (figures()["platform_orders"], figures()["likes"], "new_followers" in figures()) == (96, 41, False)


def test_a_moment_that_the_sheet_holds_as_a_moment_is_read_the_same_after_columns_are_told(campaign, broadcast, ngoc):
    header, cells = ["Khi nào", "Views"], [STARTED.replace(microsecond=500_000), 2_500]
    kept = brought(campaign, ngoc, write_xlsx("LIVE", header, [cells]))
    db.session.expire_all()
    actions.map_figure_columns(kept, ["starts_at", "views"])
    assert actions.matched_rows(kept)[0][0].starts_at == STARTED


@pytest.mark.parametrize(
    ("changed", "wrong", "field"),
    [
        ({"Ngày lên sóng": ""}, ColumnsLacking, ""),
        ({"Tổng người vào": "", "Đông nhất": "", "Tiền chốt": ""}, ColumnsLacking, ""),
        ({"Đông nhất": "views"}, ColumnTwice, "column-2"),
        ({"Ngày lên sóng": "made-up"}, ColumnsLacking, ""),
        ({"Ngày lên sóng": "account", "Ghi chú": "external_id", "Tổng người vào": "", "Đông nhất": "",
          "Tiền chốt": "views"}, NoLives, "column-4"),
    ],
)  # fmt: skip
def test_columns_that_are_not_enough_are_refused(campaign, broadcast, ngoc, changed, wrong, field):
    data = write_csv(STRANGE, [["31/07/2026 21:03", "2.500", "312", "chưa rõ", "mưa to"]])
    kept = brought(campaign, ngoc, data)
    with pytest.raises(wrong) as refused:
        actions.map_figure_columns(kept, fields_for(kept, **{**TOLD, **changed}))
    assert (refused.value.field or "") == field
    assert kept.rows == []


def test_columns_of_a_file_that_is_taken_in_or_put_away_are_told_no_more(campaign, broadcast, ngoc):
    taken, dropped = (brought(campaign, ngoc, write_xlsx("LIVE", TIKTOK_VI, [TIKTOK_VI_ROW])) for _twice in range(2))
    take_in(taken, ngoc)
    actions.drop_export(dropped, by=ngoc)
    for kept in (taken, dropped):
        assert kept.cells == []
        with pytest.raises(ImportOver):
            actions.map_figure_columns(kept, fields_for(kept))


def test_a_table_that_names_buyers_and_no_figure_is_kept_nowhere(campaign, ngoc):
    buyers = write_csv(["Khách", "Điện thoại", "Món"], [["Lan", "0912345678", "Tiêu"]])
    with pytest.raises(BadExport):
        brought(campaign, ngoc, buyers)
    assert db.session.query(ReadingImport).count() == 0


def candidate(id, minutes, host="lan", external_id=None):
    return Candidate(id, host, STARTED + timedelta(minutes=minutes), external_id)


def row(number, minutes=0, account="", external_id=""):
    return ExportRow(number, account, "", external_id, STARTED + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("rows", "candidates", "found"),
    [
        ([row(2)], [candidate(1, 30), candidate(2, 10)], {2: 2}),  # the nearest start
        ([row(2, account="Lân")], [candidate(1, 30, "LAN"), candidate(2, 10, "hoa")], {2: 1}),  # the named host
        ([row(2, external_id="77")], [candidate(1, 0), candidate(2, 900, external_id="77")], {2: 2}),  # the number
        ([row(2), row(3, 5)], [candidate(1, 4)], {3: 1}),  # one row for one broadcast, the closest
        ([row(2)], [candidate(1, 181)], {}),  # too far apart
    ],
)
def test_rows_find_their_broadcasts(rows, candidates, found):
    assert matches(rows, candidates) == found
