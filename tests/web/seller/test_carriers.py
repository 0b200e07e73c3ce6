"""A booth's page for its carrier: keys typed once and never shown, for those who run the booth alone."""

from __future__ import annotations

import pytest

from marketplace.domain.booths.actions import offer_help, take_help_offer
from marketplace.domain.shipping.queries import connection_of
from tests.emulators.ghn import SHOP, TOKEN
from tests.people import sign_in_as

PAGE = "/seller/shipping/ghn"
KEYS = {"shop_id": SHOP, "token": TOKEN}


@pytest.fixture
def desk(client, minh, booth, ghn):
    sign_in_as(client, minh)
    return client


def test_a_booth_is_connected_and_its_token_is_on_no_page(desk, booth):
    assert "Kết nối" in desk.get(PAGE).text
    assert desk.post(PAGE, data=KEYS).status_code == 303
    page = desk.get(PAGE).text
    assert "HTX Khe Sanh, Thôn 1" in page
    assert "http://localhost/hooks/ghn/" in page
    assert TOKEN not in page
    assert connection_of(booth.id).token not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"token": ""}, "Vui lòng điền mục này"),
        ({"shop_id": "x"}, "chép nguyên văn"),
        ({"token": "wrong"}, "không nhận mã kết nối này"),
    ],
)
def test_wrong_keys_are_refused_beside_their_field_and_a_token_is_not_given_back(desk, booth, typed, sentence):
    answer = desk.post(PAGE, data={**KEYS, **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert TOKEN not in answer.text
    assert f'value="{typed.get("shop_id", SHOP)}"' in answer.text
    assert connection_of(booth.id) is None


def test_a_silent_ghn_is_said_so_and_keeps_nothing(desk, booth, ghn):
    ghn.down = True
    answer = desk.post(PAGE, data=KEYS)
    assert answer.status_code == 422
    assert "chưa trả lời" in answer.text
    assert connection_of(booth.id) is None


def test_disconnecting_takes_the_offer_from_the_orders(desk, booth):
    desk.post(PAGE, data=KEYS)
    for _ in range(2):
        assert desk.post(f"{PAGE}/removal").status_code == 303
    assert connection_of(booth.id) is None


def test_a_helper_with_orders_neither_sees_nor_changes_the_connection(desk, booth, minh, lan):
    desk.post(PAGE, data=KEYS)
    _grant, code = offer_help(booth, by=minh, permissions=["orders", "products"], hours=2)
    take_help_offer(code, by=lan)
    sign_in_as(desk, lan)
    for answer in (desk.get(PAGE), desk.post(PAGE, data=KEYS), desk.post(f"{PAGE}/removal")):
        assert answer.status_code == 403
    assert connection_of(booth.id) is not None
