"""An owner takes everything of the booth away: one file, made by a worker, for a day, with no more of buyers than needed."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest

from marketplace.core import clock, files
from marketplace.core.audit import AuditEntry
from marketplace.core.db import Model, db
from marketplace.core.errors import TooMany
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.errors import WrongPassword
from marketplace.domain.booths.errors import BoothNotThere, NotYourPart
from marketplace.domain.booths.models import Membership
from marketplace.domain.catalog.actions import attach_illustration
from marketplace.domain.leaving.actions import ask_for_download, build_downloads, fetch_download
from marketplace.domain.leaving.errors import AlreadyAsked, DownloadNotThere
from marketplace.domain.leaving.models import BoothDownload
from marketplace.domain.leaving.queries import downloads_of, tables_of
from marketplace.domain.leaving.readme import README
from marketplace.domain.leaving.rules import KEPT_FOR, TRIED_AGAIN_AFTER
from marketplace.domain.orders.actions import move_order, write_note
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.reviews.actions import ask_question
from marketplace.domain.shipping.actions import fall_short, ship_order
from marketplace.domain.shipping.actions.issues import open_issue
from tests.buying import a_delivery, buy, order_in
from tests.domain.leaving.conftest import PASSWORD
from tests.domain.shipping.stage import booked, packed_order
from tests.people import a_person, on_sale

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


def ask(booth, by) -> None:
    ask_for_download(booth, by=by, password=PASSWORD)


def unpacked(booth) -> zipfile.ZipFile:
    (download, *_older) = downloads_of(booth)
    return zipfile.ZipFile(io.BytesIO(b"".join(files.stream(download.file_key))))


def rows_of(file, name) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read(f"{name}.csv").decode("utf-8-sig"))))


def test_the_file_holds_everything_and_explains_itself(booth, keyed):
    goods = on_sale(booth)
    attach_illustration(goods.product, svg=DRAWING, alt="Tiêu", by=keyed)
    order = order_in(buy(goods))
    ask_question(goods.product, by=a_person(), text="Có cay không?")
    ask(booth, keyed)
    assert build_downloads() == 1
    file = unpacked(booth)
    assert {"README.txt", "booth.json", "products.csv", "orders.csv", "stock_movements.csv", "papers.csv", "reviews.csv",
            "offers.csv", "campaigns.csv"} <= set(file.namelist())  # fmt: skip
    assert "DATA OF THE BOOTH" in file.read("README.txt").decode()
    assert json.loads(file.read("booth.json"))["legal_name"] == booth.legal_name
    assert [row["slug"] for row in rows_of(file, "products")] == [goods.product.slug]
    assert [row["code"] for row in rows_of(file, "orders")] == [order.code]
    assert rows_of(file, "order_lines")[0]["sku"] == goods.sku
    assert rows_of(file, "questions")[0]["text"] == "Có cay không?"
    assert file.read(f"photos/{goods.product.slug}-0.svg") or file.read(f"photos/{goods.product.slug}-1.svg")


# Tables of booths that are no file of the download, and why.
LEFT_OUT = {
    # Whom the booth let in is about people; what they did stands in the desk.
    "memberships", "helper_grants", "helper_acts", "followed_booths", "audit_entries", "visit_marks",
    # Secrets, and what connects accounts elsewhere.
    "carrier_connections", "carrier_notices", "chosen_spots", "platform_authorizations", "platform_shops",
    # The organizers' own work, and what people told them in confidence.
    "checklist_marks", "complaints", "booth_steps", "ledger_withholdings", "line_up_items", "order_imports",
    "platform_orders", "tracking_links",
    # Settings of the desk and work that passes.
    "booth_downloads", "import_archives", "import_columns", "import_sheets", "notice_choices", "page_notices",
    "product_schedules", "stock_watches", "holidays", "pickup_points", "shipping_policies",
    # Counts of days, exported where the figures are shown.
    "day_scans", "day_visits", "printed_codes",
    # Told already by other files: sums, parts and earlier texts of what is in them.
    "ledger_charges", "ledger_terms", "ledger_totals", "product_changes", "product_steps",
    "proposals", "ratings", "search_documents",
}  # fmt: skip
# Tables whose file is called something else.
FILES = {
    "invitations": "campaigns", "ledger_entries": "earnings", "ledger_lines": "earnings",
    "order_returns": "returns", "order_short_lines": "shortfalls", "order_shortfalls": "shortfalls",
    "stock_levels": "variants", "photos": "products",
}  # fmt: skip


def test_every_table_of_booths_is_a_file_or_left_out_for_a_reason(booth):
    files_there = {table.name for table in tables_of(booth)}
    of_booths = {name for name, table in Model.metadata.tables.items() if "booth_id" in table.c}
    missing = {name for name in of_booths - LEFT_OUT if FILES.get(name, name) not in files_there}
    assert (missing, LEFT_OUT - of_booths) == (set(), set())
    assert [name for name in files_there if f"{name}.csv" not in README] == []


def test_what_a_carrier_was_asked_and_answered_goes_with_the_booth(shop, keyed):
    order = packed_order(shop, keyed)
    booking = booked(order, keyed)
    open_issue(booking, "unknown_status", about="=exception")
    ask(shop, keyed)
    build_downloads()
    (row,) = rows_of(unpacked(shop), "bookings")
    assert (row["order"], row["code"], row["state"], row["collect"]) == (
        order.code,
        booking.code,
        "booked",
        str(booking.collect),
    )
    (issue,) = rows_of(unpacked(shop), "carrier_issues")
    assert (issue["booking"], issue["kind"], issue["about"]) == (booking.client_code, "unknown_status", "'=exception")


def test_what_went_in_which_parcel_goes_with_the_booth(booth, keyed):
    order = order_in(buy({on_sale(booth, name="Tiêu"): 2, on_sale(booth, name="Mắm"): 1}))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=None)
    first, second = order.lines
    ship_order(order, by=keyed, carrier="GHN", units={first.id: 1})
    ship_order(order, by=keyed, carrier="GHN", seen=1)
    ask(booth, keyed)
    build_downloads()
    file = unpacked(booth)
    parcels = [row["id"] for row in rows_of(file, "parcels")]
    assert [(row["parcel"], row["sku"], row["quantity"]) for row in rows_of(file, "parcel_lines")] == [
        (parcels[0], first.sku, "1"), (parcels[1], first.sku, "1"), (parcels[1], second.sku, "1")
    ]  # fmt: skip


def test_notes_shortfalls_and_money_go_with_the_booth(booth, keyed):
    order = order_in(buy({on_sale(booth, price=100_000): 2}))
    write_note(order, "Gọi trước khi giao", by=keyed)
    fall_short(order, {order.lines[0].id: 1}, by=keyed, reason="Hết hàng", seen=0)
    for state in ("accepted", "packed", "shipped", "delivered"):
        move_order(order.id, state, who=BOOTH, by=None)
    ask(booth, keyed)
    build_downloads()
    file = unpacked(booth)
    assert rows_of(file, "order_notes")[0]["text"] == "Gọi trước khi giao"
    assert (rows_of(file, "shortfalls")[0]["quantity"], rows_of(file, "shortfalls")[0]["reason"]) == ("1", "Hết hàng")
    assert {row["order"] for row in rows_of(file, "earnings")} == {order.code}


def test_nothing_of_another_booth_is_in_it(booth, keyed, rival_booth):
    theirs = on_sale(rival_booth, name="Trà vằng của Hoa")
    buy(theirs)
    ask_question(theirs.product, by=a_person(), text="Câu hỏi cho Hoa")
    on_sale(booth)
    ask(booth, keyed)
    build_downloads()
    file = unpacked(booth)
    whole = b"".join(file.read(name) for name in file.namelist()).decode("utf-8", "replace")
    for word in ("Trà vằng của Hoa", "Câu hỏi cho Hoa", theirs.sku, rival_booth.name):
        assert word not in whole


def test_buyers_are_named_only_while_there_is_something_to_deliver(booth, keyed):
    goods = on_sale(booth)
    open_order = order_in(buy(goods, delivery=a_delivery("0912345671", recipient="Đang Chờ")))
    done = order_in(buy(goods, delivery=a_delivery("0912345672", recipient="Đã Xong")))
    for state in ("accepted", "packed", "shipped", "delivered"):
        move_order(done.id, state, who=BOOTH, by=None)
    buy(goods, payment_method="vietqr", delivery=a_delivery("0912345673", recipient="Chưa Trả"))
    ask(booth, keyed)
    build_downloads()
    told = {row["code"]: (row["recipient"], row["phone"]) for row in rows_of(unpacked(booth), "orders")}
    assert told[open_order.code] == ("Đang Chờ", "+84912345671") or told[open_order.code][0] == "Đang Chờ"
    assert told[done.code] == ("", "")
    assert "Chưa Trả" not in str(told)


def test_no_text_is_a_formula(booth, keyed):
    ask_question(on_sale(booth).product, by=a_person(), text="=HYPERLINK(1)")
    ask(booth, keyed)
    build_downloads()
    assert rows_of(unpacked(booth), "questions")[0]["text"].startswith("'=")


def test_only_the_owner_asks_and_only_with_the_password(booth, keyed, lan, hoa):
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=lan.id, role="manager", since=clock.now()))
    with pytest.raises(WrongPassword):
        ask_for_download(booth, by=keyed, password="sai")
    with pytest.raises(NotYourPart):
        ask(booth, lan)
    with pytest.raises(BoothNotThere):
        ask(booth, hoa)
    assert downloads_of(booth) == []


def test_one_is_made_at_a_time_and_three_a_day(booth, keyed, hands):
    ask(booth, keyed)
    with pytest.raises(AlreadyAsked):
        ask(booth, keyed)
    build_downloads()
    hands.move(minutes=20)
    ask(booth, keyed)
    build_downloads()
    hands.move(minutes=20)
    with pytest.raises(TooMany):
        ask(booth, keyed)


def test_the_link_lives_for_a_day_and_each_fetch_is_noted(booth, keyed, rival_booth, hoa, hands):
    ask(booth, keyed)
    build_downloads()
    (download,) = downloads_of(booth)
    key = download.file_key
    assert fetch_download(booth, download.id, by=keyed).key == key
    noted = db.session.query(AuditEntry).filter_by(action="booth.download_fetched").one()
    assert (noted.person_id, noted.booth_id) == (keyed.id, booth.id)
    with pytest.raises(DownloadNotThere):
        fetch_download(rival_booth, download.id, by=hoa)
    hands.move_to(clock.now() + KEPT_FOR + timedelta(seconds=1))
    with pytest.raises(DownloadNotThere):
        fetch_download(booth, download.id, by=keyed)
    build_downloads()
    assert db.session.get(BoothDownload, download.id, populate_existing=True).state == "dropped"
    with pytest.raises(FileNotFoundError):
        files.read(key)


def test_what_a_worker_left_half_done_is_made_by_another(booth, keyed, hands):
    ask(booth, keyed)
    with transaction():
        db.session.query(BoothDownload).update({"begun_at": clock.now()})
    assert build_downloads() == 0, "somebody makes it"
    hands.move_to(clock.now() + TRIED_AGAIN_AFTER + timedelta(seconds=1))
    assert build_downloads() == 1
    assert downloads_of(booth)[0].state == "ready"
