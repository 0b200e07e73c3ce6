"""What GHN posts: kept and answered at the booth's own address, and nothing anywhere else."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.domain.shipping.actions import hook_secret_of
from marketplace.domain.shipping.models import CarrierNotice
from marketplace.domain.shipping.queries import connection_of
from tests.domain.shipping.stage import booked, packed_order, state_of


@pytest.fixture
def booking(shop, minh):
    return booked(packed_order(shop, minh), minh)


@pytest.fixture
def address(shop, booking):
    return f"/hooks/ghn/{hook_secret_of(connection_of(shop.id))}"


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(CarrierNotice))


def post(client, address: str, booking, **facts):
    body = {"OrderCode": booking.code, "ClientOrderCode": booking.client_code, "Status": "delivered", **facts}
    return client.post(address, json=body, headers={"Sec-Fetch-Site": "none"})


def test_a_message_is_kept_once_and_answered_with_200_each_time(client, address, booking):
    for _ in range(3):
        assert post(client, address, booking).status_code == 200
    assert kept() == 1
    assert state_of(booking.order) == "packed"


def test_a_guessed_address_is_not_there_and_keeps_nothing(client, address, booking):
    for guess in ("x", "885", address.rpartition("/")[2][:-1] + "_"):
        assert post(client, f"/hooks/ghn/{guess}", booking).status_code == 404
    assert kept() == 0


@pytest.mark.parametrize("raw", [b"", b"[1]", b'{"OrderCode": ""}', b"\x00"])
def test_what_cannot_be_read_is_refused(client, address, raw):
    assert client.post(address, data=raw).status_code == 400
    assert kept() == 0


def test_what_is_too_large_is_refused(client, address):
    assert client.post(address, data=b"x" * (64 * 1024 + 1)).status_code == 413
    assert kept() == 0
