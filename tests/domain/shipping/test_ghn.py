"""Giao Hàng Nhanh against our own emulator, never the real carrier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.core.transactions import transaction
from marketplace.domain.shipping.carriers import (
    GHN_STATUSES,
    CarrierAway,
    CarrierRefused,
    Ghn,
    Sending,
    Spot,
    WrongKeys,
    step_of,
)
from marketplace.domain.shipping.models import Parcel
from tests.emulators.ghn import SHOP, TOKEN

HOME, HANOI = Spot(1442, "21211"), Spot(1820, "030712")
SENDING = Sending("GH-1-1", "Lan", "0912345678", "12 Lê Lợi", HANOI, 1200, 150_000, 9_000_000, "Cao chè vằng")


@pytest.fixture
def api(ghn):
    return Ghn(TOKEN, SHOP, base=ghn.address)


def test_the_fee_grows_with_weight_and_books_nothing(api, ghn):
    assert api.fee(HOME, SENDING) == 43_500
    assert api.fee(HOME, replace(SENDING, weight_g=800)) == 38_500
    assert ghn.parcels == {}


def test_a_parcel_is_booked_with_what_is_left_to_collect_and_no_more_worth_than_is_insured(api, ghn):
    booked = api.book(SENDING)
    assert (booked.code, booked.fee) == ("Z0001BS", 43_500)
    asked = ghn.asked[-1][1]
    assert (asked["cod_amount"], asked["weight"], asked["insurance_value"]) == (150_000, 1200, 5_000_000)


def test_the_same_parcel_asked_for_twice_is_one(api, ghn):
    assert api.book(SENDING).code == api.book(SENDING).code
    assert len(ghn.parcels) == 1


def test_an_answer_lost_after_the_parcel_was_made_is_found_by_our_own_code(api, ghn):
    ghn.hangs_up_after_making = True
    with pytest.raises(CarrierAway):
        api.book(SENDING)
    found = api.find("GH-1-1")
    assert (found.code, found.step, found.collect) == ("Z0001BS", "waiting", 150_000)
    assert len([path for path, _body in ghn.asked if path.endswith("create")]) == 1


def test_what_was_never_made_is_not_found(api):
    assert api.find("GH-9-9") is None


def test_a_refusal_that_is_not_ghns_not_found_does_not_say_that_nothing_was_made(api, ghn):
    ghn.unclear = True
    with pytest.raises(CarrierRefused):
        api.find("GH-9-9")


@pytest.mark.parametrize("keys", [("other", SHOP), (TOKEN, "1")])
def test_wrong_keys_are_told_apart_from_a_refusal(ghn, keys):
    api = Ghn(*keys, base=ghn.address)
    for ask in (lambda: api.fee(HOME, SENDING), lambda: api.book(SENDING), lambda: api.find("GH-1-1")):
        with pytest.raises(WrongKeys):
            ask()


def test_an_address_that_is_not_served_is_refused_in_the_carriers_words(api):
    with pytest.raises(CarrierRefused, match="Không hỗ trợ"):
        api.book(replace(SENDING, to=Spot(1, "1")))


def test_a_parcel_is_called_off_until_it_is_picked_up(api, ghn):
    api.cancel(api.book(SENDING).code)
    assert api.find("GH-1-1").step == "cancelled"
    later = api.book(replace(SENDING, client_code="GH-1-2"))
    ghn.parcels["GH-1-2"]["status"] = "picked"
    with pytest.raises(CarrierRefused, match="đã được lấy"):
        api.cancel(later.code)


def test_the_label_is_where_the_carrier_keeps_it(api, ghn):
    assert api.label(api.book(SENDING).code) == f"{ghn.address}/a5/public-api/printA5?token=print%2F1"
    with pytest.raises(CarrierRefused):
        api.label("ZXXXX")


@pytest.mark.parametrize("trouble", ["down", "garbled"])
def test_a_carrier_in_trouble_is_asked_again_later(api, ghn, trouble):
    setattr(ghn, trouble, True)
    for ask in (lambda: api.fee(HOME, SENDING), lambda: api.book(SENDING), lambda: api.find("GH-1-1")):
        with pytest.raises(CarrierAway):
            ask()


def test_no_carrier_is_asked_inside_a_transaction(api):
    with pytest.raises(RuntimeError), transaction():
        api.find("GH-1-1")


def test_the_token_is_in_no_fault_and_no_log(ghn, caplog):
    with pytest.raises(WrongKeys) as fault:
        Ghn("secret-token-77", SHOP, base=ghn.address).book(SENDING)
    assert "secret-token-77" not in f"{fault.value!r}{caplog.text}"


def test_every_status_stands_for_a_step_of_a_parcel_and_failed_is_not_cancelled():
    check = next(str(each.sqltext) for each in Parcel.__table__.constraints if each.name == "ck_parcels_state")
    assert all(f"'{step}'" in check for step in set(GHN_STATUSES.values()) - {"waiting", "cancelled"})
    assert step_of("delivery_fail") == "failed_attempt"


@pytest.mark.parametrize("status", ["exception", "", "teleported"])
def test_an_unknown_status_stands_for_nothing(api, ghn, status):
    code = api.book(SENDING).code
    ghn.parcels["GH-1-1"]["status"] = status
    assert api.standing(code).step is None


ASK = ["carriers", "ghn-fee", "--shop", SHOP, "--from", "1442", "21211", "--to", "1820", "030712", "--weight", "1200"]


def test_a_shops_keys_can_be_tried_by_command_and_the_token_is_never_shown(app, ghn):
    def told(token, *more):
        return app.test_cli_runner().invoke(args=[*ASK, "--base", ghn.address, *more], env={"GHN_TOKEN": token})

    assert told(TOKEN).output == "43500 đồng\n"
    assert "does not know" in told("wrong").output
    assert "wrong" not in told("wrong").output
    assert "says no" in told(TOKEN, "--to", "1", "1").output
    ghn.down = True
    assert (told(TOKEN).exit_code, told(TOKEN).output) == (1, "Error: GHN gave no answer that can be read: HTTP 503\n")
