"""Orders bought inside TikTok Shop: one row for each number, by file and by API, never with a buyer."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.errors import ColumnTwice
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.errors import (
    BadOrderFile,
    ColumnsLacking,
    FiguresClosed,
    ImportOver,
    NoOrderNumbers,
)
from marketplace.domain.livestream.models import Campaign, OrderImport, PlatformOrder, PlatformShop
from marketplace.domain.livestream.queries import metrics_of, shop_orders_in, shop_orders_of
from marketplace.domain.livestream.rules.shop_orders import is_personal
from tests.domain.livestream.stage import a_broadcast
from tests.people import on_sale

ENGLISH = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "SKU ID", "Product Name", "Quantity",
    "SKU Subtotal After Discount", "Order Amount", "Order Refund Amount", "Created Time", "Paid Time", "Delivered Time",
    "Cancelled Time", "Buyer Username", "Recipient", "Phone #", "Province", "District", "Detail Address", "Fulfillment Type",
)  # fmt: skip
VIETNAMESE = (
    "Mã đơn hàng",
    "Trạng thái đơn hàng",
    "Tên sản phẩm",
    "Số lượng",
    "Số tiền đơn hàng",
    "Thời gian tạo",
    "Người nhận",
)
FIRST, SECOND = "576684019603311365", "576684019603311366"


@pytest.fixture
def broadcast(campaign, ngoc):
    begins = (clock.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    return a_broadcast(campaign, ngoc, starts=begins, hours=2)


def written(moment: datetime) -> str:
    return f"{clock.local(moment):%d/%m/%Y %H:%M:%S}"


def a_row(order_id=FIRST, status="Completed", *, at, **facts):
    usual = {
        "Order ID": order_id + "\t", "Order Status": status, "Product Name": "Tiêu Cùa", "Quantity": "2", "SKU ID": "17",
        "SKU Subtotal After Discount": "120.000 ₫", "Order Amount": "135.000 ₫", "Created Time": written(at),
        "Buyer Username": "lan_cam_lo", "Recipient": "Nguyễn Thị Lan", "Phone #": "(+84)912***678",
        "Detail Address": "12 Lê Duẩn", "Province": "Quảng Trị", "Fulfillment Type": "Fulfillment by seller",
    }  # fmt: skip
    return {**usual, **facts}


def a_file(*rows, header=ENGLISH, above=()):
    lines = [[each.get(name, "") for name in header] for each in rows]
    explained = [f"Platform unique {name.lower()}" for name in header]
    return write_csv([*above, *header] if not above else header, [explained, *lines])


def bring(data, ngoc, campaign=None, booth=None):
    kept = actions.read_orders("don-hang.csv", data, by=ngoc, campaign=campaign, booth=booth)
    return actions.take_in_orders(kept, by=ngoc)


def the_order(order_id=FIRST):
    db.session.expire_all()
    return db.session.get(PlatformOrder, ("tiktok", order_id))


def test_an_english_export_is_read_and_placed_in_its_broadcast(campaign, broadcast, ngoc):
    at = broadcast.starts_at + timedelta(minutes=20)
    counts = bring(a_file(a_row(at=at), a_row(SECOND, "To ship", at=at)), ngoc, campaign)
    assert counts == {"new": 2, "changed": 0, "same": 0, "foreign": 0}
    order = the_order()
    assert (order.state, order.value, order.broadcast_id, order.matched_by) == (
        "COMPLETED",
        135_000,
        broadcast.id,
        "time",
    )
    assert the_order(SECOND).state == "AWAITING_SHIPMENT"
    assert abs(order.placed_at - at) < timedelta(seconds=1)


def test_a_vietnamese_workbook_with_words_above_its_header_is_read(campaign, broadcast, ngoc):
    book = Workbook()
    book.active.append(["Báo cáo đơn hàng"])
    book.active.append([])
    book.active.append([*VIETNAMESE, *(f"Cột {n}" for n in range(50))])
    at = written(broadcast.starts_at + timedelta(minutes=1))
    book.active.append([FIRST, "Đã hoàn tất", "Tiêu Cùa", 1, 98_000, at, "Lan"])
    book.active.append([SECOND, "Đã hủy", "Tiêu Cùa", 1, "98.000₫", at, "Lan"])
    data = BytesIO()
    book.save(data)
    bring(data.getvalue(), ngoc, campaign)
    assert (the_order().state, the_order().value, the_order(SECOND).state) == ("COMPLETED", 98_000, "CANCELLED")


def test_an_order_of_several_goods_is_one_row_and_its_amount_counts_once(campaign, broadcast, ngoc):
    at = broadcast.starts_at
    bring(a_file(a_row(at=at), a_row(at=at, **{"Product Name": "Cao chè vằng", "SKU ID": "18"})), ngoc, campaign)
    assert db.session.query(PlatformOrder).count() == 1
    assert (the_order().value, the_order().raw["Product Name"]) == (135_000, ["Tiêu Cùa", "Cao chè vằng"])


def test_the_same_file_again_changes_nothing(campaign, broadcast, ngoc):
    data = a_file(a_row(at=broadcast.starts_at), a_row(SECOND, "Shipped", at=broadcast.starts_at))
    bring(data, ngoc, campaign)
    before = (the_order().booked_at, the_order().import_id, metrics_of(campaign).counts)
    assert bring(data, ngoc, campaign) == {"new": 0, "changed": 0, "same": 2, "foreign": 0}
    assert (the_order().booked_at, the_order().import_id, metrics_of(campaign).counts) == before


def test_a_later_file_moves_the_order_and_an_older_one_does_not_move_it_back(campaign, broadcast, ngoc):
    at = broadcast.starts_at
    shipped = a_file(a_row(status="Shipped", at=at))
    gone = a_row(
        status="Canceled",
        at=at,
        **{"Cancelled Time": written(at + timedelta(days=1)), "Cancelation/Return Type": "Cancel"},
    )
    bring(shipped, ngoc, campaign)
    assert metrics_of(campaign).shop_value == 135_000
    assert bring(a_file(gone), ngoc, campaign)["changed"] == 1
    assert bring(shipped, ngoc, campaign)["same"] == 1
    metrics = metrics_of(campaign)
    assert (the_order().state, metrics.shop_orders, metrics.shop_orders_cancelled, metrics.shop_value) == (
        "CANCELLED",
        1,
        1,
        0,
    )


def test_what_came_back_is_noted_and_never_becomes_less(campaign, broadcast, ngoc):
    at = broadcast.starts_at
    returned = a_row(at=at, **{"Cancelation/Return Type": "Return/Refund", "Order Refund Amount": "135.000 ₫"})
    bring(a_file(a_row(at=at)), ngoc, campaign)
    assert bring(a_file(returned), ngoc, campaign)["changed"] == 1
    assert bring(a_file(a_row(at=at)), ngoc, campaign)["same"] == 1
    assert (the_order().state, the_order().refunded, metrics_of(campaign).shop_refunded) == (
        "COMPLETED",
        135_000,
        135_000,
    )


def test_who_bought_is_kept_nowhere(campaign, broadcast, ngoc):
    bring(a_file(a_row(at=broadcast.starts_at)), ngoc, campaign)
    kept = db.session.query(OrderImport).one()
    everything = json.dumps([kept.rows, the_order().raw], ensure_ascii=False) + files.read(kept.file_key).decode(
        "utf-8-sig"
    )
    for private in ("Nguyễn Thị Lan", "lan_cam_lo", "912***678", "Lê Duẩn"):
        assert private not in everything
    assert set(kept.left_out) == {"Buyer Username", "Recipient", "Phone #", "District", "Detail Address"}
    assert the_order().raw["Fulfillment Type"] == "Fulfillment by seller", "columns that we do not know are kept"
    assert all(
        not is_personal(name) for name in next(csv.reader(StringIO(files.read(kept.file_key).decode("utf-8-sig"))))
    )


def test_an_order_outside_of_the_hours_is_shown_and_counted_nowhere(campaign, broadcast, ngoc):
    bring(a_file(a_row(at=broadcast.ends_at + timedelta(hours=5))), ngoc, campaign)
    assert metrics_of(campaign).shop_orders == 0
    seen = shop_orders_in(campaign)
    assert [(each.order.external_id, each.broadcast) for each in seen.rows] == [(FIRST, None)]
    assert (seen.total, seen.sums.shop_orders, seen.sums.shop_value) == (1, 0, 0)


def test_numbers_rounded_by_a_spreadsheet_are_told_and_not_taken(campaign, broadcast, ngoc):
    good, rounded = a_row(at=broadcast.starts_at), a_row("5.76684E+17", at=broadcast.starts_at)
    rounded["Order ID"] = "5.76684E+17"
    kept = actions.read_orders("a.csv", a_file(good, rounded), by=ngoc, campaign=campaign)
    faults = [each["faults"] for each in kept.rows]
    assert faults == [[], ["Order ID"]]
    assert actions.take_in_orders(kept, by=ngoc)["new"] == 1


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", write_csv(ENGLISH, []), write_csv(["Order ID"], [[FIRST]])])
def test_a_file_without_orders_is_refused(campaign, ngoc, data):
    with pytest.raises(BadOrderFile):
        actions.read_orders("a.csv", data, by=ngoc, campaign=campaign)


def test_a_preview_counts_once_and_not_for_closed_figures(campaign, broadcast, ngoc):
    data = a_file(a_row(at=broadcast.starts_at))
    kept = actions.read_orders("a.csv", data, by=ngoc, campaign=campaign)
    assert db.session.query(PlatformOrder).count() == 0
    actions.take_in_orders(kept, by=ngoc)
    with pytest.raises(ImportOver):
        actions.take_in_orders(kept, by=ngoc)
    waiting = actions.read_orders("b.csv", data, by=ngoc, campaign=campaign)
    with transaction():
        closed = db.session.get_one(Campaign, campaign.id)
        closed.state, closed.final_figures = "reviewed", {}
    with pytest.raises(FiguresClosed):
        actions.take_in_orders(waiting, by=ngoc)


def test_a_booths_file_changes_no_order_of_somebody_else(campaign, broadcast, ngoc, booth, minh):
    on_sale(booth)
    bring(a_file(a_row(at=broadcast.starts_at)), ngoc, campaign)
    theirs = a_file(
        a_row(status="Canceled", at=broadcast.starts_at, **{"Cancelled Time": written(clock.now())}),
        a_row(SECOND, at=clock.now()),
    )
    assert bring(theirs, minh, booth=booth) == {"new": 1, "changed": 0, "same": 0, "foreign": 1}
    assert (the_order().state, the_order().booth_id) == ("COMPLETED", None)
    assert [each.order.external_id for each in shop_orders_of(booth).rows] == [SECOND]


def test_a_booths_order_belongs_to_a_broadcast_only_where_it_takes_part(campaign, broadcast, ngoc, booth, minh):
    at = broadcast.starts_at + timedelta(minutes=3)
    bring(a_file(a_row(at=at)), minh, booth=booth)
    assert the_order().broadcast_id is None
    actions.add_to_line_up(broadcast, on_sale(booth).id, actions.LiveTerms(None), by=ngoc)
    bring(a_file(a_row(SECOND, at=at)), minh, booth=booth)
    assert the_order(SECOND).broadcast_id == broadcast.id


def test_ours_and_theirs_are_never_one_figure(campaign, broadcast, ngoc):
    bring(a_file(a_row(at=broadcast.starts_at)), ngoc, campaign)
    metrics = metrics_of(campaign)
    assert (metrics.shop_orders, metrics.shop_value) == (1, 135_000)
    assert (metrics.orders_placed, metrics.value_placed, metrics.platform_orders) == (0, 0, None)


# Columns that go by names we do not know.

STRANGE = ("Số đơn", "Bước", "Ngày giờ mua", "Khách trả", "Số lượng", "Liên hệ")


def strange_file(*ids, at):
    return write_csv(STRANGE, [[each, "Đã hoàn tất", written(at), "98.000", 1, "(+84)912***678"] for each in ids])


def fields_for(kept, **told):
    return [told.get(column["name"], column["field"]) for column in kept.columns]


TOLD = {"Số đơn": "external_id", "Bước": "state", "Ngày giờ mua": "placed_at", "Khách trả": "value"}


def test_columns_of_unknown_names_are_told_by_a_person_and_remembered(campaign, broadcast, ngoc, booth, minh):
    data = strange_file(FIRST, at=broadcast.starts_at)
    kept = actions.read_orders("la.csv", data, by=ngoc, campaign=campaign)
    assert (kept.rows, kept.left_out) == ([], ["Liên hệ"]), "telephones are left out whatever their column is called"
    assert [column["field"] for column in kept.columns] == ["", "", "", "", "quantity"]
    assert kept.columns[0]["samples"] == FIRST
    actions.map_order_columns(kept, fields_for(kept, **TOLD))
    assert actions.take_in_orders(kept, by=ngoc)["new"] == 1
    assert (the_order().value, the_order().state, the_order().broadcast_id) == (98_000, "COMPLETED", broadcast.id)
    assert kept.cells == [], "the table is kept no longer than it can be corrected"

    again = actions.read_orders("sau.csv", strange_file(SECOND, at=broadcast.starts_at), by=ngoc, campaign=campaign)
    assert [each["external_id"] for each in again.rows] == [SECOND]
    others = actions.read_orders("khac.csv", strange_file(SECOND, at=broadcast.starts_at), by=minh, booth=booth)
    assert others.rows == [], "what the organizers said is not said for a booth"


def test_a_guess_is_corrected(campaign, broadcast, ngoc):
    kept = actions.read_orders("a.csv", a_file(a_row(at=broadcast.starts_at)), by=ngoc, campaign=campaign)
    assert kept.rows[0]["value"] == 135_000
    told = fields_for(kept, **{"Order Amount": "", "SKU Subtotal After Discount": "value"})
    actions.map_order_columns(kept, told)
    assert kept.rows[0]["value"] == 120_000


@pytest.mark.parametrize(
    ("changed", "wrong", "field"),
    [
        ({"Số đơn": ""}, ColumnsLacking, ""),
        ({"Khách trả": ""}, ColumnsLacking, ""),
        ({"Khách trả": "state"}, ColumnTwice, "column-3"),
        ({"Số đơn": "product", "Bước": "external_id", "Số lượng": "state"}, NoOrderNumbers, "column-1"),
        ({"Số đơn": "made-up"}, ColumnsLacking, ""),
    ],
)
def test_columns_that_are_not_enough_are_refused(campaign, broadcast, ngoc, changed, wrong, field):
    kept = actions.read_orders("la.csv", strange_file(FIRST, at=broadcast.starts_at), by=ngoc, campaign=campaign)
    with pytest.raises(wrong) as refused:
        actions.map_order_columns(kept, fields_for(kept, **{**TOLD, **changed}))
    assert (refused.value.field or "") == field
    assert kept.rows == []


def test_columns_of_a_file_that_is_taken_in_are_told_no_more(campaign, broadcast, ngoc):
    kept = actions.read_orders("a.csv", a_file(a_row(at=broadcast.starts_at)), by=ngoc, campaign=campaign)
    actions.take_in_orders(kept, by=ngoc)
    with pytest.raises(ImportOver):
        actions.map_order_columns(kept, fields_for(kept))


def test_a_table_of_which_nothing_is_known_is_kept_nowhere(campaign, ngoc):
    with pytest.raises(BadOrderFile):
        actions.read_orders("a.csv", write_csv("abcdef", [["Lan", 1, 2, 3, 4, 5]]), by=ngoc, campaign=campaign)
    assert db.session.query(OrderImport).count() == 0


# By API, against our own emulator.


def told(order_id=FIRST, status="AWAITING_SHIPMENT", *, at, later=timedelta(0), total="350000"):
    return {
        "id": order_id, "status": status, "create_time": int(at.timestamp()), "update_time": int((at + later).timestamp()),
        "payment": {"total_amount": total, "currency": "VND"}, "recipient_address": {"name": "Lan", "phone_number": "09"},
        "line_items": [{"product_name": "Tiêu Cùa"}],
    }  # fmt: skip


def test_orders_that_changed_are_asked_for_page_by_page(platform, broadcast, ngoc):
    actions.connect_shops("code-1", by=ngoc)
    platform.page_size = 2
    ids = [str(576684019603311365 + n) for n in range(5)]
    platform.orders = {each: told(each, at=broadcast.starts_at) for each in ids}
    actions.sync_platform_figures()
    assert db.session.query(PlatformOrder).filter_by(source="api", broadcast_id=broadcast.id).count() == 5
    assert "Lan" not in json.dumps(the_order().raw)
    assert platform.asked.count("/order/202309/orders/search") == 3
    platform.orders[FIRST] = told(status="CANCELLED", at=broadcast.starts_at, later=timedelta(hours=9))
    platform.returns = [{
        "order_id": ids[1], "return_status": "RETURN_OR_REFUND_REQUEST_COMPLETE",
        "refund_amount": {"currency": "VND", "refund_total": "350000"},
    }, {"order_id": ids[2], "return_status": "RETURN_OR_REFUND_REQUEST_PENDING",
        "refund_amount": {"currency": "VND", "refund_total": "350000"}}]  # fmt: skip
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        actions.sync_platform_figures()
    assert (the_order().state, the_order(ids[1]).refunded, the_order(ids[2]).refunded) == ("CANCELLED", 350_000, 0)
    shop = db.session.query(PlatformShop).one()
    assert (shop.fault, shop.answered_at is not None) == ("", True)


def test_what_the_platform_says_itself_is_not_changed_by_a_file(platform, campaign, broadcast, ngoc):
    at = broadcast.starts_at
    bring(a_file(a_row(at=at)), ngoc, campaign)
    actions.connect_shops("code-1", by=ngoc)
    platform.orders = {FIRST: told(status="IN_TRANSIT", at=at)}
    actions.sync_platform_figures()
    assert (the_order().source, the_order().state, the_order().value) == ("api", "IN_TRANSIT", 350_000)
    assert bring(a_file(a_row(at=at, **{"Delivered Time": written(clock.now())})), ngoc, campaign)["same"] == 1
    assert the_order().state == "IN_TRANSIT"
