"""Sending goods back and complaining, as shoppers do it on their phones."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.secret_links import secret_for
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.payments.actions import settle_refund_by_hand
from marketplace.domain.payments.models import Refund
from marketplace.domain.returns import actions
from marketplace.domain.returns.models import OrderReturn
from tests.conftest import Browser
from tests.domain.returns.stage import PICTURE, STORY, asked, delivered
from tests.people import on_sale, sign_in_as
from tests.web.storefront.browsing import send_whole

SAYS = "Gọi ba lần không ai nghe máy."


@pytest.fixture
def order(minh, booth):
    return delivered({on_sale(booth, name="Dầu tràm Lộc Thủy"): 3}, minh)


def secret(order) -> str:
    return f"s={secret_for('purchase', order.purchase.code)}"


def filled(order, units: str = "2", **facts) -> dict:
    line = order.lines[0]
    return {
        "order": order.code, f"units-{line.id}": units, "reason": "damaged", "text": STORY,
        "pictures": (BytesIO(PICTURE), "hu.jpg"), **facts,
    }  # fmt: skip


def test_a_guest_asks_for_a_return_with_a_picture_and_follows_it(client, order):
    at = f"/orders/{order.purchase.code}"
    page = client.get(f"{at}?{secret(order)}").text
    assert f"{at}/returns/new?order={order.code}" in page
    assert "Dầu tràm Lộc Thủy" in client.get(f"{at}/returns/new?order={order.code}").text
    answer = client.post(f"{at}/returns", data=filled(order), content_type="multipart/form-data")
    row = db.session.query(OrderReturn).one()
    assert answer.location == f"{at}/returns/{row.id}"
    followed = client.get(answer.location).text
    assert "Chờ gian hàng trả lời" in followed
    assert "240.000" in followed
    picture = client.get(re.search(r'src="(/orders/[^"]*/pictures/\d+)"', followed)[1])
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert "Chờ gian hàng trả lời" in client.get(at).text


def test_in_a_browser_without_cookies_the_secret_goes_with_every_step(app, order):
    app.test_client_class = Browser
    client = app.test_client(use_cookies=False)
    at = f"/orders/{order.purchase.code}/returns"
    form = client.get(f"{at}/new?order={order.code}&{secret(order)}").text
    action = re.search(r'action="(/orders/[^"]*/returns\?s=[^"]*)"', form)[1]
    answer = client.post(action, data=filled(order), content_type="multipart/form-data")
    assert secret(order) in answer.location
    followed = client.get(answer.location).text
    assert client.get(re.search(r'src="(/orders/[^"]*/pictures/[^"]*)"', followed)[1]).status_code == 200


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"units": "0"}, "Xin chọn ít nhất một món"),
        ({"units": "hai"}, "Xin chọn ít nhất một món"),
        ({"units": "9"}, "Bạn chỉ còn trả được 3"),
        ({"reason": "whim"}, "Vui lòng chọn một mục trong danh sách."),
        ({"text": "Hỏng"}, "Xin kể rõ hàng bị sao"),
        ({"pictures": (BytesIO(b""), "")}, "Xin gửi ít nhất một ảnh"),
        ({"pictures": (BytesIO(b"<svg onload=alert(1)>"), "a.jpg")}, "không phải ảnh"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client, order, facts, says):
    client.get(f"/orders/{order.purchase.code}?{secret(order)}")
    answer = client.post(
        f"/orders/{order.purchase.code}/returns", data=filled(order, **facts), content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert says in answer.text
    assert facts.get("text", STORY) in answer.text
    assert db.session.query(OrderReturn).count() == 0


def test_pictures_as_large_as_the_page_allows_are_looked_at_and_not_turned_away_together(client, order):
    client.get(f"/orders/{order.purchase.code}?{secret(order)}")
    pictures = [(BytesIO(b"x" * 9 * 1024 * 1024), f"{name}.jpg") for name in "ab"]
    answer = send_whole(client, f"/orders/{order.purchase.code}/returns", filled(order, pictures=pictures))
    assert answer.status_code == 422
    assert "Ảnh thứ 1: Tệp này không phải ảnh" in answer.text
    assert STORY in answer.text


def test_a_form_sent_empty_is_told_all_that_it_wants_at_once(client, order):
    client.get(f"/orders/{order.purchase.code}?{secret(order)}")
    answer = client.post(f"/orders/{order.purchase.code}/returns", data={"order": order.code})
    assert answer.status_code == 422
    assert "Xin chọn ít nhất một món" in beside_the_goods(answer.text)
    assert '<a href="#lines">Xin chọn ít nhất một món' in answer.text
    assert "Vui lòng điền mục này." in answer.text


def test_more_than_there_is_to_send_back_is_said_beside_the_goods(client, order):
    client.get(f"/orders/{order.purchase.code}?{secret(order)}")
    answer = client.post(
        f"/orders/{order.purchase.code}/returns", data=filled(order, "9"), content_type="multipart/form-data"
    )
    assert "Bạn chỉ còn trả được 3" in beside_the_goods(answer.text)


def beside_the_goods(page: str) -> str:
    found = re.search(r'id="lines-error">(.*?)</p>', page, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("reason", "says", "does_not"),
    [
        ("damaged", "ban tổ chức sẽ xem lại", "Khi bạn đổi ý"),
        ("changed_mind", "Khi bạn đổi ý", "ban tổ chức sẽ xem lại"),
    ],
)
def test_whom_a_booth_refuses_is_told_what_can_be_done_now(client, order, minh, reason, says, does_not):
    row = asked(order, 2, reason=reason)
    actions.decline_return(row, by=minh, answer="Hàng đã được kiểm khi giao.")
    at = f"/orders/{order.purchase.code}/returns/{row.id}"
    page = client.get(f"{at}?{secret(order)}", follow_redirects=True).text
    assert says in page
    assert does_not not in page
    assert "Hoàn tiền hàng" not in page
    if reason == "damaged":
        client.post(f"{at}/escalation")
        page = client.get(at).text
        assert "Ban tổ chức đang xem và sẽ quyết định" in page
        assert "Hoàn tiền hàng" in page


def test_whoever_asks_again_is_led_to_the_return_that_is_under_way(client, order):
    row = asked(order, 1)
    client.get(f"/orders/{order.purchase.code}?{secret(order)}")
    here = f"/orders/{order.purchase.code}/returns"
    for answer in (client.post(here, data=filled(order)), client.get(f"{here}/new?order={order.code}")):
        assert (answer.status_code, answer.location) == (303, f"{here}/{row.id}")
    assert "chưa xong" in client.get(f"{here}/{row.id}").text
    assert db.session.query(OrderReturn).count() == 1
    assert "returns/new" not in client.get(f"/orders/{order.purchase.code}").text


def test_a_no_without_a_reason_is_told_in_the_open_form(client, order, minh):
    row = asked(order, 1)
    sign_in_as(client, minh)
    answer = client.post(f"/seller/returns/{row.id}/refusal", data={"answer": "Không"})
    assert answer.status_code == 422
    assert '<details class="confirm" open>' in answer.text
    assert 'value="Không"' in answer.text


def test_after_a_no_the_shopper_turns_to_the_organizers_and_they_decide(client, order, minh, ngoc):
    row = asked(order, 1)
    actions.decline_return(row, by=minh, answer="Hàng đã được kiểm khi giao.")
    at = f"/orders/{order.purchase.code}/returns/{row.id}"
    client.get(f"/orders/{order.purchase.code}?{secret(order)}")
    assert "Nhờ ban tổ chức xem xét" in client.get(at).text
    assert client.post(f"{at}/escalation").status_code == 303
    assert client.post(f"{at}/escalation").status_code == 303  # twice is once
    sign_in_as(client, ngoc)
    assert order.code in client.get("/organizer/returns").text
    assert "Trả hàng cần quyết định" in client.get("/organizer/").text
    refused = client.post(f"/organizer/returns/{row.id}/rejection", data={"answer": "Không"})
    assert (refused.status_code, "ít nhất 10 chữ" in refused.text) == (422, True)
    assert client.post(f"/organizer/returns/{row.id}/acceptance").status_code == 303
    db.session.refresh(row)
    assert row.state == "accepted"


def test_who_paid_in_cash_reads_how_the_money_comes_back(client, order, minh, ngoc):
    row = asked(order, 2)
    at = f"/orders/{order.purchase.code}"
    client.get(f"{at}?{secret(order)}")
    actions.accept_return(row, by=minh)
    assert "hỏi tài khoản ngân hàng" in client.get(f"{at}/returns/{row.id}").text
    actions.receive_return(row, by=minh)
    for page in (at, f"{at}/returns/{row.id}"):
        assert "hỏi tài khoản ngân hàng" in client.get(page).text
    settle_refund_by_hand(db.session.scalars(select(Refund)).one().id, by=ngoc, decision="Chuyển khoản FT1")
    for page in (at, f"{at}/returns/{row.id}"):
        assert "hỏi tài khoản ngân hàng" not in client.get(page).text


def test_goods_that_came_back_are_the_end_of_the_way_and_no_break_in_it(client, order, minh):
    row = asked(order, 3)
    actions.accept_return(row, by=minh)
    at = f"/orders/{order.purchase.code}"
    on_the_way = client.get(f"{at}?{secret(order)}", follow_redirects=True).text
    assert re.findall(r"order-step-(now|broken)", on_the_way) == ["now"]
    actions.receive_return(row, by=minh)
    assert re.findall(r"order-step-(now|broken)", client.get(at).text) == []


def test_the_page_of_an_order_leads_the_booth_to_the_return_and_offers_nothing_in_its_place(client, order, minh):
    sign_in_as(client, minh)
    at = f"/seller/orders/{order.code}"
    assert "Việc tiếp theo" not in client.get(at).text
    row = asked(order, 1)
    assert f'href="/seller/returns/{row.id}"' in client.get(at).text
    actions.accept_return(row, by=minh)
    page = client.get(at).text
    assert f'href="/seller/returns/{row.id}"' in page
    assert "return-receipt" not in page
    assert "Thu hộ" not in page


def test_the_booth_answers_and_receives(client, order, minh):
    row = asked(order, 2)
    sign_in_as(client, minh)
    assert order.code in client.get("/seller/returns").text
    at = f"/seller/returns/{row.id}"
    assert STORY in client.get(at).text
    short = client.post(f"{at}/refusal", data={"answer": "Không"})
    assert (short.status_code, 'value="Không"' in short.text) == (422, True)
    assert client.post(f"{at}/acceptance").location == at
    assert "240.000" in client.get(at).text
    assert client.post(f"{at}/receipt", data={"sellable": "1"}).location == at
    assert client.post(f"{at}/refusal", data={"answer": "Thôi không nhận nữa."}).status_code == 409
    db.session.refresh(row)
    assert (row.state, row.order.state) == ("received", "delivered")


def test_a_listing_is_reported_from_its_page_without_an_account(client, booth):
    product = on_sale(booth).product
    assert f"/complaints/new?product={product.slug}" in client.get(f"/products/{product.slug}").text
    form = client.get(f"/complaints/new?product={product.slug}").text
    assert product.name in form
    data = {"key": "k", "reason": "wrong_information", "text": SAYS, "email": "mai@example.vn"}
    answer = client.post(f"/complaints?product={product.slug}", data=data)
    complaint = db.session.query(Complaint).one()
    assert answer.location == f"/complaints/{complaint.code}?s={secret_for('complaint', complaint.code)}"
    page = client.get(answer.location)
    assert SAYS in page.text
    assert "lưu lại địa chỉ của trang này" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(f"/complaints/{complaint.code}").status_code == 404


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"text": ""}, "Vui lòng điền mục này."),
        ({"reason": ""}, "Vui lòng"),
        ({"email": ""}, "Xin cho email hoặc số điện thoại"),
        ({"email": "mai@"}, "email"),
    ],
)
def test_a_complaint_with_something_missing_comes_back_with_what_was_typed(client, booth, facts, says):
    data = {"reason": "conduct", "text": SAYS, "email": "mai@example.vn", **facts}
    answer = client.post(f"/complaints?booth={booth.slug}", data=data)
    assert answer.status_code == 422
    assert says in answer.text
    assert facts.get("text", SAYS) in answer.text


def test_complaining_about_an_order_needs_the_order(client, order):
    at = f"/complaints/new?order={order.code}"
    stranger, unknown = client.get(at), client.get("/complaints/new?order=QT-2222222222-1")
    assert stranger.status_code == unknown.status_code == 404
    page = client.get(f"/orders/{order.purchase.code}?{secret(order)}").text
    assert at in page
    assert order.code in client.get(at).text


def test_organizers_answer_and_close_and_the_complainant_reads_it(client, booth, lan, ngoc):
    sign_in_as(client, lan)
    client.post(f"/complaints?booth={booth.slug}", data={"reason": "conduct", "text": SAYS})
    complaint = db.session.query(Complaint).one()
    assert complaint.code in client.get("/account/complaints").text
    assert "lưu lại địa chỉ của trang này" not in client.get(f"/complaints/{complaint.code}").text
    assert (
        client.post(f"/complaints/{complaint.code}/replies", data={"text": "Sáng nay cũng vậy ạ."}).status_code == 303
    )
    sign_in_as(client, ngoc)
    at = f"/organizer/complaints/{complaint.code}"
    assert "Khiếu nại" in client.get("/organizer/").text
    assert complaint.code in client.get("/organizer/complaints").text
    assert "Sáng nay cũng vậy ạ." in client.get(at).text
    assert client.post(f"{at}/answers", data={"text": "", "kind": "answer"}).status_code == 422
    assert client.post(f"{at}/answers", data={"text": "Gọi chủ gian hàng rồi.", "kind": "note"}).location == at
    assert client.post(f"{at}/answers", data={"text": "Gian hàng xin lỗi bạn.", "kind": "answer"}).location == at
    assert client.post(f"{at}/closing", data={"outcome": "upheld", "reason": ""}).status_code == 422
    assert (
        client.post(f"{at}/closing", data={"outcome": "upheld", "reason": "Đã nhắc nhở gian hàng."}).status_code == 303
    )
    assert client.post(f"{at}/answers", data={"text": "Thêm một lời nữa.", "kind": "answer"}).status_code == 422
    sign_in_as(client, lan)
    page = client.get(f"/complaints/{complaint.code}").text
    assert "Gian hàng xin lỗi bạn." in page
    assert "Khiếu nại đúng" in page
    assert "Gọi chủ gian hàng rồi." not in page


def test_an_authoritys_request_is_written_down_with_its_24_hours(client, booth, ngoc):
    sign_in_as(client, ngoc)
    data = {"about": f"https://cho.vn/booths/{booth.slug}", "authority": "Cục QLTT, 12/QĐ", "text": "Gỡ sản phẩm X."}
    lost = client.post("/organizer/complaints", data={**data, "about": "/booths/khong-co"})
    assert (lost.status_code, "12/QĐ" in lost.text) == (422, True)
    assert client.post("/organizer/complaints", data=data).status_code == 303
    assert "còn 23 giờ" in client.get("/organizer/complaints").text
