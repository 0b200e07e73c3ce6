"""Thirty bank statements and what becomes of each (THREATS T14)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.payments import actions
from marketplace.domain.payments.errors import AlreadySettled, NotForYou
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.models import BankLine
from marketplace.domain.payments.queries import refunds_by_hand
from marketplace.domain.payments.rules import codes_in
from marketplace.domain.stock.actions import receive
from tests.domain.payments.purchases import (
    a_purchase,
    attempt_of,
    cancel,
    issues,
    lapse,
    left_of,
    sell_out,
    states_of,
)

MINE, OTHER, ABSENT = "QT-7K3M9XQ2PD", "QT-ABCDEFGHJK", "QT-2222222222"


def take_in(content: str, amount: int = 150_000, *, feed_id: str = "1", **facts) -> str:
    values = {"account": "0123499999", "direction": "in", "reference": "FT1", "at": clock.now(), **facts}
    line = StatementLine(feed_id=feed_id, amount=amount, content=content, **values)
    return actions.take_in_bank_line("sepay", line)


READ = [
    ("the code alone", MINE, "matched"),
    ("without its dash, as banks send it", "QT7K3M9XQ2PD", "matched"),
    ("in small letters", "qt7k3m9xq2pd", "matched"),
    ("with spaces", "QT 7K3M9 XQ2PD", "matched"),
    ("with dots and dashes", "QT.7K3M9-XQ2PD", "matched"),
    ("with a bank's words before it", "MBVCB.1234567890.QT7K3M9XQ2PD.CT tu 0123 NGUYEN THI LAN", "matched"),
    ("with a bank's reference glued on", "QT7K3M9XQ2PDFT26327123456", "matched"),
    ("with a bank's reference glued before", "IBFTQT7K3M9XQ2PD", "matched"),
    ("with the number of one order behind it", "QT-7K3M9XQ2PD-1", "matched"),
    ("with Vietnamese marks around it", "Chuyển khoản đơn QT7K3M9XQ2PD ạ", "matched"),
    ("in full-width letters", "ＱＴ７Ｋ３Ｍ９ＸＱ２ＰＤ", "matched"),
    ("twice over", "QT7K3M9XQ2PD-QT7K3M9XQ2PD", "matched"),
    ("among letters that begin like a code", "QTQTQT7K3M9XQ2PD", "matched"),
    ("with an invisible mark in it", "QT7K3M9\u200bXQ2PD", "matched"),
    ("no code at all", "chuyen tien mua hang", "nameless"),
    ("nothing", "", "nameless"),
    ("a code of nobody", ABSENT, "nameless"),
    ("a letter missing", "QT7K3M9XQ2P", "nameless"),
    ("a letter wrong", "QT7K3M9XQ2PE", "nameless"),
    ("two codes of two purchases", "QT7K3M9XQ2PD QTABCDEFGHJK", "nameless"),
    ("one code of ours and one of nobody", "QT2222222222 QT7K3M9XQ2PD", "matched"),
]


@pytest.mark.parametrize(("content", "state"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_what_a_transfer_says_is_read_as_people_and_banks_write_it(app, content, state):
    purchase = a_purchase(method="vietqr", code=MINE)
    a_purchase(method="vietqr", code=OTHER)
    assert take_in(content) == state
    assert states_of(purchase) == (["placed"] if state == "matched" else ["awaiting_payment"])


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"amount": 149_999}, "short"),
        ({"amount": 1}, "short"),
        ({"amount": 150_001}, "over"),
        ({"amount": 300_000}, "over"),
        ({"direction": "out"}, "outgoing"),
        ({"account": "9999999999"}, "nameless"),
        ({"account": ""}, "nameless"),
    ],
)
def test_amount_account_and_direction_must_fit_as_well(app, facts, state):
    purchase = a_purchase(method="vietqr")
    assert take_in(purchase.code, **facts) == state
    assert states_of(purchase) == (["placed"] if state == "over" else ["awaiting_payment"])
    assert issues() == (["paid_too_much"] if state == "over" else [])


def test_46_the_same_line_again_changes_nothing(app):
    purchase = a_purchase(method="vietqr")
    assert [take_in(purchase.code) for _ in range(3)] == ["matched"] * 3
    assert len(db.session.scalars(select(BankLine)).all()) == 1


def test_46_two_parts_that_make_the_whole_pay_it(app):
    purchase = a_purchase(method="vietqr")
    assert take_in(purchase.code, 100_000, feed_id="1") == "short"
    assert take_in(purchase.code, 50_000, feed_id="2") == "matched"
    assert states_of(purchase) == ["placed"]
    assert [line.state for line in db.session.scalars(select(BankLine))] == ["matched", "matched"]


def test_46_a_second_whole_transfer_waits_to_be_paid_back(app):
    purchase = a_purchase(method="vietqr")
    take_in(purchase.code, feed_id="1")
    assert take_in(purchase.code, feed_id="2") == "double"
    assert states_of(purchase) == ["placed"]


def test_47_a_late_transfer_takes_the_goods_again_while_there_are_some(app):
    purchase = a_purchase(method="vietqr")
    assert actions.ask_before_lapse(purchase.id) is True
    lapse(purchase)
    assert take_in(purchase.code) == "matched"
    assert (states_of(purchase), left_of(purchase)) == (["placed"], [9])


def test_47_a_late_transfer_never_takes_goods_that_others_bought(app):
    purchase = a_purchase(method="vietqr")
    lapse(purchase)
    sell_out(purchase)
    assert take_in(purchase.code) == "late"
    assert (states_of(purchase), left_of(purchase)) == (["cancelled"], [0])


def test_47_a_transfer_for_what_the_shopper_cancelled_waits_at_the_desk(app):
    purchase = a_purchase(method="vietqr")
    cancel(purchase)
    assert take_in(purchase.code) == "late"
    assert (states_of(purchase), left_of(purchase)) == (["cancelled"], [10])


def test_a_purchase_with_a_part_of_its_money_does_not_lapse_by_itself(app):
    purchase = a_purchase(method="vietqr")
    take_in(purchase.code, 100_000)
    with clock.frozen(purchase.held_until + timedelta(minutes=1)):
        assert actions.ask_before_lapse(purchase.id) is False
        db.session.refresh(purchase)
        assert purchase.held_until > clock.now()


@pytest.mark.parametrize("method", ["cod", "card"])
def test_a_transfer_for_what_is_paid_otherwise_goes_to_the_desk(app, method):
    purchase = a_purchase(method=method)
    assert take_in(purchase.code) == "nameless"


def test_one_order_cancelled_before_the_transfer_lowers_what_is_asked_for(app):
    purchase = a_purchase(method="vietqr", totals=(100_000, 50_000))
    cancel(purchase, 1)
    assert attempt_of(purchase).amount == 100_000
    assert take_in(purchase.code, 100_000) == "matched"
    assert states_of(purchase) == ["placed", "cancelled"]
    assert list(refunds_by_hand()) == []


def test_a_late_line_is_matched_after_all_once_there_are_goods(app, ngoc):
    purchase = a_purchase(method="vietqr")
    lapse(purchase)
    sell_out(purchase)
    take_in(purchase.code)
    line = db.session.scalars(select(BankLine)).one()
    decide = {"by": ngoc, "decision": "Gian hàng vừa nhập thêm"}
    assert actions.attach_bank_line(line.id, purchase.code, **decide) == "late"
    receive(purchase.orders[0].lines[0].variant_id, 5, by_id=None)
    assert actions.attach_bank_line(line.id, purchase.code, **decide) == "matched"
    assert states_of(purchase) == ["placed"]
    with pytest.raises(AlreadySettled):
        actions.attach_bank_line(line.id, purchase.code, **decide)


def test_a_line_that_paid_its_purchase_and_more_stays_with_it(app, ngoc):
    purchase, other = a_purchase(method="vietqr"), a_purchase(method="vietqr")
    take_in(purchase.code, 170_000)
    line = db.session.scalars(select(BankLine)).one()
    with pytest.raises(AlreadySettled):
        actions.attach_bank_line(line.id, other.code, by=ngoc, decision="Người mua nói nhầm đơn")


def test_only_organizers_decide_about_bank_lines(app, lan):
    take_in("chuyen tien")
    line = db.session.scalars(select(BankLine)).one()
    for decide in (
        lambda: actions.dismiss_bank_line(line.id, by=lan, decision="Đã trả lại"),
        lambda: actions.attach_bank_line(line.id, MINE, by=lan, decision="Đã trả lại"),
    ):
        with pytest.raises(NotForYou):
            decide()


def test_of_an_endless_memo_only_the_beginning_is_read():
    assert codes_in(MINE) == [MINE]
    assert codes_in("x" * 100_000 + MINE) == []
