"""Lists are taken in by a worker, part by part: whatever happens on the way, no product twice and none lost."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from config import ROOT
from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.core.transactions import transaction
from marketplace.domain.booths import actions as booths
from marketplace.domain.booths.errors import NotYourPart
from marketplace.domain.booths.models import Membership
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.actions import taking_in
from marketplace.domain.catalog.models import ImportSheet, Product, Variant
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts
from tests.domain.payments.test_at_once import at_once
from tests.people import a_person, on_sale

HEADER = ["Tên sản phẩm", "Quy cách", "Nhóm hàng", "ĐVT", "Giá bán", "Khối lượng tịnh", "Mã hàng"]
MOST_MEMORY = 400 * 1024 * 1024


@pytest.fixture(autouse=True)
def shelves(app):
    actions.load_categories()


def bring(booth, by, rows, header=HEADER):
    return actions.read_import(booth, by=by, file_name="bang.csv", data=write_csv(header, rows))


def rows_of(count, first=0):
    return [[f"Món {n}", "", "Cà phê", "gói", 90_000, "500 g", f"M{n}"] for n in range(first, first + count)]


def asked(booth, by, rows):
    sheet = bring(booth, by, rows)
    actions.ask_to_take_in(sheet, by=by)
    return sheet


def names_of(booth):
    return Counter(db.session.scalars(select(Product.name).where(Product.booth_id == booth.id)))


def work_in_another_process(market_config, *words):
    db.session.rollback()
    command = [sys.executable, "-m", "tests.domain.catalog.list_worker", market_config.DATABASE_URL,
               market_config.DATA_FOLDER, *words]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_asking_makes_nothing_yet_and_the_worker_makes_all(booth, minh):
    sheet = asked(booth, minh, rows_of(3))
    assert (sheet.state, sheet.wanted_count, sheet.done_count) == ("taking_in", 3, 0)
    assert names_of(booth) == {}
    actions.take_in_asked_imports()
    assert (sheet.state, sheet.made_count, sheet.done_count) == ("taken_in", 3, 3)
    assert names_of(booth) == {"Món 0": 1, "Món 1": 1, "Món 2": 1}


def test_asking_again_and_working_again_changes_nothing(booth, minh):
    sheet = asked(booth, minh, rows_of(3))
    actions.ask_to_take_in(sheet, by=minh)
    actions.take_in_asked_imports()
    actions.ask_to_take_in(sheet, by=minh)
    actions.take_in_asked_imports()
    assert (sheet.state, names_of(booth).total()) == ("taken_in", 3)


def test_killed_in_the_middle_and_run_again_no_product_twice_and_none_lost(booth, minh, market_config, dirty_tables):
    dirty_tables |= {"products", "variants", "product_steps", "audit_entries", "outbox_events"}
    sheet = asked(booth, minh, rows_of(250))
    killed = work_in_another_process(market_config, "1")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    db.session.refresh(sheet)
    assert (sheet.state, sheet.done_count, names_of(booth).total()) == ("taking_in", 100, 100)
    actions.take_in_asked_imports()
    assert names_of(booth).total() == 100, "the list is still held for the worker that died"
    db.session.rollback()
    with clock.frozen(clock.now() + taking_in.HELD + timedelta(seconds=1)):
        actions.take_in_asked_imports()
    assert (sheet.state, sheet.made_count, sheet.done_count) == ("taken_in", 250, 250)
    assert names_of(booth) == {f"Món {n}": 1 for n in range(250)}
    assert db.session.scalar(select(func.count(Variant.id)).where(Variant.booth_id == booth.id)) == 250


def test_a_list_that_is_stopped_keeps_what_is_in_and_the_rest_may_follow(booth, minh, monkeypatch):
    monkeypatch.setattr(taking_in, "ROWS_AT_ONCE", 1)
    sheet = asked(booth, minh, rows_of(3))
    stop_after(monkeypatch, 1, sheet, minh)
    actions.take_in_asked_imports()
    assert (sheet.state, sheet.halted, sheet.done_count, names_of(booth)) == ("preview", "", 1, {"Món 0": 1})
    monkeypatch.undo()
    actions.ask_to_take_in(sheet, by=minh)
    actions.take_in_asked_imports()
    assert (sheet.state, names_of(booth)) == ("taken_in", {f"Món {n}": 1 for n in range(3)})
    with pytest.raises(errors.SheetIsDone):
        actions.stop_taking_in(sheet, by=minh)


def test_only_who_may_change_products_stops_a_list(booth, minh):
    sheet = asked(booth, minh, rows_of(1))
    packer = a_person()
    booths.add_member(booth, by=minh, login=packer.email, role="packer")
    with pytest.raises(NotYourPart):
        actions.stop_taking_in(sheet, by=packer)
    assert sheet.state == "taking_in"


def stop_after(monkeypatch, parts, sheet, by):
    """Let somebody press the button once the worker has finished so many parts."""
    real, taken = taking_in._take_asked_part, []

    def take(*args):
        answer = real(*args)
        taken.append(answer)
        if len(taken) == parts:
            actions.stop_taking_in(sheet, by=by)
        return answer

    monkeypatch.setattr(taking_in, "_take_asked_part", take)


def test_a_product_that_was_renamed_while_the_list_rested_is_not_made_again(booth, minh, monkeypatch):
    monkeypatch.setattr(taking_in, "ROWS_AT_ONCE", 1)
    sheet = asked(booth, minh, rows_of(3))
    break_after(monkeypatch, 1)
    actions.take_in_asked_imports()
    monkeypatch.undo()
    (product,) = db.session.scalars(select(Product).where(Product.booth_id == booth.id))
    actions.update_product(
        product, by=minh, facts=ProductFacts(name="Tên khác", category_id=product.category_id, unit="gói")
    )
    with clock.frozen(clock.now() + taking_in.HELD * 2):
        actions.take_in_asked_imports()
    assert sheet.state == "taken_in"
    assert names_of(booth) == {"Tên khác": 1, "Món 1": 1, "Món 2": 1}


def test_the_database_itself_refuses_a_second_product_of_a_row(booth, minh):
    asked(booth, minh, rows_of(1))
    actions.take_in_asked_imports()
    (made,) = db.session.scalars(select(Product).where(Product.booth_id == booth.id))
    twin = {column.key: getattr(made, column.key) for column in Product.__table__.columns if column.key != "id"}
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Product(**twin | {"slug": "khac"}))


def test_two_workers_at_once_make_each_product_once(app, booth, minh):
    sheet_id, booth_id = asked(booth, minh, rows_of(120)).id, booth.id
    assert at_once(app, 3, lambda _: taking_in._take_round(sheet_id)) in (
        [True, True, True], [True, True, False], [True, False, True], [False, True, True], [True, False, False],
        [False, True, False], [False, False, True],
    )  # fmt: skip
    found = select(Product.name).where(Product.booth_id == booth_id)
    assert Counter(db.session.scalars(found)) == {f"Món {n}": 1 for n in range(120)}


def test_what_was_made_by_hand_meanwhile_is_left_alone_and_the_rest_is_made(booth, minh, monkeypatch):
    sheet = asked(booth, minh, rows_of(3))
    make, calls = taking_in._is_taken, []

    def somebody_is_quicker(*args):
        if not calls:
            calls.append(1)
            facts = ProductFacts(name="Món 1", category_id=queries.leaf_categories()[0].id, unit="hộp")
            actions.create_product(booth, by=minh, facts=facts, variants=[VariantFacts(price=5_000, weight_g=10)])
        return make(*args)

    monkeypatch.setattr(taking_in, "_is_taken", somebody_is_quicker)
    actions.take_in_asked_imports()
    assert (sheet.state, sheet.made_count) == ("taken_in", 2)
    assert names_of(booth) == {"Món 0": 1, "Món 1": 1, "Món 2": 1}


def test_a_list_that_no_longer_fits_comes_back_with_its_cells_and_goes_on_when_mended(booth, minh):
    twins = [
        ["Tiêu", "250 g", "Cà phê", "gói", 75_000, "250 g", "T1"],
        ["Tiêu", "500 g", "", "", 140_000, "500 g", "T2"],
    ]
    sheet = asked(booth, minh, [*rows_of(1), *twins])
    variant = on_sale(booth, name="Món khác")
    actions.update_variant(variant, by=minh, facts=VariantFacts(price=5_000, weight_g=10, sku="T1"))
    actions.take_in_asked_imports()
    assert (sheet.state, sheet.halted, sheet.made_count) == ("preview", "problems", 0)
    (row,) = actions.checked_import(sheet).wrong_rows
    assert set(row.problems) == {"category", "unit"}
    actions.update_import_cells(sheet, by=minh, cells={(2, "category"): "Cà phê", (2, "unit"): "gói"})
    actions.ask_to_take_in(sheet, by=minh)
    actions.take_in_asked_imports()
    assert (sheet.state, sheet.halted, sheet.made_count) == ("taken_in", "", 2)


def test_a_list_that_fails_again_and_again_is_given_back_and_does_not_hold_up_others(
    booth, rival_booth, minh, hoa, monkeypatch
):
    bad, good = asked(booth, minh, rows_of(2)), asked(rival_booth, hoa, rows_of(2))
    make = taking_in._make

    def fails_for_one(sheet, *rest):
        if sheet.id == bad.id:
            raise OSError("the disk is full")
        return make(sheet, *rest)

    monkeypatch.setattr(taking_in, "_make", fails_for_one)
    moment = clock.now()
    for turn in range(taking_in.MOST_TRIES + 1):
        with clock.frozen(moment + turn * taking_in.HELD * 2):
            actions.take_in_asked_imports()
        assert good.state == "taken_in"
    assert (bad.state, bad.halted, names_of(booth).total()) == ("preview", "failed", 0)


def test_who_may_no_longer_edit_gets_nothing_taken_in(booth, minh):
    helper = a_person("Tú", email="tu@example.vn")
    booths.add_member(booth, by=minh, login=helper.email, role="manager")
    sheet = asked(booth, helper, rows_of(2))
    membership = db.session.query(Membership).filter_by(booth_id=booth.id, person_id=helper.id).one()
    booths.remove_member(booth, by=minh, membership_id=membership.id)
    actions.take_in_asked_imports()
    assert (sheet.state, sheet.halted, names_of(booth).total()) == ("preview", "refused", 0)


def test_while_it_is_taken_in_a_list_cannot_be_changed_or_dropped(booth, minh):
    sheet = asked(booth, minh, rows_of(2))
    with pytest.raises(errors.SheetIsBusy):
        actions.update_import_cells(sheet, by=minh, cells={(0, "price"): "1"})
    with pytest.raises(errors.SheetIsBusy):
        actions.drop_import(sheet, by=minh)


def test_changed_rows_are_changed_once_also_when_the_list_goes_on_later(booth, minh, monkeypatch):
    monkeypatch.setattr(taking_in, "ROWS_AT_ONCE", 1)
    jars = [on_sale(booth, name=f"Hũ {n}", price=50_000) for n in range(3)]
    sheet = bring(booth, minh, [[jar.sku, "", 60_000] for jar in jars], ["Mã hàng", "Tên", "Giá bán"])
    actions.ask_to_take_in(sheet, by=minh)
    break_after(monkeypatch, 2)
    actions.take_in_asked_imports()
    monkeypatch.undo()
    actions.update_variant(jars[0], by=minh, facts=VariantFacts(price=70_000, weight_g=10))
    with clock.frozen(clock.now() + taking_in.HELD * 2):
        actions.take_in_asked_imports()
    for jar in jars:
        db.session.refresh(jar)
    assert (sheet.state, sheet.changed_count) == ("taken_in", 3)
    assert [jar.price for jar in jars] == [70_000, 60_000, 60_000]


def test_five_thousand_rows_come_in_within_four_hundred_megabytes(booth, minh, market_config, dirty_tables):
    dirty_tables |= {"products", "variants", "product_steps", "audit_entries", "outbox_events"}
    sheet = asked(booth, minh, rows_of(5_000))
    done = work_in_another_process(market_config)
    assert done.returncode == 0, done.stderr
    db.session.refresh(sheet)
    assert (sheet.state, sheet.made_count, sheet.done_count) == ("taken_in", 5_000, 5_000)
    assert int(done.stdout) <= MOST_MEMORY


def break_after(monkeypatch, parts):
    """Have the worker meet a fault after so many parts."""
    take, calls = taking_in._take_part, iter(range(parts, -1, -1))

    def take_or_break(*args):
        if not next(calls):
            raise OSError("the machine goes down")
        return take(*args)

    monkeypatch.setattr(taking_in, "_take_part", take_or_break)


def test_the_list_of_lists_does_not_read_their_rows(booth, minh, queries):
    bring(booth, minh, rows_of(2))
    db.session.expire_all()
    queries.clear()
    (sheet,) = db.session.scalars(select(ImportSheet).where(ImportSheet.booth_id == booth.id))
    assert sheet.row_count == 2
    assert "rows" not in sheet.__dict__
