"""What GHN says of a parcel: asked back and never believed, by an explicit table, once, in any order, and told."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.codes import hash_token
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.letters import Letter
from marketplace.core.transactions import transaction
from marketplace.domain.checkout.actions import cancel_order, take_back_order
from marketplace.domain.orders.models import OrderStep
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.shipping.actions import (
    deliver_order,
    disconnect_carrier,
    follow_bookings,
    give_up_booking,
    hook_secret_of,
    note_fetched,
    take_in_carrier_notice,
    work_carrier_notices,
)
from marketplace.domain.shipping.actions.following import LOOK_AGAIN, note_standing
from marketplace.domain.shipping.carriers import GHN_STATUSES, Standing, step_of
from marketplace.domain.shipping.errors import BadCarrierNotice
from marketplace.domain.shipping.models import Booking, CarrierNotice
from marketplace.domain.shipping.queries import booking_of, connection_of
from marketplace.domain.stock.queries import left_of
from tests.buying import a_delivery
from tests.domain.shipping.stage import (
    asking_the_emulator,
    booked,
    connected,
    issues,
    now,
    packed_order,
    parcels,
    state_of,
)
from tests.emulators.ghn import SHOP
from tests.people import a_booth, a_person

LAN = "lan@example.vn"
DETAIL = "shipping-order/detail"
ON_THE_WAY = ["picked", "storing", "transporting", "sorting", "delivering", "money_collect_delivering"]


@pytest.fixture
def booking(order, minh):
    return booked(order, minh)


@pytest.fixture
def secret(shop, booking):
    return hook_secret_of(connection_of(shop.id))


def said_by_ghn(booking, **facts) -> bytes:
    """A message as GHN posts it."""
    body = {
        "OrderCode": booking.code, "ClientOrderCode": booking.client_code, "ShopID": int(SHOP), "Type": "Switch_status",
        "Status": "delivered", "Time": "2026-11-29T10:00:00Z", "CODAmount": booking.collect, "ToName": "Nguyễn Thị Lan",
        **facts,
    }  # fmt: skip
    return json.dumps(body).encode()


def stands(ghn, booking, status: str, **facts) -> None:
    """How the parcel stands with GHN from now on."""
    ghn.parcels[booking.client_code] |= {"status": status, **facts}


def hear(ghn, booking, secret, status: str, **facts) -> None:
    """The parcel came so far, GHN posts it, and it is worked on."""
    stands(ghn, booking, status, **facts)
    take_in_carrier_notice(secret, said_by_ghn(booking, Status=status, Time=str(clock.now())))
    work_carrier_notices()


def steps_of(order) -> list[tuple[str, str]]:
    found = select(OrderStep.to_state, OrderStep.by_kind).where(OrderStep.order_id == order.id).order_by(OrderStep.seq)
    return [tuple(row) for row in db.session.execute(found)]


def test_a_parcel_travels_from_the_booth_to_the_buyer(order, booking, secret, ghn):
    hear(ghn, booking, secret, "picking")
    assert (state_of(order), parcels(order)) == ("packed", [])
    for status in ON_THE_WAY:
        hear(ghn, booking, secret, status)
        assert (state_of(order), parcels(order)) == ("shipped", [(booking.code, step_of(status))])
    hear(ghn, booking, secret, "delivered")
    assert (state_of(order), parcels(order)) == ("delivered", [(booking.code, "delivered")])
    assert steps_of(order)[-2:] == [("shipped", "system"), ("delivered", "system")]
    assert issues(order) == []
    assert now(booking).closed_at is not None
    assert db.session.scalar(select(PaymentAttempt.state).where(PaymentAttempt.order_id == order.id)) == "paid"


def test_a_message_is_never_believed_only_asked_back(order, booking, secret, ghn):
    take_in_carrier_notice(secret, said_by_ghn(booking, Status="delivered"))
    work_carrier_notices()
    assert (state_of(order), parcels(order), now(booking).status) == ("packed", [], "ready_to_pick")


def test_a_failed_try_is_no_cancellation(order, booking, secret, ghn):
    for status, times in (("delivery_fail", 2), ("waiting_to_return", 1), ("delivering", 1), ("delivered", 1)):
        for _ in range(times):
            hear(ghn, booking, secret, status)
        assert state_of(order) == ("delivered" if status == "delivered" else "shipped")
    assert issues(order) == []


@pytest.mark.parametrize("status", ["exception", "teleported", ""])
def test_an_unknown_status_changes_nothing_is_kept_raw_and_told_once(order, booking, secret, ghn, status):
    hear(ghn, booking, secret, "delivering")
    before = parcels(order)
    for _ in range(2):
        hear(ghn, booking, secret, status)
    assert (state_of(order), parcels(order), now(booking).status) == ("shipped", before, status)
    assert issues(order) == ["unknown_status"]
    hear(ghn, booking, secret, "delivered")
    assert state_of(order) == "delivered"


def test_another_amount_to_collect_is_told_and_both_are_kept(order, booking, secret, ghn):
    hear(ghn, booking, secret, "delivering", cod_amount=100_000)
    assert issues(order) == ["amount"]
    assert (now(booking).collect, now(booking).said_collect) == (122_000, 100_000)


def test_the_same_message_is_kept_once_and_asked_back_once(order, booking, secret, ghn):
    message = said_by_ghn(booking)
    assert [take_in_carrier_notice(secret, message) for _ in range(3)] == [True, False, False]
    for _ in range(2):
        work_carrier_notices()
    assert db.session.scalar(select(func.count()).select_from(CarrierNotice)) == 1
    assert ghn.times(DETAIL) == 1


def test_nothing_of_the_recipient_is_kept_of_a_message(booking, secret):
    take_in_carrier_notice(secret, said_by_ghn(booking))
    [kept] = db.session.scalars(select(CarrierNotice.body))
    assert kept["Status"] == "delivered"
    assert "Lan" not in str(kept)


@pytest.mark.parametrize("forged", ["", "x", "a" * 43, hash_token("x")])
def test_a_forged_secret_keeps_nothing(booking, secret, forged):
    with pytest.raises(NotThere):
        take_in_carrier_notice(forged, said_by_ghn(booking))
    assert db.session.scalar(select(func.count()).select_from(CarrierNotice)) == 0


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"x"', b"{}", b'{"Status": "delivered"}', b"\xff\xfe"])
def test_a_message_that_names_no_parcel_is_refused(booking, secret, raw):
    with pytest.raises(BadCarrierNotice):
        take_in_carrier_notice(secret, raw)


def test_another_booths_address_reaches_none_of_this_booths_parcels(order, booking, ghn, hoa):
    theirs = connected(a_booth(hoa), hoa)
    stands(ghn, booking, "delivered")
    take_in_carrier_notice(hook_secret_of(connection_of(theirs.id)), said_by_ghn(booking))
    assert work_carrier_notices() == 1
    assert (state_of(order), ghn.times(DETAIL)) == ("packed", 0)


def test_a_parcel_that_the_booth_booked_itself_is_let_be(booking, secret, ghn):
    take_in_carrier_notice(secret, said_by_ghn(booking, OrderCode="ZOTHER", ClientOrderCode=""))
    assert (work_carrier_notices(), ghn.times(DETAIL)) == (1, 0)


def test_a_code_that_means_another_parcel_is_told(order, booking, secret, ghn):
    stands(ghn, booking, "delivered", client_order_code="SOMEBODY-ELSES")
    take_in_carrier_notice(secret, said_by_ghn(booking))
    work_carrier_notices()
    assert (state_of(order), issues(order)) == ("packed", ["other_parcel"])


def test_a_message_while_ghn_is_silent_is_worked_on_later(order, booking, secret, ghn):
    ghn.down = True
    hear(ghn, booking, secret, "picked")
    assert state_of(order) == "packed"
    ghn.down = False
    work_carrier_notices()
    assert state_of(order) == "packed"
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        work_carrier_notices()
    assert state_of(order) == "shipped"


def test_a_parcel_of_which_no_message_came_is_asked_after(order, booking, ghn):
    stands(ghn, booking, "delivered")
    assert follow_bookings() == 0
    with clock.frozen(clock.now() + LOOK_AGAIN):
        assert follow_bookings() == 1
    assert state_of(order) == "delivered"
    with clock.frozen(clock.now() + 3 * LOOK_AGAIN):
        assert follow_bookings() == 0


def test_a_booth_whose_carrier_is_silent_is_asked_no_further(shop, booking, minh, ghn):
    for _ in range(2):
        booked(packed_order(shop, minh), minh)
    ghn.down = True
    before = len(ghn.asked)
    with clock.frozen(clock.now() + 2 * LOOK_AGAIN):
        assert follow_bookings() == 0
    assert len(ghn.asked) == before + 1


def test_an_answer_asked_for_before_another_changes_nothing(order, booking):
    at = clock.now()
    late = Standing(booking.code, booking.client_code, "delivered", "delivered", booking.collect)
    early = Standing(booking.code, booking.client_code, "delivering", "delivering", booking.collect)
    note_standing(booking.id, late, asked_at=at)
    note_standing(booking.id, early, asked_at=at - timedelta(seconds=5))
    assert (now(booking).status, parcels(order)) == ("delivered", [(booking.code, "delivered")])


def test_a_parcel_that_comes_back_waits_for_the_booth_to_count_it(order, booking, secret, ghn, minh):
    variant = order.lines[0].variant_id
    for status in ("picked", "return", "returning", "returned"):
        hear(ghn, booking, secret, status)
    assert (state_of(order), parcels(order)) == ("refused", [(booking.code, "returned")])
    assert issues(order) == ["returned"]
    before = left_of([variant])[variant]
    take_back_order(order.id, by=minh)
    assert (state_of(order), left_of([variant])[variant]) == ("returned", before + 1)


@pytest.mark.parametrize("status", ["lost", "damage"])
def test_what_ghn_lost_is_not_on_the_shelf_again(order, booking, secret, ghn, minh, status):
    variant = order.lines[0].variant_id
    for each in ("picked", status):
        hear(ghn, booking, secret, each)
    assert (state_of(order), parcels(order), issues(order)) == ("refused", [(booking.code, "lost")], ["lost"])
    before = left_of([variant])[variant]
    take_back_order(order.id, by=minh)
    assert (state_of(order), left_of([variant])[variant], parcels(order)) == (
        "returned",
        before,
        [(booking.code, "lost")],
    )


def told(address: str = LAN) -> list[str]:
    found = select(Letter).where(Letter.to == address).order_by(Letter.id)
    return [f"{letter.subject}\n{letter.text}" for letter in db.session.scalars(found)]


@pytest.mark.parametrize("status", ["lost", "damage"])
def test_a_buyer_hears_that_the_goods_were_lost_and_never_that_they_come_back(shop, minh, ghn, status):
    order = packed_order(shop, minh, delivery=a_delivery(email=LAN))
    booking = booked(order, minh)
    secret = hook_secret_of(connection_of(shop.id))
    for each in ("picked", status, "transporting", status):
        hear(ghn, booking, secret, each)
    assert "thất lạc" in told()[-1]
    assert "không phải trả tiền" in told()[-1]
    take_back_order(order.id, by=minh)
    assert "khép lại" in told()[-1]
    whole = "".join(told())
    assert ("quay về" in whole, "nhận lại" in whole, whole.count("làm thất lạc")) == (False, False, 1)


def test_who_paid_hears_that_the_money_of_lost_goods_comes_back(shop, minh, ghn):
    order = packed_order(shop, minh, delivery=a_delivery(email=LAN))
    with transaction():
        order.purchase.paid_at = clock.now()
    booking = booked(order, minh)
    hear(ghn, booking, hook_secret_of(connection_of(shop.id)), "lost")
    assert "tiền bạn đã trả được hoàn" in told()[-1]


def test_what_was_coming_back_and_got_lost_is_told_as_well(shop, minh, ghn):
    order = packed_order(shop, minh, delivery=a_delivery(email=LAN))
    booking = booked(order, minh)
    secret = hook_secret_of(connection_of(shop.id))
    hear(ghn, booking, secret, "returning")
    assert "quay về" in told()[-1]
    hear(ghn, booking, secret, "lost")
    assert "làm thất lạc" in told()[-1]


def test_a_parcel_called_off_by_ghn_is_told_and_may_be_booked_anew(order, booking, secret, ghn, minh):
    hear(ghn, booking, secret, "cancel")
    assert (state_of(order), now(booking).state, issues(order)) == ("packed", "cancelled", ["called_off"])


def test_a_parcel_called_off_on_its_way_is_told(order, booking, secret, ghn):
    for status in ("picked", "cancel"):
        hear(ghn, booking, secret, status)
    assert (state_of(order), issues(order)) == ("shipped", ["called_off_late"])


def test_a_cancelled_order_that_ghn_fetched_all_the_same_is_told(order, booking, secret, ghn, minh):
    cancel_order(order.id, who="booth", by=minh, reason="Hết hàng")
    hear(ghn, booking, secret, "picked")
    assert (state_of(order), parcels(order), issues(order)) == ("cancelled", [], ["fetched_anyway"])
    hear(ghn, booking, secret, "returned")
    assert now(booking).state == "cancelled"


def test_a_parcel_given_up_that_ghn_fetched_all_the_same_is_told(order, booking, secret, ghn, shop, minh):
    disconnect_carrier(shop, by=minh)
    give_up_booking(order, by=minh)
    connected(shop, minh)
    hear(ghn, booking, hook_secret_of(connection_of(shop.id)), "picked")
    assert (state_of(order), issues(order)) == ("packed", ["fetched_anyway"])


def test_what_the_booth_said_by_hand_stands_and_a_contradiction_is_told(order, booking, secret, ghn, minh):
    note_fetched(order, by=minh)
    deliver_order(order, by=minh)
    hear(ghn, booking, secret, "delivering")
    assert (state_of(order), parcels(order), issues(order)) == ("delivered", [(booking.code, "delivered")], [])
    hear(ghn, booking, secret, "returned")
    assert (state_of(order), issues(order)) == ("delivered", ["differs"])


def test_delivered_after_it_was_given_up_is_told(order, booking, secret, ghn):
    for status in ("picked", "returning", "delivering", "delivered"):
        hear(ghn, booking, secret, status)
    assert (state_of(order), issues(order)) == ("refused", ["differs"])


MOVES = st.lists(st.sampled_from([*sorted(GHN_STATUSES), "exception", "?"]), min_size=1, max_size=8)


@settings(max_examples=25)
@given(statuses=MOVES, seed=st.randoms(use_true_random=False))
def test_events_in_any_order_and_twice_end_where_the_last_answer_says(market_of_one, statuses, seed):
    """Whatever GHN's answers and in which order they arrive here: the newest decides, repeated ones add nothing."""
    order, booking, _ghn = market_of_one()
    at = clock.now()
    answers = [
        (at + timedelta(seconds=n), Standing(booking.code, booking.client_code, each, step_of(each), booking.collect))
        for n, each in enumerate(statuses)
    ]
    for asked_at, answer in answers:
        note_standing(booking.id, answer, asked_at=asked_at)
    before = (state_of(order), parcels(order), now(booking).status, issues(order))
    again = answers * 2
    seed.shuffle(again)
    for asked_at, answer in again:
        note_standing(booking.id, answer, asked_at=asked_at)
    assert (state_of(order), parcels(order), now(booking).status, issues(order)) == before
    assert now(booking).status == statuses[-1]
    assert len(parcels(order)) <= 1


@pytest.fixture
def market_of_one(app):
    """Another booked order of one booth, each time it is called."""
    with asking_the_emulator(app) as ghn:
        minh = a_person("Hồ Văn Minh")
        booth = connected(a_booth(minh), minh)

        phones = (f"09{n:08}" for n in itertools.count(10_000_000))

        def another():
            order = packed_order(booth, minh, delivery=a_delivery(next(phones)))
            return order, booked(order, minh), ghn

        yield another


def test_no_event_brings_an_order_back_from_where_it_was(order, booking):
    """For each two statuses: what was delivered stays delivered."""
    at = itertools.count()
    for status in ["delivered", *GHN_STATUSES]:
        answer = Standing(booking.code, booking.client_code, status, step_of(status), booking.collect)
        note_standing(booking.id, answer, asked_at=clock.now() + timedelta(seconds=next(at)))
        assert state_of(order) == "delivered"
    assert booking_of(order).state == "picked"
    assert db.session.scalar(select(func.count()).select_from(Booking)) == 1
