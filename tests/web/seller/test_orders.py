"""What the booth's orders promise: the next thing to do, done once, by whom it concerns."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.money import format_dong
from marketplace.core.transactions import transaction
from marketplace.domain.booths.models import Membership
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.models import Parcel
from marketplace.domain.stock.queries import left_of
from tests.buying import a_delivery, buy, order_in, orders_in
from tests.people import a_person, on_sale, sign_in_as

STEPS = ("acceptance", "packing", "shipment", "delivery", "refusal", "return-receipt", "cancellation")


@pytest.fixture
def variant(booth):
    return on_sale(booth, price=100_000)


@pytest.fixture
def order(app, variant):
    return order_in(buy(variant, delivery=a_delivery(note="Gọi trước khi giao")))


@pytest.fixture
def desk(client, minh, order):
    sign_in_as(client, minh)
    return client


def state_of(order) -> str:
    return db.session.scalar(select(Order.state).where(Order.id == order.id))


def do(desk, order, step: str, **data: str):
    return desk.post(f"/seller/orders/{order.code}/{step}", data=data)


def sent(desk, order) -> None:
    do(desk, order, "acceptance")
    do(desk, order, "packing")
    do(desk, order, "shipment", carrier="GHN", tracking_code="ghn 12345")


def test_a_new_order_waits_on_the_board_with_its_age(desk, order):
    page = desk.get("/seller/orders").text
    assert order.code in page
    assert ">Thu hộ</span>" in page
    assert "1 phút" in page


def test_the_board_shows_the_longest_waiting_first(desk, order, variant):
    with clock.frozen(clock.now()) as hands:
        hands.move(hours=3)
        later = order_in(buy(variant, delivery=a_delivery(phone="0987 654 321")))
        page = desk.get("/seller/orders").text
    assert page.index(order.code) < page.index(later.code)


def test_an_unpaid_order_is_not_the_booths_business_yet(desk, variant):
    waiting = order_in(buy(variant, payment_method="vietqr", delivery=a_delivery(phone="0987 654 321")))
    for state in ("", "placed", "awaiting_payment"):
        assert waiting.code not in desk.get(f"/seller/orders?state={state}").text


def test_one_order_shows_whom_what_and_how_much_to_collect(desk, order):
    page = desk.get(f"/seller/orders/{order.code}").text
    for wanted in ("Nguyễn Thị Lan", "tel:+84912345678", "12 Lê Duẩn", "Gọi trước khi giao", format_dong(122_000)):
        assert wanted in page


def test_an_order_goes_its_way_step_by_step(desk, order):
    sent(desk, order)
    assert state_of(order) == "shipped"
    parcel = db.session.scalars(select(Parcel)).one()
    assert (parcel.carrier, parcel.tracking_code) == ("GHN", "GHN12345")
    do(desk, order, "delivery")
    assert state_of(order) == "delivered"


def test_each_page_offers_the_steps_that_are_next_and_no_others(desk, order):
    def offered() -> set[str]:
        page = desk.get(f"/seller/orders/{order.code}").text
        return {step for step in STEPS if f'action="/seller/orders/{order.code}/{step}"' in page}

    assert offered() == {"acceptance", "cancellation"}
    do(desk, order, "acceptance")
    assert offered() == {"packing", "cancellation"}
    do(desk, order, "packing")
    assert offered() == {"shipment", "cancellation"}
    do(desk, order, "shipment", carrier="GHN")
    assert offered() == {"delivery", "refusal"}
    do(desk, order, "refusal", reason="Không nghe máy")
    assert offered() == {"return-receipt"}
    do(desk, order, "return-receipt")
    assert offered() == set()


def test_the_same_step_twice_is_one_step(desk, order):
    assert do(desk, order, "acceptance").status_code == 303
    assert do(desk, order, "acceptance").status_code == 303
    assert len(db.session.get_one(Order, order.id).steps) == 2


@pytest.mark.parametrize("step", ["packing", "shipment", "delivery", "refusal", "return-receipt"])
def test_a_step_out_of_turn_changes_nothing(desk, order, step):
    answer = do(desk, order, step, carrier="GHN", reason="Vì thế")
    assert answer.status_code == 409
    assert state_of(order) == "placed"


def test_a_parcel_without_a_carrier_is_asked_for_one(desk, order):
    do(desk, order, "acceptance")
    do(desk, order, "packing")
    answer = do(desk, order, "shipment", carrier="", tracking_code="GHN12345")
    assert answer.status_code == 422
    assert 'value="GHN12345"' in answer.text
    assert state_of(order) == "packed"


def test_a_carrier_of_ones_own_may_be_named(desk, order):
    do(desk, order, "acceptance")
    do(desk, order, "packing")
    do(desk, order, "shipment", carrier="GHN", other_carrier="Xe khách Đông Hà")
    assert db.session.scalars(select(Parcel)).one().carrier == "Xe khách Đông Hà"


@pytest.mark.parametrize("step", ["cancellation", "refusal"])
def test_letting_a_buyer_down_asks_for_a_reason(desk, order, step):
    if step == "refusal":
        sent(desk, order)
    before = state_of(order)
    answer = do(desk, order, step, reason="  ")
    assert answer.status_code == 422
    assert state_of(order) == before


def test_what_comes_back_is_on_the_shelf_again(desk, order, variant):
    sent(desk, order)
    do(desk, order, "refusal", reason="Không nghe máy")
    assert left_of([variant.id])[variant.id] == 9
    do(desk, order, "return-receipt")
    assert left_of([variant.id])[variant.id] == 10


def test_chosen_orders_are_taken_on_together_and_the_others_stay(desk, order, variant):
    more = [order_in(buy(variant, delivery=a_delivery(phone=f"091200000{n}"))) for n in range(3)]
    desk.post("/seller/orders/acceptances", data={"code": [order.code, more[0].code]})
    assert [state_of(each) for each in (order, *more)] == ["accepted", "accepted", "placed", "placed"]
    desk.post("/seller/orders/packings", data={"code": [order.code, more[1].code]})
    assert [state_of(each) for each in (order, *more)] == ["packed", "accepted", "placed", "placed"]


def test_of_a_batch_each_order_that_could_not_be_moved_is_named_with_why_and_stays_chosen(desk, order, variant):
    ready = order_in(buy(variant, delivery=a_delivery(phone="0987 654 321")))
    do(desk, ready, "acceptance")
    answer = desk.post("/seller/orders/packings?state=placed", data={"code": [order.code, ready.code, "QT-X-1"]})
    assert answer.status_code == 409
    assert "2 đơn chưa làm được" in answer.text
    assert "Đã xong 1 đơn." in answer.text
    assert "Gian hàng không có đơn này." in answer.text
    assert f'value="{order.code}" form="batch" checked' in answer.text
    assert [state_of(order), state_of(ready)] == ["placed", "packed"]


def test_packed_orders_are_handed_over_together_each_with_its_own_code(desk, order, variant):
    more = [order_in(buy(variant, delivery=a_delivery(phone=f"091200000{n}"))) for n in range(2)]
    codes = [each.code for each in (order, *more)]
    desk.post("/seller/orders/acceptances", data={"code": codes})
    desk.post("/seller/orders/packings", data={"code": codes})
    answer = desk.post(
        "/seller/orders/shipments",
        data={"code": codes, "carrier": "GHN", f"tracking-{codes[0]}": "ghn 11111", f"tracking-{codes[1]}": "x"},
    )
    assert answer.status_code == 422
    assert f'name="tracking-{codes[1]}" value="x"' in answer.text or "5 đến 40 ký tự" in answer.text
    assert [state_of(each) for each in (order, *more)] == ["shipped", "packed", "shipped"]
    parcels = db.session.scalars(select(Parcel).order_by(Parcel.order_id)).all()
    assert [(each.carrier, each.tracking_code) for each in parcels] == [("GHN", "GHN11111"), ("GHN", "")]


def test_filters_stay_in_the_address_after_a_batch(desk, order):
    answer = desk.post("/seller/orders/acceptances?state=placed&payment=cash", data={"code": [order.code]})
    assert answer.location == "/seller/orders?state=placed&payment=cash"


def test_the_board_is_searched_by_code_and_by_phone_and_filtered_by_payment_and_age(desk, order, variant):
    other = order_in(buy(variant, delivery=a_delivery(phone="0987 654 321")))

    def shown(**query: str) -> set[str]:
        page = desk.get("/seller/orders", query_string=query).text
        return {each.code for each in (order, other) if each.code in page.split("</form>", 1)[1]}

    assert shown(q="0987654321") == {other.code}
    assert shown(q=order.code.lower()) == {order.code}
    assert shown(q=order.purchase.code) == {order.code}
    assert shown(payment="prepaid") == set()
    assert shown(payment="cash") == {order.code, other.code}
    assert shown(days="1") == set()
    with clock.frozen(clock.now()) as hands:
        hands.move(days=2)
        assert shown(days="1") == {order.code, other.code}


@pytest.mark.parametrize("days", ["x", "-3", "99999999999", "1.5"])
def test_a_filter_that_is_none_breaks_nothing(desk, order, days):
    assert order.code in desk.get(f"/seller/orders?days={days}&payment={days}&q=").text or days == "99999999999"


def test_a_batch_of_nothing_says_so(desk):
    assert "chọn ít nhất một đơn" in desk.post("/seller/orders/acceptances", follow_redirects=True).text


@pytest.fixture
def rival_order(rival_booth):
    return order_in(buy(on_sale(rival_booth), delivery=a_delivery(phone="0987 654 321")))


def test_another_booths_orders_are_not_there(desk, rival_order):
    assert rival_order.code not in desk.get("/seller/orders").text
    assert desk.get(f"/seller/orders/{rival_order.code}").status_code == 404
    for step in STEPS:
        assert do(desk, rival_order, step, carrier="GHN", reason="Vì thế").status_code == 404
    desk.post("/seller/orders/acceptances", data={"code": [rival_order.code]})
    assert state_of(rival_order) == "placed"


def test_of_a_purchase_of_two_booths_each_sees_its_own_part(client, booth, minh, rival_booth):
    placed = buy({on_sale(booth, name="Tiêu Cùa"): 1, on_sale(rival_booth, name="Trà vằng"): 1})
    sign_in_as(client, minh)
    mine, hers = orders_in(placed)
    assert "Trà vằng" not in client.get(f"/seller/orders/{mine.code}").text
    assert client.get(f"/seller/orders/{hers.code}").status_code == 404


def test_a_packer_packs_but_sets_no_fees_and_no_offers(client, booth, order):
    packer = a_person("Tú")
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=packer.id, role="packer", since=clock.now()))
    sign_in_as(client, packer)
    assert do(client, order, "acceptance").status_code == 303
    assert client.get("/seller/shipping").status_code == 403
    assert client.get("/seller/promotions").status_code == 403


@pytest.mark.parametrize("code", ["x", "%00", "QT-%", "'", "-", "QT-2222222222-1", "9" * 300])
def test_a_code_of_nothing_is_not_there(desk, code):
    assert desk.get(f"/seller/orders/{code}").status_code == 404


@pytest.mark.parametrize("page", ["-1", "0", "x", "99999999999999999999", "1.5"])
def test_a_page_that_is_none_breaks_nothing(desk, page):
    assert desk.get(f"/seller/orders?page={page}&state={page}").status_code == 200


@pytest.fixture
def basket(app, booth):
    """Two jars of one thing and one of another, packed."""
    return {"tiêu": on_sale(booth, price=50_000, name="Tiêu Cùa"), "mắm": on_sale(booth, price=30_000, name="Mắm ruốc")}


@pytest.fixture
def big(app, basket):
    return order_in(buy({basket["tiêu"]: 2, basket["mắm"]: 1}))


def line_of(order, variant):
    return next(line for line in order.lines if line.variant_id == variant.id)


@pytest.fixture
def packer(client, minh, big):
    sign_in_as(client, minh)
    do(client, big, "acceptance")
    do(client, big, "packing")
    return client


def test_a_part_may_be_sent_first_and_the_rest_later(packer, big, basket):
    tieu, mam = line_of(big, basket["tiêu"]), line_of(big, basket["mắm"])
    first = {"carrier": "GHN", "seen": "0", "units-seen": "1", f"units-{tieu.id}": "1", f"units-{mam.id}": "1"}
    do(packer, big, "shipment", **first)
    do(packer, big, "shipment", **first)  # pressed twice
    assert len(db.session.scalars(select(Parcel)).all()) == 1
    assert do(packer, big, "delivery").status_code == 409
    page = packer.get(f"/seller/orders/{big.code}").text
    assert f"Gửi phần còn lại</strong>: 1 × {tieu.product_name}</p>" in page
    assert f"1 × {tieu.product_name}; 1 × {mam.product_name}</p>" in page, "what lies in the first parcel"
    do(packer, big, "shipment", carrier="GHN", seen="1")
    assert len(db.session.scalars(select(Parcel)).all()) == 2
    assert do(packer, big, "delivery").status_code == 303
    assert state_of(big) == "delivered"


@pytest.mark.parametrize("typed", ["3", "-1", "x", "1.5", "0"])
def test_no_more_is_sent_than_was_bought(packer, big, basket, typed):
    line = line_of(big, basket["tiêu"])
    answer = do(
        packer, big, "shipment", **{"carrier": "GHN", "seen": "0", "units-seen": "1", f"units-{line.id}": typed}
    )
    assert answer.status_code == 422
    assert state_of(big) == "packed"


def test_missing_goods_are_said_with_a_reason_and_the_door_asks_for_less(packer, big, basket):
    line = line_of(big, basket["tiêu"])
    answer = do(packer, big, "shortfalls", **{"seen": "0", f"short-{line.id}": "1", "short_reason": "Hũ bị vỡ"})
    assert answer.status_code == 303
    page = packer.get(f"/seller/orders/{big.code}").text
    assert "Hũ bị vỡ" in page
    assert format_dong(big.grand_total - 50_000) in page
    assert left_of([basket["tiêu"].id])[basket["tiêu"].id] == 8


@pytest.mark.parametrize(
    ("units", "reason", "field"), [("0", "Vỡ", "short"), ("3", "Vỡ", "short"), ("1", " ", "reason")]
)
def test_a_shortfall_that_makes_no_sense_keeps_what_was_typed(packer, big, basket, units, reason, field):
    line = line_of(big, basket["tiêu"])
    answer = do(packer, big, "shortfalls", **{"seen": "0", f"short-{line.id}": units, "short_reason": reason})
    assert answer.status_code == 422
    assert f'name="short-{line.id}"' in answer.text
    assert f'value="{units}"' in answer.text


def test_what_a_colleague_has_changed_meanwhile_is_looked_at_again(packer, big, basket):
    line = line_of(big, basket["tiêu"])
    typed = {"seen": "0", f"short-{line.id}": "1", "short_reason": "Vỡ"}
    do(packer, big, "shortfalls", **typed)
    assert do(packer, big, "shortfalls", **typed).status_code == 409
    assert left_of([basket["tiêu"].id])[basket["tiêu"].id] == 8


def test_notes_are_the_booths_own(packer, big):
    do(packer, big, "notes", note="Khách hẹn chiều thứ Bảy <b>")
    page = packer.get(f"/seller/orders/{big.code}").text
    assert "Khách hẹn chiều thứ Bảy &lt;b&gt;" in page
    assert "Hồ Văn Minh" in page
    assert "thứ Bảy" not in packer.get(f"/orders/{big.purchase.code}").text
    assert do(packer, big, "notes", note=" ").status_code == 422


def test_the_recipient_is_called_or_written_to_with_one_tap(desk, order):
    page = desk.get(f"/seller/orders/{order.code}").text
    assert 'href="tel:+84912345678"' in page
    assert 'href="https://zalo.me/84912345678"' in page


def test_the_desk_hears_of_a_new_order_and_pays_little_while_there_is_none(desk, order, variant):
    first = desk.get("/seller/orders/news.json")
    assert first.json == {"waiting": 1, "newest": order.code}
    assert desk.get("/seller/orders/news.json", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    later = order_in(buy(variant, delivery=a_delivery(phone="0987 654 321")))
    assert desk.get("/seller/orders/news.json").json == {"waiting": 2, "newest": later.code}


def test_the_board_and_an_order_ask_few_things_however_many_orders_there_are(desk, order, variant, queries):
    for n in range(4):
        buy(variant, delivery=a_delivery(phone=f"091200000{n}"))
    desk.get("/seller/orders")
    for page in ("/seller/orders", "/seller/orders?q=0912345678", "/seller/orders/news.json"):
        queries.clear()
        desk.get(page)
        assert len(queries) <= 8, page


@pytest.mark.parametrize("step", ["cancellation", "refusal"])
def test_nothing_is_collected_or_printed_for_an_order_that_does_not_come(desk, order, step):
    page = desk.get(f"/seller/orders/{order.code}").text
    assert "Thu khi giao" in page
    assert "/seller/labels/a6.pdf" in page
    if step == "refusal":
        sent(desk, order)
    do(desk, order, step, reason="Khách đổi ý")
    page = desk.get(f"/seller/orders/{order.code}").text
    assert "Thu khi giao" not in page
    assert "/seller/labels/" not in page
    board = desk.get(f"/seller/orders?q={order.code}").text
    assert order.code in board
    assert ">Thu hộ</span>" not in board
