"""Quick passwords: these tests sign in a hundred times, and what a hash costs is tested in `tests/core`."""

import pytest
from argon2 import PasswordHasher

from marketplace.core import passwords


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))
