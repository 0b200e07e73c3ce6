"""The live desk: what the table on the night and the host's phone see and do."""

from __future__ import annotations

import pytest

from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.definitions import ROUTE_NAMES
from marketplace.domain.livestream.models import Broadcast, LineUpItem, Pin
from marketplace.domain.promotions.models import Offer
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as


@pytest.fixture
def table(client, ngoc):
    sign_in_as(client, ngoc)
    return client


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    broadcast = a_broadcast(campaign, ngoc, code="BIENXANH")
    actions.schedule_campaign(campaign, by=ngoc)
    return broadcast


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=120_000, stock=40)


@pytest.fixture
def tea(rival_booth):
    return on_sale(rival_booth, price=80_000, name="Chè vằng", stock=3)


@pytest.fixture
def items(broadcast, pepper, tea, ngoc):
    points = LiveTerms(99_000, quantity=30, per_buyer=2, talking_points="Trồng ở đất đỏ Cùa")
    return [
        actions.add_to_line_up(broadcast, pepper.id, points, by=ngoc),
        actions.add_to_line_up(broadcast, tea.id, LiveTerms(), by=ngoc),
    ]


@pytest.fixture
def on_air(broadcast, items, ngoc):
    return actions.begin_broadcast(broadcast, by=ngoc)


@pytest.fixture
def desk(campaign):
    return f"/organizer/campaigns/{campaign.slug}/desk"


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def pinned_item():
    return db.session.query(Pin.item_id).filter(Pin.unpinned_at.is_(None)).scalar()


def test_without_a_broadcast_the_desk_says_where_to_begin(table, campaign, desk):
    assert "Chưa có buổi phát nào" in text_of(table.get(desk))


def test_before_the_broadcast_the_desk_shows_the_line_up_and_the_button_to_go_on_air(table, broadcast, items, desk):
    page = text_of(table.get(desk))
    assert "Bắt đầu phát" in page
    assert "Hạt tiêu Cùa" in page
    assert "Ghim món đầu tiên" not in page
    table.post(f"{desk}/state", data={"broadcast": broadcast.id, "state": "live"})
    assert db.session.get_one(Broadcast, broadcast.id, populate_existing=True).state == "live"


def test_what_is_pinned_comes_with_its_price_what_is_left_and_what_to_say(table, on_air, items, desk):
    answer = table.post(f"{desk}/pin", data={"broadcast": on_air.id, "item": items[0].id})
    assert answer.location.endswith(f"/desk?broadcast={on_air.id}")
    page = text_of(table.get(answer.location))
    for words in ("99.000", "120.000", "còn 30 gói", "mỗi người tối đa 2", "Trồng ở đất đỏ Cùa", "Ghim món kế tiếp"):
        assert words in page
    assert pinned_item() == items[0].id


def test_a_pin_from_the_desk_is_first_on_the_public_page_at_once(table, campaign, on_air, items, desk):
    table.get(f"/live/{campaign.slug}")
    table.post(f"{desk}/pin", data={"broadcast": on_air.id, "item": items[1].id})
    page = text_of(table.get(f"/live/{campaign.slug}"))
    assert page.index("Chè vằng") < page.index("Hạt tiêu Cùa")
    table.post(f"{desk}/pin/removal", data={"broadcast": on_air.id})
    assert "Đang giới thiệu" not in text_of(table.get(f"/live/{campaign.slug}"))


def test_a_price_changed_at_the_desk_is_the_price_of_the_public_page_at_once(table, campaign, on_air, items, desk):
    table.post(f"{desk}/pin", data={"broadcast": on_air.id, "item": items[0].id})
    changed = table.post(
        f"{desk}/price", data={"broadcast": on_air.id, "item": items[0].id, "price": "89.000", "quantity": "20"}
    )
    assert changed.status_code == 303
    state = table.get(f"/live/{campaign.slug}.json").get_json()
    assert (state["items"][0]["price"], state["items"][0]["left"]) == (89_000, 20)
    item = db.session.get_one(LineUpItem, items[0].id, populate_existing=True)
    assert (item.talking_points, db.session.get_one(Offer, item.offer_id).per_buyer) == ("Trồng ở đất đỏ Cùa", 2)


@pytest.mark.parametrize(("typed", "said"), [("mười", "mười"), ("130.000", "Giá ưu đãi phải thấp hơn giá bán")])
def test_a_price_that_cannot_be_is_refused_beside_its_field_and_stays_typed(table, on_air, items, desk, typed, said):
    table.post(f"{desk}/pin", data={"broadcast": on_air.id, "item": items[0].id})
    wrong = {"broadcast": on_air.id, "item": items[0].id, "price": typed, "quantity": "20"}
    page = text_of(table.post(f"{desk}/price", data=wrong), 422)
    assert "desk-price-error" in page
    assert f'value="{typed}"' in page
    assert said in page


def test_the_next_item_is_the_next_of_which_something_is_left(table, on_air, items, tea, ngoc, booth, desk):
    salt = on_sale(booth, price=30_000, name="Muối ớt")
    actions.add_to_line_up(on_air, salt.id, LiveTerms(), by=ngoc)
    actions.create_pin(items[0], by=ngoc)
    assert f'name="item" value="{items[1].id}"' in text_of(table.get(desk)).split('id="pin-next"')[0]
    buy({tea: 3})
    before_button = text_of(table.get(desk)).split('id="pin-next"')[0]
    assert f'name="item" value="{items[1].id}"' not in before_button


def test_orders_come_in_with_their_route_and_without_anybodys_name(table, on_air, items, pepper, tea, desk):
    placed = buy({pepper: 2}, voucher_code="BIENXANH")
    page = text_of(table.get(desk))
    for words in (placed.code, "2 × Hạt tiêu Cùa", str(ROUTE_NAMES["voucher"])):
        assert words in page
    assert "Nguyễn Thị Lan" not in page.split('id="desk-board"')[1]
    assert "0912" not in page


def test_the_desk_asks_again_and_hears_304_until_something_changes(table, on_air, items, pepper, desk):
    board = f"{desk}/board?broadcast={on_air.id}"
    first = table.get(board)
    assert table.get(board, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    buy({pepper: 1}, voucher_code="BIENXANH")
    assert table.get(board, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_hosts_phone_shows_what_is_on_what_is_next_and_how_many_were_sold(table, on_air, items, pepper, ngoc, desk):
    actions.create_pin(items[0], by=ngoc)
    buy({pepper: 1}, voucher_code="BIENXANH")
    page = text_of(table.get(f"{desk}?view=host"))
    for words in ("<b>1</b> đơn", "Trồng ở đất đỏ Cùa", "2. Chè vằng", "Số 1"):
        assert words in page
    pinned = table.post(f"{desk}/pin", data={"broadcast": on_air.id, "item": items[1].id, "view": "host"})
    assert pinned.location.endswith("&view=host")


def test_a_broadcast_of_another_campaign_is_not_run_from_this_desk(table, on_air, items, ngoc):
    other = a_campaign(ngoc, name="Phiên khác")
    for path in ("", "/board"):
        assert table.get(f"/organizer/campaigns/{other.slug}/desk{path}?broadcast={on_air.id}").status_code == 404
    assert table.get(f"/organizer/campaigns/{other.slug}/desk?broadcast=mot").status_code == 404
