from __future__ import annotations

import dataclasses
import re

import pytest

from marketplace.core import clock
from marketplace.core.clock import format_moment
from marketplace.core.secret_links import secret_for
from marketplace.domain.payments import actions
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.vietqr import parse_payload
from tests.domain.payments.conftest import cards
from tests.domain.payments.purchases import a_purchase, attempt_of, cancel, lapse, states_of
from tests.people import sign_in_as

__all__ = ["cards"]


@pytest.fixture
def open_page(client):
    """The payment page as its buyer sees it, by the link of the letter."""

    def get(purchase, tail="", **query):
        query = {"s": secret_for("purchase", purchase.code), **query}
        return client.get(f"/orders/{purchase.code}/payment{tail}", query_string=query)

    return get


def transfer(purchase, amount: int, feed_id: str = "1") -> str:
    line = StatementLine(feed_id, "0123499999", "in", amount, purchase.code, "", clock.now())
    return actions.take_in_bank_line("sepay", line)


def test_the_transfer_page_shows_all_that_a_banking_app_asks_for(app, open_page):
    purchase = a_purchase(method="vietqr")
    page = open_page(purchase).text
    for text in ("Vietcombank", "0123499999", "DOAN TINH QUANG TRI", "150.000", purchase.code.replace("-", "")):
        assert text in page
    assert 'data-copy="150000"' in page
    assert format_moment(purchase.held_until) in page


def test_the_code_that_is_drawn_pays_this_purchase(app):
    purchase = a_purchase(method="vietqr")
    payload = actions.standing_of(purchase).transfer.payload
    found = parse_payload(payload)
    assert (found.amount, found.account, found.purpose) == (150_000, "0123499999", purchase.code.replace("-", ""))


def test_after_a_part_has_come_the_page_asks_for_the_rest(app, open_page):
    purchase = a_purchase(method="vietqr")
    transfer(purchase, 100_000)
    page = open_page(purchase).text
    assert "Còn thiếu một phần" in page
    assert 'data-copy="50000"' in page
    assert parse_payload(actions.standing_of(purchase).transfer.payload).amount == 50_000


def test_the_page_says_so_once_the_money_is_there(app, open_page):
    purchase = a_purchase(method="vietqr")
    transfer(purchase, 150_000)
    page = open_page(purchase).text
    assert "Thanh toán xong" in page
    assert "data-poll-stop" in page


@pytest.mark.parametrize("end", [lapse, cancel])
def test_a_purchase_that_is_over_asks_for_nothing(app, open_page, end):
    purchase = a_purchase(method="vietqr")
    end(purchase)
    page = open_page(purchase).text
    assert "Không cần thanh toán" in page
    assert "0123499999" not in page


def test_cash_has_no_payment_page(app, open_page):
    purchase = a_purchase(method="cod")
    answer = open_page(purchase)
    assert answer.status_code == 303
    assert answer.location.partition("?")[0] == f"/orders/{purchase.code}"


def test_a_stranger_does_not_find_the_page(app, client, lan):
    purchase = a_purchase(method="vietqr", person_id=lan.id)
    address = f"/orders/{purchase.code}/payment"
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?s=wrong").status_code == 404
    assert client.get(f"{address}.json").status_code == 404
    assert client.get(f"{address}/return").status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("hoa", 404)])
def test_the_page_is_for_the_buyer_only(app, client, lan, request, who, status):
    purchase = a_purchase(method="vietqr", person_id=lan.id)
    sign_in_as(client, request.getfixturevalue(who))
    assert client.get(f"/orders/{purchase.code}/payment").status_code == status


def test_a_browser_that_came_by_the_link_is_known_from_then_on(app, client, open_page):
    purchase = a_purchase(method="vietqr")
    open_page(purchase)
    assert client.get(f"/orders/{purchase.code}/payment").status_code == 200


@pytest.mark.parametrize("tail", ["", ".json"])
def test_asking_again_costs_nothing_until_there_is_news(app, open_page, client, tail):
    purchase = a_purchase(method="vietqr")
    tag = open_page(purchase, tail).headers["ETag"]
    address = f"/orders/{purchase.code}/payment{tail}"
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    transfer(purchase, 150_000)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_programs_learn_how_the_purchase_stands(app, open_page):
    purchase = a_purchase(method="vietqr")
    transfer(purchase, 100_000)
    facts = open_page(purchase, ".json").get_json()
    assert (facts["state"], facts["amount"], facts["received"], facts["missing"]) == (
        "transfer", 150_000, 100_000, 50_000,
    )  # fmt: skip


def test_without_an_account_the_page_says_that_transfers_wait(app, open_page, monkeypatch):
    monkeypatch.setitem(app.config, "MARKET", dataclasses.replace(app.config["MARKET"], BANK_ACCOUNT=""))
    page = open_page(a_purchase(method="vietqr"))
    assert page.status_code == 200
    assert "Chưa chuyển khoản được" in page.text


def test_the_card_button_leads_to_the_hosted_page(app, client, open_page, cards):
    purchase = a_purchase()
    assert "Trả bằng thẻ" in open_page(purchase).text
    answer = client.post(f"/orders/{purchase.code}/payment")
    assert (answer.status_code, answer.location) == (303, attempt_of(purchase).redirect_url)


def test_49_a_provider_that_is_away_gives_a_clear_sentence_and_keeps_the_order(app, client, open_page, cards):
    purchase = a_purchase()
    open_page(purchase)
    cards.faults("unavailable_503", times=9)
    answer = client.post(f"/orders/{purchase.code}/payment", follow_redirects=True)
    assert answer.status_code == 200
    assert "Đơn hàng vẫn được giữ" in answer.text
    assert states_of(purchase) == ["awaiting_payment"]


def test_06_the_return_page_asks_the_provider_and_believes_only_that(app, client, open_page, cards):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    answer = open_page(purchase, "/return", session_id=ref)
    assert (answer.status_code, attempt_of(purchase).state) == (303, "pending")
    assert "Chúng tôi đang kiểm tra" in client.get(answer.location).text
    cards.pay(ref)
    answer = open_page(purchase, "/return", session_id=ref)
    assert attempt_of(purchase).state == "paid"
    assert "Thanh toán xong" in client.get(answer.location).text


def test_07_a_forged_or_foreign_session_is_not_found(app, open_page, cards):
    mine, other = a_purchase(), a_purchase()
    foreign = actions.start_payment(other.id).ref
    cards.pay(foreign)
    for session_id in (foreign, "cs_test_forged", ""):
        assert open_page(mine, "/return", session_id=session_id).status_code == 404
    assert states_of(mine) == ["awaiting_payment"]


def test_the_return_page_holds_when_the_provider_is_away(app, client, open_page, cards):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    cards.faults("unavailable_503", times=9)
    answer = open_page(purchase, "/return", session_id=ref)
    assert answer.status_code == 303
    assert attempt_of(purchase).state == "pending"


def test_money_that_goes_back_is_shown(app, open_page):
    purchase = a_purchase(method="vietqr", totals=(100_000, 50_000))
    transfer(purchase, 150_000)
    cancel(purchase, 1)
    page = open_page(purchase).text
    assert "Tiền hoàn lại" in page
    assert re.search(r"50\.000", page)


def test_the_code_can_be_kept_as_a_picture_while_there_is_something_to_pay(app, client, open_page):
    purchase = a_purchase(method="vietqr")
    assert f"/orders/{purchase.code}/payment.png" in open_page(purchase).text
    answer = client.get(f"/orders/{purchase.code}/payment.png")
    assert (answer.mimetype, answer.data[:4]) == ("image/png", b"\x89PNG")
    transfer(purchase, 150_000)
    assert client.get(f"/orders/{purchase.code}/payment.png").status_code == 404


def test_a_paid_purchase_that_was_cancelled_says_that_its_money_goes_back(app, open_page):
    purchase = a_purchase(method="vietqr")
    transfer(purchase, 150_000)
    cancel(purchase)
    page = open_page(purchase).text
    assert "tiền được hoàn" in page
    assert "đang chuẩn bị hàng" not in page


def test_no_secret_of_the_purchase_is_told_to_search_engines(app, open_page):
    page = open_page(a_purchase(method="vietqr")).text
    assert 'rel="canonical"' not in page
    assert "noindex" in page
