"""A desk page asks the database as little of a booth with many goods as of one with few."""

from __future__ import annotations

import pytest

from tests.buying import buy
from tests.people import a_product, a_variant, on_sale, sign_in_as

MOST = 8
# What needs doing asks more than the others, of every area once, and no more where there is more.
ASKING_MORE = {"/seller/"}
PAGES = ("/seller/", "/seller/orders", "/seller/products", "/seller/movements", "/seller/codes", "/seller/returns",
         "/seller/papers", "/seller/promotions", "/seller/members", "/seller/helping",
         "/seller/earnings")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_where_there_are_more_goods(client, booth, minh, queries, page):
    first = on_sale(booth, stock=500)
    buy({first: 1})
    sign_in_as(client, minh)
    client.get(page)
    queries.clear()
    assert client.get(page).status_code == 200
    small = len(queries)
    for n in range(40):
        a_variant(a_product(booth, name=f"Món {n:02}"), stock=3 if n % 2 else 30)
    queries.clear()
    assert client.get(page).status_code == 200
    assert len(queries) <= small
    assert small <= MOST or page in ASKING_MORE
