"""A key without a cart: forgotten since, or not written yet by the process that answered the click."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.carts.models import Cart
from marketplace.domain.livestream.actions import create_link
from marketplace.domain.livestream.actions.hits import write_hits
from tests.domain.livestream.stage import PHONE, a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as


class Slow:
    """The writer of another process, which has not come to it yet."""

    def __init__(self) -> None:
        self.hits = []

    def keep(self, hit) -> None:
        self.hits.append(hit)


@pytest.mark.parametrize("carried", ["k" * 32, f"{'k' * 32}.{'p' * 32}", "too-short", "ü" * 30])
def test_who_carries_the_key_of_a_forgotten_cart_keeps_what_they_put_in(client, booth, carried):
    variant = on_sale(booth)
    client.set_cookie("cart", carried)
    for _ in range(2):
        client.post("/cart/lines", data={"variant_id": variant.id, "quantity": 1})
    page = client.get("/cart").text
    assert "Giỏ hàng đang trống" not in page
    assert variant.product.name in page


def test_who_is_quicker_than_another_process_writes_the_click_keeps_goods_and_touch(app, client, booth, ngoc):
    variant = on_sale(booth)
    link = create_link(a_broadcast(a_campaign(ngoc), ngoc), by=ngoc)
    slow = Slow()
    app.extensions["hit_writer"], before = slow, app.extensions.get("hit_writer")
    client.get(f"/l/{link.code}", headers={"User-Agent": PHONE})
    app.extensions["hit_writer"] = before
    client.post("/cart/lines", data={"variant_id": variant.id, "quantity": 1})
    write_hits(slow.hits)
    assert variant.product.name in client.get("/cart").text
    db.session.rollback()
    cart = db.session.scalars(select(Cart)).one()
    assert cart.touch_code == link.code


def test_the_cart_of_somebody_signed_in_goes_by_no_key_that_was_sent_out(client, booth, lan):
    variant = on_sale(booth)
    sign_in_as(client, lan)
    client.post(f"/cart/lines?cart={'k' * 32}", data={"variant_id": variant.id, "quantity": 1})
    assert variant.product.name in client.get("/cart").text
    db.session.rollback()
    assert db.session.scalars(select(Cart)).one().key != "k" * 32
