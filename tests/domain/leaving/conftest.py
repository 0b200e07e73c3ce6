"""A seller who can prove who they are, and a clock that waits."""

from __future__ import annotations

import pytest

from marketplace.core import clock
from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction

PASSWORD = "bon con voi trang"


@pytest.fixture
def keyed(minh):
    """Minh with a password."""
    with transaction():
        minh.password_hash = hash_password(PASSWORD)
    return minh


@pytest.fixture
def hands(app):
    """A clock that stands still and can be moved."""
    with clock.frozen(clock.now()) as hands:
        yield hands
