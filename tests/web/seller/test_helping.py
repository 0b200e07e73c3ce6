"""A volunteer helps a booth: let in by a code, seen by a banner, kept to the work named, out at the next press."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.booths.actions import end_help, offer_help, take_help_offer
from marketplace.domain.booths.queries import acts_in
from tests.buying import buy, order_in
from tests.people import on_sale, sign_in_as

OPEN = {"seller.show_today", "seller.list_products", "seller.show_product"}


@pytest.fixture
def helper(client, booth, minh, lan):
    """Lan's browser while she helps with orders."""
    _grant, code = offer_help(booth, by=minh, permissions=["orders"], hours=2)
    client.grant = take_help_offer(code, by=lan)
    sign_in_as(client, lan)
    return client


def test_from_the_owners_code_to_the_first_packed_order(app, client, booth, minh, lan):
    sign_in_as(client, minh)
    page = client.post("/seller/helping", data={"may_handle_orders": "y", "hours": "4"})
    assert page.status_code == 200
    code = re.search(r'data-copy="([A-Z0-9]{10})"', page.text)[1]
    assert code not in client.get("/seller/helping").text
    order = order_in(buy(on_sale(booth)))
    hers = app.test_client()
    sign_in_as(hers, lan)
    answer = hers.post("/account/helping", data={"code": code.lower()})
    assert (answer.status_code, answer.location) == (303, "/seller/")
    today = hers.get("/seller/").text
    assert f"Nguyễn Thị Lan đang giúp gian hàng {booth.name}" in today
    assert hers.post(f"/seller/orders/{order.code}/acceptance").status_code == 303
    assert order.state == "accepted"
    log = client.get("/seller/helping").text
    assert "Nguyễn Thị Lan" in log
    assert "Nhận đơn" in log


def test_who_is_let_out_is_told_so_and_not_asked_to_open_a_booth(app, booth, minh, lan):
    grant, code = offer_help(booth, by=minh, permissions=["orders"], hours=2)
    hers = app.test_client()
    sign_in_as(hers, lan)
    hers.post("/account/helping", data={"code": code})
    end_help(booth, grant.id, by=minh)
    answer = hers.get("/seller/orders")
    assert answer.location == "/account/helping"
    assert "Bạn không còn làm trong gian hàng này" in hers.get(answer.location).text
    assert hers.get("/seller/orders").location == "/seller/application"


def test_a_wrong_code_is_said_beside_its_field_and_tried_ten_times(client, lan):
    sign_in_as(client, lan)
    answers = [client.post("/account/helping", data={"code": "ABCDEFGHJK"}) for _ in range(11)]
    assert answers[0].status_code == 422
    assert "Mã này không dùng được" in answers[0].text
    assert 'value="ABCDEFGHJK"' in answers[0].text
    assert answers[-1].status_code == 429


def test_an_offer_of_nothing_is_refused_beside_its_field(client, minh, booth):
    sign_in_as(client, minh)
    page = client.post("/seller/helping", data={"hours": "4"})
    assert page.status_code == 422
    assert "Vui lòng chọn ít nhất một việc." in page.text


def test_ended_help_acts_on_the_next_request(helper, booth, minh):
    assert helper.get("/seller/orders").status_code == 200
    end_help(booth, helper.grant.id, by=minh)
    answer = helper.get("/seller/orders")
    assert (answer.status_code, answer.location) == (302, "/seller/application")
    assert helper.post("/seller/orders/acceptances").status_code == 404


def test_who_was_let_in_twice_does_both_and_each_under_its_grant(helper, booth, minh, lan):
    longer = take_help_offer(offer_help(booth, by=minh, permissions=["products"], hours=4)[1], by=lan)
    order = order_in(buy(on_sale(booth)))
    today = helper.get("/seller/").text
    assert "/seller/orders" in today
    assert "/seller/movements" in today
    assert helper.post(f"/seller/orders/{order.code}/acceptance").status_code == 303
    product = on_sale(booth).product
    assert helper.post(f"/seller/products/{product.slug}/hiding").status_code == 303
    assert [(act.grant_id, act.permission) for act in acts_in(booth)] == [
        (longer.id, "products"), (helper.grant.id, "orders"),
    ]  # fmt: skip
    assert helper.get("/seller/members").status_code == 403


def test_an_owner_takes_two_grants_back_with_one_press(app, helper, booth, minh, lan):
    his = app.test_client()
    sign_in_as(his, minh)
    assert "/ending-all" not in his.get("/seller/helping").text
    take_help_offer(offer_help(booth, by=minh, permissions=["products"], hours=4)[1], by=lan)
    page = his.get("/seller/helping").text
    assert "Nguyễn Thị Lan đang có 2 lượt giúp." in page
    assert page.count("/ending-all") == 1
    assert helper.post(f"/seller/helping/{helper.grant.id}/ending-all").status_code == 403
    answer = his.post(f"/seller/helping/{helper.grant.id}/ending-all")
    assert (answer.status_code, answer.location) == (303, "/seller/helping")
    page = his.get("/seller/helping").text
    assert "Mọi lượt giúp của người này đã kết thúc." in page
    assert "/ending" not in page
    assert helper.get("/seller/products").status_code == 302


def test_help_whose_time_is_over_opens_nothing(helper):
    with clock.frozen(clock.now() + timedelta(hours=2, seconds=1)):
        assert helper.get("/seller/orders").status_code == 302


def test_a_helper_stops_by_themselves(helper):
    answer = helper.post(f"/seller/helping/{helper.grant.id}/ending")
    assert (answer.status_code, answer.location) == (303, "/account/helping")
    assert helper.get("/seller/orders").status_code == 302


def test_every_page_of_the_desk_is_closed_to_a_helper_but_those_of_the_work_named(helper, booth, app):
    """Money, people and papers above all; a new page is closed until it says what work it belongs to."""
    rules = [each for each in app.url_map.iter_rules() if each.endpoint.startswith("seller.")]
    assert len(rules) > 30
    opened = set()
    for rule in rules:
        path = re.sub(r"<int[^>]*>", "987654321", re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule.replace("'", "")))
        path = re.sub(r"<[^>]+>", "khong-co", path)
        for method in sorted(rule.methods & {"GET", "POST"}):
            if helper.open(path, method=method).status_code not in (403, 404, 405):
                opened.add((rule.endpoint, method))
    pages = {endpoint for endpoint, method in opened if method == "GET"}
    assert pages >= {"seller.list_orders", *OPEN - {"seller.show_product"}}
    closed = ("members", "list_helping", "papers", "shipping", "promotions", "page", "imports", "application", "photo")
    assert not [each for each in opened if any(word in each[0] for word in closed)]


def test_what_a_helper_does_is_kept_under_their_name_and_reading_is_not(helper, booth, lan):
    order = order_in(buy(on_sale(booth)))
    helper.get("/seller/orders")
    helper.post(f"/seller/orders/{order.code}/acceptance")
    [act] = acts_in(booth)
    assert (act.person_id, act.permission, act.what) == (lan.id, "orders", "create_acceptance")


def test_a_helper_reads_so_many_lists_of_buyers_a_day_and_the_owner_hears_of_more(helper, booth, monkeypatch):
    monkeypatch.setattr("marketplace.domain.booths.actions.helping.MOST_READINGS", 3)
    order = order_in(buy(on_sale(booth)))
    for page in ("/seller/orders", "/seller/returns", f"/seller/labels/a6.pdf?code={order.code}"):
        assert helper.get(page).status_code == 200
    for _again in range(2):
        refused = helper.get("/seller/orders")
        assert refused.status_code == 403
        assert "Chủ gian hàng đã được báo" in refused.text
    assert helper.get(f"/seller/orders/{order.code}").status_code == 200, "one order at a time is the work itself"
    [letter] = db.session.scalars(select(Letter).where(Letter.key.startswith("helper-read:")))
    assert letter.to == booth.email
    assert "Nguyễn Thị Lan" in letter.subject
    assert [act.what for act in acts_in(booth)].count("read_too_much") == 1


def test_members_read_as_much_as_they_need(client, booth, minh, monkeypatch):
    monkeypatch.setattr("marketplace.domain.booths.actions.helping.MOST_READINGS", 1)
    sign_in_as(client, minh)
    for _each in range(3):
        assert client.get("/seller/orders").status_code == 200
