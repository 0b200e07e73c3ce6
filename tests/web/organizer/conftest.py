"""The organizers' desk, opened by one of them."""

from __future__ import annotations

import pytest

from tests.people import sign_in_as


@pytest.fixture
def desk(client, ngoc):
    sign_in_as(client, ngoc)
    return client
