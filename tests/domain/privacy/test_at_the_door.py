"""Who guesses a password is stopped, and who buys at the moment of leaving stays."""

from __future__ import annotations

import threading
import time

import pytest
from argon2 import PasswordHasher

from marketplace.core import passwords
from marketplace.core.db import db
from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction
from marketplace.core.tries import TooManyTries
from marketplace.domain.accounts.errors import WrongPassword
from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.models import Variant
from marketplace.domain.privacy import errors
from marketplace.domain.privacy.actions import download_data, erase_person
from tests.buying import buy
from tests.people import on_sale

PASSWORD = "suong mu Lao Bao"


@pytest.fixture
def lan(lan, monkeypatch) -> Person:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))
    with transaction():
        lan.password_hash = hash_password(PASSWORD)
    return lan


@pytest.mark.parametrize("verb", [download_data, erase_person])
def test_wrong_passwords_are_counted(lan, verb):
    with pytest.raises(TooManyTries):
        for _ in range(30):
            with pytest.raises(WrongPassword):
                verb(lan, password="khong phai")
    with pytest.raises(TooManyTries):
        verb(lan, password=PASSWORD)
    assert lan.state == "active"


def test_an_order_placed_at_the_moment_of_leaving_keeps_its_buyer(app, booth, lan):
    variant_id, lan_id = on_sale(booth).id, lan.id
    db.session.remove()
    bought = threading.Event()

    def place():
        with app.app_context():
            with transaction():
                buy(db.session.get_one(Variant, variant_id), by=db.session.get_one(Person, lan_id))
                bought.set()
                time.sleep(1)  # long enough for whoever leaves to come to the door
            db.session.remove()

    buyer = threading.Thread(target=place)
    buyer.start()
    assert bought.wait(20)
    with pytest.raises(errors.OrdersUnderWay):
        erase_person(db.session.get_one(Person, lan_id), password=PASSWORD)
    buyer.join(20)
    assert db.session.get_one(Person, lan_id).state == "active"
