"""Who goes is forgotten, what the books need stays, and nobody goes too early."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from marketplace.core import clock, passwords
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.actions import begin_second_factor, save_address, sign_in
from marketplace.domain.accounts.errors import WrongPassword
from marketplace.domain.accounts.models import Person, SignIn
from marketplace.domain.booths.models import Membership
from marketplace.domain.carts.models import Cart
from marketplace.domain.complaints.actions import Complainant, close_complaint, complain
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.favourites.actions import follow_booth, wish_for
from marketplace.domain.livestream.models import PlatformAuthorization
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Purchase
from marketplace.domain.orders.rules import BOOTH, NOBODY, SYSTEM
from marketplace.domain.privacy import errors
from marketplace.domain.privacy.actions import download_data, erase_person
from marketplace.domain.privacy.invariants import INVARIANTS
from marketplace.domain.returns.actions import Wanted, ask_return
from tests.buying import a_delivery, buy, order_in
from tests.domain.reviews.stage import delivered, reviewed
from tests.people import DONG_HA, a_booth, a_person, on_sale

PASSWORD = "suong mu Lao Bao"
MARK = "Đàm Thị Dấu Vết"
STREET = "77 ngõ Dấu Vết"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))


def with_password(person: Person) -> Person:
    with transaction():
        person.password_hash = hash_password(PASSWORD)
    return person


@pytest.fixture
def dam(app) -> Person:
    """A shopper whose name and street stand nowhere else."""
    return with_password(a_person(MARK, email="dauvet@example.vn", phone="+84988777666"))


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=100)


def erase(person: Person) -> Person:
    erase_person(person, password=PASSWORD)
    return db.session.get_one(Person, person.id, populate_existing=True)


def her_delivery():
    return a_delivery("0988 777 666", recipient=MARK, address_line=STREET, email="dauvet@example.vn", note=MARK)


def completed(variant, by) -> Purchase:
    purchase = delivered(variant, by=by, delivery=her_delivery())
    for order in purchase.orders:
        move_order(order.id, "completed", who=SYSTEM, by=None)
    return purchase


def dump() -> dict[str, str]:
    """Every row of every table as text."""
    tables = db.metadata.sorted_tables
    return {table.name: repr(db.session.execute(table.select()).all()) for table in tables}


def test_no_table_tells_of_who_is_gone(dam, pepper, booth, ngoc):
    purchase = completed(pepper, dam)
    reviewed(pepper, by=dam)
    for order in db.session.query(Purchase).order_by(Purchase.id.desc()).first().orders:
        move_order(order.id, "completed", who=SYSTEM, by=None)
    save_address(dam, recipient=MARK, phone="0988777666", line=STREET, commune_code=DONG_HA)
    wish_for(pepper.product, by=dam)
    follow_booth(booth, by=dam)
    with transaction():
        db.session.add(Cart(key="k", person_id=dam.id, delivery={"recipient": MARK}, changed_at=clock.now()))
        db.session.add(SignIn(person_id=dam.id, token_hash="x", began_at=clock.now(), seen_at=clock.now()))
    assert any(MARK in rows for rows in dump().values())
    erase(dam)
    told = [name for name, rows in dump().items() for mark in (MARK, STREET, "dauvet@", "988777666") if mark in rows]
    assert told == []
    assert [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds] == []
    assert purchase.code in dump()["purchases"]


def test_the_books_keep_what_was_bought_where_and_for_how_much(dam, pepper):
    purchase = completed(pepper, dam)
    total, commune = purchase.grand_total, purchase.commune_code
    erase(dam)
    db.session.refresh(purchase)
    assert (purchase.grand_total, purchase.commune_code) == (total, commune)
    assert (purchase.recipient, purchase.phone, purchase.email, purchase.address_line) == (NOBODY, "", None, "")
    assert purchase.address_text.startswith("Phường Đông Hà")
    assert purchase.orders[0].lines[0].quantity == 1


def test_an_emptied_row_is_never_filled_again(dam):
    gone = erase(dam)
    assert (gone.state, gone.full_name, gone.email, gone.phone, gone.password_hash) == ("erased", *[None] * 4)
    assert gone.erased_at is not None
    with pytest.raises(DBAPIError), transaction():
        db.session.execute(update(Person).where(Person.id == dam.id).values(full_name="Lan"))


def test_the_address_is_free_for_a_new_account(dam):
    erase(dam)
    assert a_person(MARK, email="dauvet@example.vn", phone="+84988777666").id != dam.id


def test_a_wrong_password_erases_and_tells_nothing(dam):
    with pytest.raises(WrongPassword) as refused:
        erase_person(dam, password="khong phai")
    assert refused.value.field == "password"
    with pytest.raises(WrongPassword):
        download_data(dam, password="khong phai")
    assert dam.state == "active"


@pytest.mark.parametrize("state", ["placed", "accepted", "packed", "shipped", "delivered"])
def test_whoever_has_an_order_under_way_stays(dam, pepper, state):
    order = order_in(buy(pepper, by=dam))
    for step in ("accepted", "packed", "shipped", "delivered"):
        if order.state != state:
            move_order(order.id, step, who=BOOTH, by=None)
            db.session.refresh(order)
    with pytest.raises(errors.OrdersUnderWay, match=order.code):
        erase(dam)


def test_whoever_sends_goods_back_stays(dam, pepper):
    order = completed(pepper, dam).orders[0]
    ask_return(order, Wanted({order.lines[0].id: 1}, "wrong_information", "Không đúng như lời tả.", []), by=dam)
    with pytest.raises(errors.ReturnsUnderWay):
        erase(dam)


def test_whoever_complains_stays_until_the_answer(dam, booth, ngoc):
    who = Complainant(person=dam, phone="0988 777 666", key="once")
    complaint = complain(booth, reason="other", text="Gọi mãi không ai nghe máy cả.", who=who)
    with pytest.raises(errors.ComplaintsOpen, match=complaint.code):
        erase(dam)
    close_complaint(complaint, outcome="settled", text="Gian hàng đã gọi lại.", by=ngoc)
    erase(dam)
    kept = db.session.get_one(Complaint, complaint.id, populate_existing=True)
    assert (kept.email, kept.phone, kept.text) == (None, None, "Gọi mãi không ai nghe máy cả.")


def test_the_only_owner_of_an_open_booth_stays(minh, booth):
    with pytest.raises(errors.LastOwner, match=booth.name):
        erase(with_password(minh))


def test_one_owner_of_two_may_go(minh, booth):
    other = a_person()
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=other.id, role="owner", since=clock.now()))
    erase(with_password(minh))
    assert db.session.query(Membership).filter_by(person_id=minh.id).count() == 0


def test_who_set_out_to_connect_a_shop_and_has_a_second_factor_may_go(dam):
    here, _token = sign_in(login="dauvet@example.vn", password=PASSWORD)
    begin_second_factor(dam)
    with transaction():
        db.session.add(
            PlatformAuthorization(
                platform="tiktok", state_hash="x", sign_in_id=here.id, by_id=dam.id, began_at=clock.now(), shops=[]
            )
        )
    erase_person(dam, password=PASSWORD)
    assert (dam.state, db.session.query(PlatformAuthorization).count()) == ("erased", 0)


def test_a_booth_that_never_opened_tells_nothing_of_who_began_it(dam):
    draft = a_booth(dam, state="draft")
    erase(dam)
    db.session.refresh(draft)
    assert (draft.legal_name, draft.legal_address, draft.tax_code, draft.phone, draft.email) == ("", "", "", "", "")


def test_the_market_keeps_somebody_who_runs_it(admin):
    with pytest.raises(errors.LastAdmin):
        erase(with_password(admin))
    a_person(role="admin")
    assert erase(admin).state == "erased"


@pytest.mark.plants_a_fault
def test_a_name_left_on_an_order_is_seen(dam, pepper):
    completed(pepper, dam)
    erase(dam)
    with transaction():
        db.session.execute(update(Purchase).values(recipient=MARK))
    [finding] = [each for each in examine(INVARIANTS) if not each.holds]
    assert [kind for kind, _ in finding.offenders] == ["purchase"]


def test_the_file_holds_what_is_ones_own_and_nothing_of_others(dam, lan, pepper, booth):
    mine = completed(pepper, dam)
    others = delivered(pepper, by=lan)
    wish_for(pepper.product, by=dam)
    save_address(dam, recipient=MARK, phone="0988777666", line=STREET, commune_code=DONG_HA)
    data = download_data(dam, password=PASSWORD).data
    assert data["account"]["full_name"] == MARK
    assert [each["code"] for each in data["purchases"]] == [mine.code]
    assert data["purchases"][0]["orders"][0]["lines"][0]["quantity"] == 1
    assert [each["line"] for each in data["addresses"]] == [STREET]
    assert [each["product"] for each in data["wishes"]] == [pepper.product.name]
    assert others.code not in repr(data)
    assert lan.full_name not in repr(data)
    assert dam.password_hash not in repr(data)
