"""The bell and what is behind it; organizers announce and see who has read."""

import pytest

from marketplace.domain.notices.actions import Said, announce
from marketplace.domain.reviews.actions import ask_question
from tests.buying import buy
from tests.people import a_person, on_sale, sign_in_as

DESK = ("/seller/", "/seller/orders", "/seller/products", "/seller/notices", "/seller/notices/choices")


@pytest.fixture
def desk(client, booth, minh):
    """Minh's browser."""
    sign_in_as(client, minh)
    return client


def test_the_bell_counts_and_reading_leads_to_the_order(desk, booth):
    buy(on_sale(booth))
    assert "1 thông báo mới" in desk.get("/seller/").text
    page = desk.get("/en/seller/notices").text
    assert "New order" in page
    way = page.split('action="/en/seller/notices/')[2].split('"')[0]
    answer = desk.post(f"/en/seller/notices/{way}")
    assert (answer.status_code, answer.location.startswith("/en/seller/orders/")) == (303, True)
    assert "0 thông báo mới" in desk.get("/seller/").text


def test_all_is_read_at_once(desk, booth):
    goods = on_sale(booth)
    buy(goods)
    ask_question(goods.product, by=a_person(), text="Có cay không?")
    assert "2 thông báo mới" in desk.get("/seller/").text
    assert desk.post("/seller/notices/reading").status_code == 303
    assert "0 thông báo mới" in desk.get("/seller/").text


def test_choices_are_kept_and_what_binds_has_no_switch(desk, booth):
    page = desk.get("/seller/notices/choices").text
    assert 'value="question"' in page
    assert 'value="order"' not in page
    assert desk.post("/seller/notices/choices", data={"kind": "order"}).status_code == 409
    assert desk.post("/seller/notices/choices", data={"kind": "question", "by_letter": "1"}).status_code == 303
    ask_question(on_sale(booth).product, by=a_person(), text="Có cay không?")
    assert "0 thông báo mới" in desk.get("/seller/").text


def test_an_important_announcement_stands_on_every_page_until_it_is_read(desk, ngoc):
    said = Said(title="Bão số 9", text="Ngừng nhận hàng.\nXin theo dõi.", title_en="Storm", is_important=True)
    announce(said, by=ngoc)
    assert "thông báo quan trọng" in desk.get("/seller/products").text
    page = desk.get("/en/seller/notices").text
    assert "Storm" in page
    way = page.split('action="/en/seller/notices/')[2].split('"')[0]
    assert desk.post(f"/en/seller/notices/{way}").location == "/en/seller/notices"
    assert "thông báo quan trọng" not in desk.get("/seller/products").text


@pytest.mark.parametrize("page", DESK)
def test_the_bell_costs_one_statement_however_much_it_rings(desk, booth, queries, page):
    goods = on_sale(booth)
    buy(goods)
    for number in range(5):
        ask_question(goods.product, by=a_person(), text=f"Có cay không? {number}")
    desk.get(page)
    queries.clear()
    desk.get(page)
    ours = [each for each in queries if "page_notices" in each]
    assert len(ours) == (3 if page == "/seller/notices" else 1)
    assert len(queries) <= 8 or "notices" not in page


def test_organizers_announce_see_who_read_and_withdraw(client, booth, minh, ngoc):
    sign_in_as(client, ngoc)
    assert client.get("/organizer/announcements").status_code == 200
    data = {"title": "Nghỉ Tết", "text": "Ba ngày.", "audience": "all", "until_at": "hôm qua"}
    wrong = client.post("/organizer/announcements/new", data=data)
    assert (wrong.status_code, "Ngày giờ này chưa đúng" in wrong.text, 'value="hôm qua"' in wrong.text) == (
        422,
        True,
        True,
    )
    del data["until_at"]
    assert client.post("/organizer/announcements/new", data={**data, "audience": "moon"}).status_code == 422
    assert client.post("/organizer/announcements/new", data=data).status_code == 303
    page = client.get("/organizer/announcements").text
    assert "0 trong 1 người đã đọc" in page
    way = page.split('action="/organizer/announcements/')[1].split('"')[0]
    assert client.post(f"/organizer/announcements/{way}").status_code == 303
    assert "Đã rút" in client.get("/organizer/announcements").text
    sign_in_as(client, minh)
    assert "0 thông báo mới" in client.get("/seller/").text
