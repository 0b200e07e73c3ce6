"""Lan with a password, and a quick hash: what a hash costs is tested in `tests/core`."""

import pytest
from argon2 import PasswordHasher

from marketplace.core import passwords
from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction

PASSWORD = "suong mu Lao Bao"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))


@pytest.fixture
def lan(lan):
    with transaction():
        lan.password_hash = hash_password(PASSWORD)
    return lan
