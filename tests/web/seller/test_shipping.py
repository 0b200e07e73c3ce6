"""What the table of fees promises."""

from __future__ import annotations

import pytest

from marketplace.core.money import format_dong
from marketplace.domain.shipping.queries import table_of
from tests.people import KHE_SANH, sign_in_as
from tests.web.storefront.browsing import form_to


@pytest.fixture
def desk(client, minh, booth):
    sign_in_as(client, minh)
    return client


def fields(desk) -> dict[str, str]:
    return form_to(desk.get("/seller/shipping").text, "/seller/shipping")


def test_a_booth_without_a_table_sees_the_markets(desk):
    assert fields(desk)["fee_province"] == "22.000"


def test_a_table_is_saved_whole(desk, booth):
    typed = {**fields(desk), "fee_province": "18.000", "free_from": "500000", "days_to_send": "2"}
    assert desk.post("/seller/shipping", data=typed).status_code == 303
    table = table_of(booth)
    assert (table.rate("province").fee, table.terms.free_from, table.terms.days_to_send) == (18_000, 500_000, 2)
    assert fields(desk)["fee_province"] == "18.000"


@pytest.mark.parametrize("field", ["fee_commune", "first_g_near", "step_g_country", "days_max_province", "free_from"])
@pytest.mark.parametrize("typed", ["-1", "1.5", "1e3", "NaN", "١٢", "１２", "9" * 30, str(2**31 * 1000), "x"])
def test_what_is_no_number_stays_typed_and_saves_nothing(desk, booth, field, typed):
    answer = desk.post("/seller/shipping", data={**fields(desk), field: typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert table_of(booth).own == {}


def test_days_the_wrong_way_round_are_refused(desk, booth):
    answer = desk.post("/seller/shipping", data={**fields(desk), "days_min_near": "5", "days_max_near": "2"})
    assert answer.status_code == 422
    assert table_of(booth).own == {}


def tried(desk, **typed: str):
    place = {"province": "44", "commune": "đông hà", "commune_code": "", "weight_g": "2000", "goods": ""}
    return desk.post("/seller/shipping/trials", data={**fields(desk), **place, **typed})


def test_the_table_is_tried_against_an_address(desk):
    page = tried(desk)
    assert format_dong(28_000) in page.text
    assert "Trong tỉnh" in page.text


def test_the_table_is_tried_as_it_is_typed_and_nothing_is_saved(desk, booth):
    page = tried(desk, fee_province="18.000", step_fee_province="1.000")
    assert format_dong(20_000) in page.text
    assert 'value="18.000"' in page.text
    assert table_of(booth).own == {}


def test_goods_that_are_worth_enough_travel_free(desk):
    assert "Miễn phí" in tried(desk, free_from="300.000", goods="300.000").text
    assert format_dong(28_000) in tried(desk, free_from="300.000", goods="299.999").text


def test_ones_own_commune_is_the_nearest_zone(desk):
    page = tried(desk, commune="Xã Khe Sanh", commune_code=KHE_SANH, weight_g="500")
    assert format_dong(15_000) in page.text


def test_an_unknown_place_is_said_beside_its_field_and_what_was_typed_stays(desk):
    page = tried(desk, commune="Không Có Đâu", weight_g="x", fee_near="31.000")
    assert page.status_code == 422
    assert "Không tìm thấy nơi này" in page.text
    assert 'value="31.000"' in page.text


def test_a_table_that_makes_no_sense_is_not_tried(desk):
    page = tried(desk, fee_province="x")
    assert page.status_code == 422
    assert "Trong tỉnh</strong>" not in page.text
