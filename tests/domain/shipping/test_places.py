"""Where a commune of today lies in GHN's lists, which know the districts of before July 2025."""

from __future__ import annotations

import pytest

from marketplace.core.clock import frozen, now
from marketplace.domain.shipping.actions import offer_for
from marketplace.domain.shipping.carriers import Spot
from marketplace.domain.shipping.carriers.ghn_lists import KEPT_FOR
from marketplace.domain.shipping.errors import CarrierNotReached, NoCarrier, SpotMissing
from tests.buying import a_delivery
from tests.domain.shipping.stage import DONG_HA_1, connected, packed_order, wanted
from tests.emulators.ghn import PLACES
from tests.people import CAM_LO, KHE_SANH, a_booth


def sent_to(shop, minh, address: str, commune: str):
    return packed_order(shop, minh, delivery=a_delivery(address_line=address, commune_code=commune))


def test_a_commune_of_several_old_wards_offers_each_and_decides_nothing(order):
    offer = offer_for(order)
    assert {choice.label.split(",")[0] for choice in offer.choices} == {
        "Phường 1", "Phường 3", "Phường 4", "Phường Đông Giang", "Phường Đông Thanh",
    }  # fmt: skip
    assert (offer.to, offer.fee) == (None, None)


def test_a_commune_of_which_one_old_ward_is_listed_is_decided(shop, minh):
    offer = offer_for(sent_to(shop, minh, "Thôn 1", CAM_LO))
    assert offer.to.spot == Spot(1444, "21401")
    assert offer.fee == 22_000


def test_the_old_ward_that_the_buyer_wrote_is_offered_first(shop, minh):
    assert offer_for(sent_to(shop, minh, "Thôn 2, xã Húc cũ", KHE_SANH)).to.spot == Spot(1442, "21212")
    assert offer_for(sent_to(shop, minh, "Thôn 2, Húc", KHE_SANH)).to is None


def test_what_was_chosen_for_a_commune_is_offered_the_next_time_and_only_to_this_booth(shop, order, minh, ghn):
    wanted(order, minh)
    assert offer_for(packed_order(shop, minh)).to == DONG_HA_1
    other = a_booth(minh)
    assert offer_for(packed_order(connected(other, minh), minh)).to is None


def test_a_choice_that_fits_no_old_name_is_remembered_too(shop, order, minh):
    offer = offer_for(order, district="1443")
    elsewhere = next(choice for choice in offer.choices if choice.label.startswith("Phường 5"))
    wanted(order, minh, to=elsewhere)
    assert offer_for(packed_order(shop, minh)).to == elsewhere


def test_another_district_of_the_province_may_be_chosen(order):
    offer = offer_for(order, district="1444")
    assert [choice.value for choice in offer.choices] == ["1444:21401"]
    assert {district.name for district in offer.districts} == {"Huyện Hướng Hóa", "Thành phố Đông Hà", "Huyện Cam Lộ"}


@pytest.mark.parametrize("value", ["1443:99999", "9:21301", "x", "1820:030712"])
def test_a_place_outside_of_the_lists_is_refused(order, value):
    with pytest.raises(SpotMissing):
        offer_for(order, wanted=value)


def test_where_no_name_fits_the_districts_of_the_province_are_still_offered(ghn, order):
    ghn.places = {key: {each: [] for each in districts} for key, districts in PLACES.items()}
    offer = offer_for(order)
    assert (list(offer.choices), offer.to) == ([], None)
    assert len(offer.districts) == 3


def test_the_fee_is_for_what_is_sent_there_and_a_refusal_is_in_ghns_words(order, ghn):
    assert offer_for(order, wanted="1443:21301", weight_g=1600).fee == 32_000
    asked = ghn.asked[-1][1]
    assert (asked["weight"], asked["cod_value"], asked["insurance_value"]) == (1600, order.amount_due, 100_000)
    ghn.unserved.add((1443, "21301"))
    offer = offer_for(order, wanted="1443:21301")
    assert (offer.fee, offer.refusal) == (None, "Không hỗ trợ địa chỉ này.")


def test_lists_are_asked_for_once_a_day(order, ghn):
    for _ in range(2):
        offer_for(order)
    assert ghn.times("master-data/province") == ghn.times("master-data/ward") == 1
    with frozen(now() + KEPT_FOR):
        offer_for(order)
    assert ghn.times("master-data/province") == 2


def test_a_carrier_that_cannot_be_asked_is_said_so(order, shop, minh, ghn):
    ghn.down = True
    with pytest.raises(CarrierNotReached):
        offer_for(order)
    ghn.down = False
    with pytest.raises(NoCarrier):
        offer_for(packed_order(a_booth(minh), minh))
