"""Orders by comment and telephone, as the order taker meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.models import HeardOrder, Touch
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.orders.models import Purchase
from marketplace.domain.stock.actions import receive
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import CAM_LO, on_sale, sign_in_as

PASTE = """Lan Nguyễn: chốt 2 số 1 0912345678 Lan, thôn 2, Cam Lộ
Hoa Trần: giá bao nhiêu vậy shop
Minh: 1 chè vằng 0905 123 456 Minh Đông Hà
Minh: đẹp quá"""


@pytest.fixture
def taker(client, ngoc):
    sign_in_as(client, ngoc)
    return client


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=120_000, stock=40)


@pytest.fixture
def tea(rival_booth):
    return on_sale(rival_booth, price=80_000, name="Chè vằng", stock=2)


@pytest.fixture
def broadcast(campaign, pepper, tea, ngoc):
    broadcast = a_broadcast(campaign, ngoc)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=3), by=ngoc)
    actions.add_to_line_up(broadcast, tea.id, LiveTerms(), by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    return actions.begin_broadcast(broadcast, by=ngoc)


@pytest.fixture
def at(campaign, broadcast):
    return f"/organizer/campaigns/{campaign.slug}/comments"


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def heard():
    return db.session.query(HeardOrder).order_by(HeardOrder.id).populate_existing().all()


def confirm(taker, at, row, **facts):
    values = {
        "goods": "2 số 1", "phone": "0912345678", "recipient": "Lan", "address_line": "thôn 2", "commune": "Cam Lộ",
        "commune_code": CAM_LO, "province": "44", **facts,
    }  # fmt: skip
    return taker.post(f"{at}/{row.id}/order", data=values)


def test_without_a_broadcast_there_is_nothing_to_hear(taker, campaign):
    page = text_of(taker.get(f"/organizer/campaigns/{campaign.slug}/comments"))
    assert "Nhập đơn được khi chương trình có buổi phát" in page


def test_pasted_comments_become_proposals_and_the_first_is_open_to_confirm(taker, at):
    pasted = taker.post(at, data={"words": PASTE})
    assert pasted.status_code == 303
    page = text_of(taker.get(pasted.location))
    for words in (
        "2 đơn mới",
        "2 dòng không phải đơn",
        "2 × Hạt tiêu Cùa",
        "1 × Chè vằng",
        'value="0912 345 678"',
        "thôn 2",
    ):
        assert words in page
    assert [(row.author, row.recipient, row.doubts) for row in heard()] == [
        ("Lan Nguyễn", "Lan", []), ("Minh", "Minh", [])
    ]  # fmt: skip


def test_pasting_the_same_page_again_proposes_nothing_twice(taker, at):
    taker.post(at, data={"words": PASTE})
    again = taker.post(at, data={"words": PASTE.upper() + "\nTú: 1 số 2 0905999888 Tú Gio Linh"})
    assert "1 đơn mới, 2 dòng đã có từ trước" in text_of(taker.get(again.location))
    assert len(heard()) == 3


def test_a_confirmed_proposal_is_a_cash_order_of_the_broadcast(taker, at, broadcast, campaign):
    taker.post(at, data={"words": PASTE})
    done = confirm(taker, at, heard()[0])
    assert done.status_code == 303
    purchase = db.session.query(Purchase).one()
    assert (purchase.phone, purchase.payment_method, purchase.route, purchase.goods_total) == (
        "+84912345678", "cod", "hand", 198_000
    )  # fmt: skip
    assert db.session.query(Touch).filter_by(purchase_id=purchase.id, route="hand").one().broadcast_id == broadcast.id
    assert metrics_of(campaign).orders_placed == 1
    page = text_of(taker.get(done.location))
    assert purchase.code in page
    assert "Đã ghi 1 đơn" in page


def test_confirming_twice_makes_one_order(taker, at):
    taker.post(at, data={"words": PASTE})
    row = heard()[0]
    assert confirm(taker, at, row).status_code == 303
    assert confirm(taker, at, row, goods="5 số 1").status_code == 303
    assert db.session.query(Purchase).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"goods": "cái gì đó"}, "goods"), ({"goods": ""}, "goods"), ({"phone": "0123"}, "phone"),
     ({"recipient": ""}, "recipient"), ({"commune": "Nơi Nào Đó", "commune_code": ""}, "commune")],
)  # fmt: skip
def test_what_is_still_missing_is_said_beside_its_field_and_the_rest_stays(taker, at, wrong, field):
    taker.post(at, data={"words": PASTE})
    page = text_of(confirm(taker, at, heard()[0], note="giao sau 5 giờ", **wrong), 422)
    assert f'id="{field}-error"' in page
    assert "giao sau 5 giờ" in page
    assert db.session.query(Purchase).count() == 0


def test_one_line_from_the_telephone_is_one_proposal(taker, at):
    taker.post(at, data={"words": "3 hạt tiêu 0905123456 Hương Đông Hà", "source": "phone"})
    [row] = heard()
    assert (row.source, row.recipient, row.phone) == ("phone", "Hương", "+84905123456")
    wrong = text_of(taker.post(at, data={"words": "alo alo", "source": "phone"}), 422)
    assert "Chưa thấy đơn nào" in wrong
    assert "alo alo" in wrong


def test_sold_out_goods_lead_to_the_waiting_list_and_are_offered_in_turn(taker, at, tea):
    buy({tea: 2})
    taker.post(at, data={"words": "An: 1 chè vằng 0905111222 An Cam Lộ\nBình: 1 chè vằng 0905333444 Bình Cam Lộ"})
    first, second = heard()
    sold_out = confirm(taker, at, first, goods="1 số 2", phone="0905111222")
    assert "Vào danh sách chờ" in text_of(sold_out, 422)
    for row in (first, second):
        taker.post(f"{at}/{row.id}/waiting")
    assert "Hàng chưa đủ" in text_of(taker.post(f"{at}/{first.id}/turn", follow_redirects=True))
    receive(tea.id, 1, by_id=first.by_id, reason="thêm hàng")
    assert "Có người chờ trước" in text_of(taker.post(f"{at}/{second.id}/turn", follow_redirects=True))
    assert "Chờ trả lời đến" in text_of(taker.post(f"{at}/{first.id}/turn", follow_redirects=True))
    assert "Hàng chưa đủ" in text_of(taker.post(f"{at}/{second.id}/turn", follow_redirects=True))
    clock_moves_on(timedelta(minutes=11))
    assert actions.lapse_offered_turns() == 1
    taker.post(f"{at}/{second.id}/turn")
    assert [row.state for row in heard()] == ["lapsed", "offered"]
    assert confirm(taker, at, second, goods="1 số 2", phone="0905333444").status_code == 303


def clock_moves_on(by):
    db.session.query(HeardOrder).filter(HeardOrder.state == "offered").update({"answer_until": clock.now() - by})
    db.session.commit()


def test_who_wants_to_cancel_is_shown_with_what_was_ordered(taker, at):
    taker.post(at, data={"words": PASTE})
    confirm(taker, at, heard()[0])
    code = db.session.query(Purchase).one().code
    taker.post(at, data={"words": "Lan Nguyễn: thôi bỏ giúp mình 0912345678"})
    cancel = heard()[-1]
    page = text_of(taker.get(f"{at}?at={cancel.id}"))
    assert "Người này muốn bỏ" in page
    assert code in page
    taker.post(f"{at}/{cancel.id}/removal")
    assert heard()[-1].state == "dropped"


def test_the_goods_in_one_comment_and_the_telephone_in_the_next_are_one_order(taker, at):
    taker.post(at, data={"words": "Lan: chốt 2 số 1\nMinh: ngon quá\nLan: 0912345678 Cam Lộ"})
    [row] = heard()
    assert (row.phone, row.items[0][1], row.recipient) == ("+84912345678", 2, "Lan")


def test_the_same_telephone_asking_for_the_same_in_other_words_is_marked(taker, at):
    taker.post(at, data={"words": "Lan: chốt 2 số 1 0912345678 Lan Cam Lộ\nLan: 2 hạt tiêu cho mình 0912.345.678"})
    assert "maybe_repeat" in heard()[1].doubts


def test_what_came_to_nothing_is_forgotten_after_a_month(taker, at):
    taker.post(at, data={"words": PASTE})
    confirm(taker, at, heard()[0])
    db.session.query(HeardOrder).update({"at": clock.now() - timedelta(days=31)})
    db.session.commit()
    assert actions.forget_heard() == 1
    assert [row.state for row in heard()] == ["confirmed"]


def test_spellings_of_one_telephone_share_the_limit_of_one_buyer(taker, at):
    taker.post(at, data={"words": "An: 3 số 1 0905111222 An Cam Lộ\nAn: 3 tiêu +84 905 111 222 An Cam Lộ gấp"})
    first, second = heard()
    confirm(taker, at, first, goods="3 số 1", phone="0905111222")
    confirm(taker, at, second, goods="3 số 1", phone="+84 905.111.222")
    totals = [purchase.goods_total for purchase in db.session.query(Purchase).order_by(Purchase.id)]
    assert totals == [297_000, 360_000]
