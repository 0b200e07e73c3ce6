"""An order that waits to be fetched."""

from __future__ import annotations

import pytest

from tests.domain.shipping.stage import packed_order


@pytest.fixture
def order(shop, minh):
    return packed_order(shop, minh)
