"""A purchase waits for the disk; what is only wished for does not, and is seen by everybody at once all the same."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from marketplace.core.db import db
from marketplace.core.hold import connection_at_hand, hang_up
from marketplace.core.outbox import OutboxEvent
from marketplace.core.transactions import transaction, transactional, transactional_not_durable
from marketplace.core.wire import Wire
from marketplace.domain.carts.actions import (
    add_to_cart,
    begin_cart,
    keep_delivery,
    keep_voucher,
    remove_line,
    set_quantity,
)
from marketplace.domain.carts.queries import held_cart
from marketplace.domain.promotions.errors import UnknownVoucher
from tests.buying import buy
from tests.core.test_ahead import note
from tests.people import on_sale

ASYNCHRONOUS = b"SELECT set_config('synchronous_commit', 'off', true)"


@pytest.fixture
def hurries(app, monkeypatch):
    """How many transactions were told not to wait for the disk."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite always waits")
    seen = []
    kept = Wire._ready

    def look(self, statement, *rest, **how):
        if statement == ASYNCHRONOUS:
            seen.append(statement)
        return kept(self, statement, *rest, **how)

    monkeypatch.setattr(Wire, "_ready", look)
    return seen


@transactional
def lasting():
    return note()


@transactional_not_durable
def fleeting():
    return note()


@transactional_not_durable
def fleeting_with_something_lasting():
    note()
    return lasting()


@transactional_not_durable
def nothing():
    return None


@pytest.mark.postgres
def test_only_what_need_not_last_hurries(hurries):
    lasting()
    assert hurries == []
    fleeting()
    assert hurries == [ASYNCHRONOUS]


@pytest.mark.postgres
def test_the_next_transaction_of_the_connection_waits_again(hurries):
    fleeting()
    with transaction():
        note()
        assert db.session.scalar(text("SHOW synchronous_commit")) == "on"


@pytest.mark.postgres
def test_whatever_must_last_makes_all_of_it_last(hurries):
    fleeting_with_something_lasting()
    with transaction():
        fleeting()
    assert hurries == []


@pytest.mark.postgres
def test_who_did_nothing_has_nothing_to_tell(hurries):
    nothing()
    assert hurries == []


@pytest.mark.postgres
def test_carts_hurry_and_purchases_do_not(hurries):
    pepper = on_sale()
    pepper_id, tea_id = pepper.id, on_sale().id
    db.session.commit()
    hurries.clear()
    cart = begin_cart(pepper_id, 1)
    add_to_cart(cart, tea_id, 2)
    set_quantity(cart, tea_id, 1)
    keep_delivery(cart, {"recipient": "Lan"})
    remove_line(cart, tea_id)
    assert len(hurries) == 5
    hurries.clear()
    buy(pepper)
    with pytest.raises(UnknownVoucher):
        keep_voucher(cart, "KHONGCO")
    assert hurries == []


@pytest.mark.postgres
def test_the_server_has_nothing_to_remark(hurries):
    variant_id = on_sale().id
    db.session.commit()
    remarks = []
    connection_at_hand().connection.dbapi_connection.add_notice_handler(remarks.append)
    keep_delivery(begin_cart(variant_id, 1), {"recipient": "Lan"})
    assert len(hurries) == 2
    assert remarks == []
    hang_up()


def test_everybody_sees_it_at_once(app):
    fleeting()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 1
    cart = begin_cart(on_sale().id, 1)
    with app.app_context():
        assert len(held_cart(cart.key).lines) == 1
