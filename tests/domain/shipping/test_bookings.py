"""A parcel is booked with GHN exactly once, whatever becomes of the answers, and called off as long as nobody came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.errors import MoveRefused
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.actions import take_in_bank_line
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.shipping.actions import (
    cancel_booking,
    close_issue,
    connect_ghn,
    disconnect_carrier,
    fall_short,
    give_up_booking,
    label_of,
    note_fetched,
    save_pickup_point,
    send_bookings,
    ship_order,
)
from marketplace.domain.shipping.actions.asking import TAKEN_FOR, ask_about
from marketplace.domain.shipping.errors import (
    CalledOffTooLate,
    CarrierExpected,
    CarrierNotReached,
    FetchedByShopper,
    NoCarrier,
    NothingBooked,
)
from marketplace.domain.shipping.invariants import INVARIANTS
from marketplace.domain.shipping.models import Booking, CarrierConnection, CarrierIssue
from marketplace.domain.shipping.queries import booking_of
from tests.buying import a_delivery, buy, order_in, purchase_of
from tests.domain.shipping.stage import booked, issues, now, packed_order, parcels, state_of, wanted
from tests.emulators.ghn import SHOP
from tests.people import a_booth, on_sale

CREATE, FIND, CANCEL = "shipping-order/create", "shipping-order/detail-by-client-code", "switch-status/cancel"


def later(minutes: int = 3):
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def meanwhile(app, ghn, path: str, act) -> None:
    """Have `act` done by somebody else while GHN is working on its answer to `path`."""

    def do(asked: str) -> None:
        if asked == path:
            with app.app_context():
                act()

    ghn.before_answering = do


def test_a_packed_order_is_booked_with_what_is_still_to_be_collected(order, minh, ghn):
    assert wanted(order, minh).state == "wanted"
    assert ghn.times(CREATE) == 0
    send_bookings()
    booking = booking_of(order)
    assert (booking.state, booking.code, booking.fee, booking.collect) == ("booked", "Z0001BS", 27_000, 122_000)
    asked = next(body for path, body in ghn.asked if path == CREATE)
    assert (asked["client_order_code"], asked["cod_amount"]) == (f"{order.code}-G1", 122_000)
    assert (asked["to_district_id"], asked["to_ward_code"], asked["weight"]) == (1443, "21301", 1200)
    assert (asked["to_phone"], asked["insurance_value"]) == ("0912345678", 100_000)
    assert "12 Lê Duẩn" in asked["to_address"]
    assert (state_of(order), parcels(order)) == ("packed", [])


def test_nothing_is_collected_for_an_order_that_is_paid(shop, minh, ghn):
    placed = buy(on_sale(shop, price=100_000), payment_method="vietqr")
    purchase, order = purchase_of(placed), order_in(placed)
    line = StatementLine("1", "0123499999", "in", purchase.grand_total, purchase.code, "", clock.now())
    take_in_bank_line("sepay", line)
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    booked(order, minh)
    assert next(body for path, body in ghn.asked if path == CREATE)["cod_amount"] == 0


def test_the_same_press_twice_is_one_booking(order, minh, ghn):
    assert wanted(order, minh).id == wanted(order, minh).id
    for _ in range(2):
        send_bookings()
    assert ghn.times(CREATE) == len(ghn.parcels) == 1


def test_an_order_is_booked_once_at_a_time(order, minh):
    booked(order, minh)
    with pytest.raises(CarrierExpected):
        wanted(order, minh, seen=1)


def test_the_database_holds_one_booking_of_an_order_that_stands(order, minh):
    booking = wanted(order, minh)
    columns = [column.name for column in Booking.__table__.columns if column.name != "id"]
    values = {name: getattr(booking, name) for name in columns} | {"attempt": 2, "client_code": "another"}
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(Booking.__table__.insert(), values)


def test_only_a_packed_order_of_a_connected_booth_is_booked(shop, order, minh, booth):
    unpacked = order_in(buy(on_sale(shop)))
    with pytest.raises(MoveRefused):
        wanted(unpacked, minh)
    ship_order(order, by=minh, carrier="Tự giao")
    with pytest.raises(MoveRefused):
        wanted(order, minh)
    with pytest.raises(NoCarrier):
        wanted(packed_order(a_booth(minh), minh), minh)


def test_what_the_buyer_fetches_is_not_booked(shop, minh):
    save_pickup_point(shop, by=minh, address_line="Thôn 1", hours="8–17")
    fetched = packed_order(shop, minh, delivery=a_delivery(fetched_from=(shop.slug,)))
    with pytest.raises(FetchedByShopper):
        wanted(fetched, minh)


def test_an_answer_lost_after_the_parcel_was_made_books_it_exactly_once(order, minh, ghn):
    ghn.hangs_up_after_making = True
    booking = booked(order, minh)
    assert (booking.state, booking.code, booking.tries) == ("wanted", "", 1)
    ghn.hangs_up_after_making = False
    send_bookings()
    assert ghn.times(FIND) == 0  # not yet: it was asked a moment ago
    with later():
        send_bookings()
    assert (now(booking).state, now(booking).code) == ("booked", "Z0001BS")
    assert (ghn.times(CREATE), ghn.times(FIND), len(ghn.parcels)) == (1, 1, 1)


def test_what_was_never_made_is_made_at_the_next_turn(order, minh, ghn):
    ghn.down = True
    booking = booked(order, minh)
    ghn.down = False
    with later():
        send_bookings()
    assert (now(booking).state, len(ghn.parcels)) == ("booked", 1)


def test_an_unclear_answer_never_makes_a_second_parcel(order, minh, ghn):
    ghn.hangs_up_after_making = True
    booking = booked(order, minh)
    ghn.hangs_up_after_making, ghn.unclear = False, True
    with later():
        send_bookings()
    assert (now(booking).state, ghn.times(CREATE)) == ("wanted", 1)


def test_two_workers_at_once_make_one_parcel(app, order, minh, ghn):
    booking = wanted(order, minh)
    booking_id = booking.id
    # Both read the list of what is due before either took anything.
    meanwhile(app, ghn, CREATE, lambda: ask_about(booking_id))
    send_bookings()
    assert (now(booking).state, ghn.times(CREATE), ghn.times(FIND)) == ("booked", 1, 0)


def test_what_ghn_refuses_is_told_in_its_words_and_goes_another_way(order, minh, ghn):
    ghn.unserved.add((1443, "21301"))
    booking = booked(order, minh)
    assert (booking.state, booking.fault) == ("refused", "Không hỗ trợ địa chỉ này.")
    ghn.unserved.clear()
    again = wanted(order, minh, seen=1)
    send_bookings()
    assert (now(again).state, now(again).client_code) == ("booked", f"{order.code}-G2")
    note_fetched(order, by=minh)
    assert state_of(order) == "shipped"


def test_people_are_told_when_ghn_keeps_silent_and_may_give_the_booking_up(order, minh, ghn):
    ghn.down = True
    booking = booked(order, minh)
    with pytest.raises(NothingBooked):
        give_up_booking(order, by=minh)
    at = clock.now()
    for hour in range(1, 5):
        with clock.frozen(at + timedelta(hours=hour)):
            send_bookings()
    assert issues(order) == ["silence"]
    give_up_booking(order, by=minh)
    assert now(booking).state == "cancelled"
    ship_order(order, by=minh, carrier="Tự giao")


def test_a_booked_parcel_is_called_off(order, minh, ghn):
    booking = booked(order, minh)
    for _ in range(2):
        cancel_booking(order, by=minh)
    send_bookings()
    assert (now(booking).state, ghn.parcels[booking.client_code]["status"]) == ("cancelled", "cancel")
    assert ghn.times(CANCEL) == 1
    ship_order(order, by=minh, carrier="Tự giao")


def test_what_is_called_off_while_ghn_is_being_asked_does_not_stay_booked(app, order, minh, ghn):
    booking = wanted(order, minh)
    order_id, person_id = order.id, minh.id
    meanwhile(
        app, ghn, CREATE,
        lambda: cancel_booking(db.session.get_one(Order, order_id), by=db.session.get_one(Person, person_id)),
    )  # fmt: skip
    send_bookings()
    assert (now(booking).state, now(booking).code) == ("cancelling", "Z0001BS")
    send_bookings()
    assert (now(booking).state, ghn.parcels[booking.client_code]["status"]) == ("cancelled", "cancel")


def test_what_is_called_off_after_a_lost_answer_is_looked_for_first(order, minh, ghn):
    ghn.hangs_up_after_making = True
    booking = booked(order, minh)
    ghn.hangs_up_after_making = False
    cancel_booking(order, by=minh)
    send_bookings()
    assert ghn.times(CANCEL) == 0  # whoever asks just now keeps its time
    with clock.frozen(clock.now() + TAKEN_FOR + timedelta(minutes=1)):
        send_bookings()
    assert (now(booking).state, ghn.parcels[booking.client_code]["status"]) == ("cancelled", "cancel")


def test_what_was_never_made_is_called_off_without_a_word(order, minh, ghn):
    ghn.down = True
    booking = booked(order, minh)
    ghn.down = False
    cancel_booking(order, by=minh)
    with later():
        send_bookings()
    assert (now(booking).state, ghn.parcels) == ("cancelled", {})


def test_calling_off_too_late_makes_it_a_parcel(order, minh, ghn):
    booking = booked(order, minh)
    ghn.parcels[booking.client_code]["status"] = "picked"
    cancel_booking(order, by=minh)
    send_bookings()
    assert (now(booking).state, state_of(order), parcels(order)) == ("picked", "shipped", [("Z0001BS", "picked")])
    assert issues(order) == ["fetched_anyway"]
    with pytest.raises(CalledOffTooLate):
        cancel_booking(order, by=minh)


def test_a_cancelled_orders_carrier_is_called_off(order, minh, ghn):
    booking = booked(order, minh)
    cancel_order(order.id, who="booth", by=minh, reason="Hết hàng")
    send_bookings()
    assert (now(booking).state, ghn.parcels[booking.client_code]["status"]) == ("cancelled", "cancel")


def test_while_a_carrier_is_expected_the_order_goes_no_other_way_and_stays_as_it_is(shop, minh, ghn):
    order = order_in(buy({on_sale(shop): 2}))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    booked(order, minh)
    with pytest.raises(CarrierExpected):
        ship_order(order, by=minh, carrier="Tự giao")
    with pytest.raises(CarrierExpected):
        fall_short(order, {order.lines[0].id: 1}, by=minh, reason="Vỡ", seen=0)
    assert (state_of(order), parcels(order)) == ("packed", [])


def test_the_booth_may_say_first_that_the_driver_came(order, minh):
    booking = booked(order, minh)
    assert note_fetched(order, by=minh).id == note_fetched(order, by=minh).id
    assert (now(booking).state, state_of(order), parcels(order)) == ("picked", "shipped", [("Z0001BS", "picked")])


def test_nobody_came_for_what_has_no_code_yet(order, minh):
    with pytest.raises(NothingBooked):
        note_fetched(order, by=minh)
    wanted(order, minh)
    with pytest.raises(NothingBooked):
        note_fetched(order, by=minh)


def test_the_label_is_asked_for_when_it_is_wanted(order, minh, ghn):
    with pytest.raises(NothingBooked):
        label_of(order)
    booked(order, minh)
    assert label_of(order) == f"{ghn.address}/a5/public-api/printA5?token=print%2F1"
    ghn.down = True
    with pytest.raises(CarrierNotReached):
        label_of(order)


def test_keys_that_are_taken_no_more_are_told_and_mended(order, shop, minh, ghn, monkeypatch):
    booking = wanted(order, minh)
    monkeypatch.setattr("tests.emulators.ghn.TOKEN", "renewed")
    send_bookings()
    assert (now(booking).state, issues(order)) == ("wanted", ["keys"])
    assert db.session.scalar(select(CarrierConnection.fault)) == "Token is not valid!"
    connect_ghn(shop, by=minh, token="renewed", shop_id=SHOP)
    with later(61):
        send_bookings()
    assert now(booking).state == "booked"


def test_a_booth_that_disconnects_handles_its_bookings_by_hand(order, shop, minh):
    booking = booked(order, minh)
    disconnect_carrier(shop, by=minh)
    give_up_booking(order, by=minh)
    assert now(booking).state == "cancelled"
    with pytest.raises(NoCarrier):
        wanted(order, minh, seen=1)
    ship_order(order, by=minh, carrier="Tự giao")


def test_what_was_looked_at_is_closed_once_and_only_with_its_own_order(order, shop, minh, ghn):
    booking = booked(order, minh)
    ghn.parcels[booking.client_code]["status"] = "picked"
    cancel_booking(order, by=minh)
    send_bookings()
    [issue_id] = db.session.scalars(select(CarrierIssue.id))
    with pytest.raises(NotThere):
        close_issue(packed_order(shop, minh), issue_id, by=minh)
    for _ in range(2):
        close_issue(order, issue_id, by=minh)
    assert db.session.get_one(CarrierIssue, issue_id, populate_existing=True).closed_by_id == minh.id


FAULTS = {
    "bookings-are-their-orders": [
        "UPDATE bookings SET booth_id = :rival",
        "UPDATE parcels SET tracking_code = 'OTHER'",
        "UPDATE bookings SET parcel_id = :foreign_parcel",
    ],
    "nobody-fetches-what-is-sent": ["UPDATE bookings SET state = 'booked', parcel_id = NULL"],
    "carriers-collect-what-is-owed": ["UPDATE bookings SET collect = collect - 1"],
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(("name", "fault"), [(name, each) for name, faults in FAULTS.items() for each in faults])
def test_a_planted_fault_is_found(order, shop, minh, rival_booth, hoa, name, fault):
    other = ship_order(packed_order(rival_booth, hoa), by=hoa, carrier="GHN", tracking_code="Z0009BS")
    booked(order, minh)
    note_fetched(order, by=minh)
    [rule] = [each for each in INVARIANTS if each.name == name]
    assert examine([rule])[0].holds
    values = {"rival": rival_booth.id, "foreign_parcel": other.id}
    with transaction():
        db.session.execute(text(fault), {key: value for key, value in values.items() if f":{key}" in fault})
    assert not examine([rule])[0].holds
