"""What letters about returned goods promise: money only where it goes back, and the way it really goes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.payments.actions import settle_refund_by_hand
from marketplace.domain.payments.models import Refund
from marketplace.domain.returns import actions
from tests.buying import a_delivery
from tests.domain.returns.stage import asked, delivered
from tests.people import on_sale

LAN = "lan@example.vn"
NO = "Hàng đã được kiểm khi giao."


@pytest.fixture
def order(minh, booth):
    """Two jars, paid in cash at the door."""
    return delivered({on_sale(booth, price=120_000): 2}, minh, delivery=a_delivery(email=LAN))


def last_to(address: str) -> Letter:
    return db.session.scalars(select(Letter).where(Letter.to == address).order_by(Letter.id.desc()).limit(1)).one()


def test_a_letter_that_says_no_promises_no_money(order, minh):
    row = asked(order, 1)
    assert "120.000" in last_to(LAN).text
    actions.decline_return(row, by=minh, answer=NO)
    assert NO in last_to(LAN).text
    for body in (last_to(LAN).text, last_to(LAN).html):
        assert "120.000" not in body
        assert "Tiền hoàn lại" not in body


@pytest.mark.parametrize(("reason", "asks_organizers"), [("damaged", True), ("changed_mind", False)])
def test_the_organizers_are_named_only_to_those_whom_they_would_hear(order, minh, reason, asks_organizers):
    actions.decline_return(asked(order, 1, reason=reason), by=minh, answer=NO)
    assert ("ban tổ chức" in last_to(LAN).text) is asks_organizers


def test_who_paid_in_cash_is_told_who_will_ask_for_an_account(order, minh, ngoc):
    row = asked(order, 1)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    for body in (last_to(LAN).text, last_to(LAN).html):
        assert "hỏi tài khoản ngân hàng" in body
        assert "120.000" in body
    settle_refund_by_hand(db.session.scalars(select(Refund)).one().id, by=ngoc, decision="Chuyển khoản FT1")
    assert "vào tài khoản bạn cho biết" in last_to(LAN).text
