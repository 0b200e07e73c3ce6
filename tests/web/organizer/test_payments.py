from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.domain.payments import actions
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.models import BankLine, PaymentIssue, Refund
from marketplace.domain.returns.actions import accept_return, receive_return
from tests.domain.payments.purchases import a_purchase, cancel, states_of
from tests.domain.returns.stage import asked, delivered
from tests.people import on_sale, sign_in_as

DESK = "/organizer/payments"


def line_in(text: str, amount: int = 150_000, feed_id: str = "1") -> BankLine:
    actions.take_in_bank_line("sepay", StatementLine(feed_id, "0123499999", "in", amount, text, "FT1", clock.now()))
    return db.session.scalars(select(BankLine).filter_by(feed_id=feed_id)).one()


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))


def test_a_stranger_at_the_desk_is_asked_to_sign_in(client):
    answer = client.get(DESK)
    assert (answer.status_code, "/sign-in" in answer.location) == (302, True)


def test_the_desk_is_for_organizers(client, lan):
    sign_in_as(client, lan)
    assert client.get(DESK).status_code == 404
    assert client.post(f"{DESK}/lines/1/dismissal").status_code == 404


@pytest.mark.parametrize("part", ["lines", "refunds", "issues", "no-such-part"])
def test_an_empty_desk_says_that_all_is_well(desk, part):
    page = desk.get(f"{DESK}?part={part}")
    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_a_line_without_a_name_is_attached_to_its_purchase(desk):
    purchase = a_purchase(method="vietqr")
    line = line_in("chuyen tien mua hang")
    assert "chuyen tien mua hang" in desk.get(DESK).text
    form = {"code": purchase.code.lower(), "decision": "Người mua gửi ảnh biên lai"}
    assert desk.post(f"{DESK}/lines/{line.id}/attachment", data=form).status_code == 303
    assert states_of(purchase) == ["placed"]
    assert audited() == ["bank_line.attached"]


def test_a_code_that_names_nothing_stays_typed_beside_its_sentence(desk):
    line = line_in("chuyen tien")
    form = {"code": "QT-2222222222", "decision": "Người mua gửi ảnh biên lai"}
    answer = desk.post(f"{DESK}/lines/{line.id}/attachment", data=form)
    assert answer.status_code == 422
    assert "Không có đơn nào mang mã này" in answer.text
    assert "QT-2222222222" in answer.text
    assert "Người mua gửi ảnh biên lai" in answer.text
    assert audited() == []


@pytest.mark.parametrize("what", ["attachment", "dismissal"])
def test_no_decision_goes_without_a_reason(desk, what):
    purchase = a_purchase(method="vietqr")
    line = line_in("chuyen tien")
    answer = desk.post(f"{DESK}/lines/{line.id}/{what}", data={"code": purchase.code, "decision": " x "})
    assert answer.status_code == 422
    assert "Xin ghi rõ" in answer.text
    assert states_of(purchase) == ["awaiting_payment"]


def test_too_much_money_is_dismissed_together_with_what_was_asked_about_it(desk):
    purchase = a_purchase(method="vietqr")
    line = line_in(purchase.code, amount=170_000)
    assert states_of(purchase) == ["placed"]
    answer = desk.post(f"{DESK}/lines/{line.id}/dismissal", data={"decision": "Đã chuyển trả 20.000 đồng"})
    assert answer.status_code == 303
    assert db.session.get_one(BankLine, line.id, populate_existing=True).state == "settled"
    assert db.session.scalars(select(PaymentIssue.closed_at)).one() is not None
    again = desk.post(f"{DESK}/lines/{line.id}/dismissal", data={"decision": "Đã chuyển trả 20.000 đồng"})
    assert again.status_code == 422


def test_a_refund_by_hand_waits_until_somebody_says_how_it_was_paid(desk):
    purchase = a_purchase(method="vietqr")
    line_in(purchase.code)
    cancel(purchase)
    refund = db.session.scalars(select(Refund)).one()
    assert purchase.code in desk.get(f"{DESK}?part=refunds").text
    address = f"{DESK}/refunds/{refund.id}/settlement"
    assert desk.post(address, data={"decision": ""}).status_code == 422
    assert desk.post(address, data={"decision": "Chuyển khoản VCB, mã FT99"}).status_code == 303
    assert db.session.get_one(Refund, refund.id, populate_existing=True).state == "succeeded"
    assert "refund.paid_by_hand" in audited()


def test_why_money_goes_back_is_said_in_words(desk, minh, booth):
    row = asked(delivered({on_sale(booth): 2}, minh), 1)
    accept_return(row, by=minh)
    receive_return(row, by=minh)
    waiting = desk.get(f"{DESK}?part=refunds").text
    assert "Hàng đã trả lại" in waiting
    assert "</span> return<" not in waiting


def test_an_issue_is_closed_with_its_decision(desk):
    actions.open_issue("dispute", "dispute:dp_1", amount=150_000)
    issue = db.session.scalars(select(PaymentIssue)).one()
    assert "Chủ thẻ khiếu nại" in desk.get(f"{DESK}?part=issues").text
    address = f"{DESK}/issues/{issue.id}/closing"
    assert desk.post(address, data={"decision": "no"}).status_code == 422
    assert desk.post(address, data={"decision": "Đã gửi chứng từ giao hàng"}).status_code == 303
    assert "dispute:dp_1" not in desk.get(f"{DESK}?part=issues").text


@pytest.mark.parametrize("address", ["lines/9/dismissal", "refunds/9/settlement", "issues/9/closing"])
def test_what_is_not_there_is_not_found(desk, address):
    assert desk.post(f"{DESK}/{address}", data={"decision": "Đã xem kỹ rồi"}).status_code == 404
