"""What a guest's way from a product to an order asks of the database: six requests, and no more than this."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from marketplace.core.db import db
from marketplace.core.outbox import News
from marketplace.domain.catalog.models import Product
from marketplace.domain.orders.events import PurchasePlaced
from tests.people import a_booth, on_sale
from tests.web.storefront.browsing import LAN, form_to, press, put, say_where

# Beside them, once a second: which version of the catalogue it is. Of the product
# only what is left and what others say of it is read again. PostgreSQL writes the rows of a purchase in one statement.
ASKED = {"product": 2, "into a new cart": 3, "delivery form": 1, "delivery": 2, "checkout page": 3}
# One of them asks how the buyer came to each booth today, so that figures by source are exact.
BUTTON = {"sqlite": 16, "postgresql": 10}


@pytest.fixture
def steps(app, client, queries, monkeypatch):
    """Goes the way with something of each of two booths; how many statements each request took."""
    news = News({PurchasePlaced: [print]}, lambda _event_id: None)  # recorded now, delivered by a worker
    monkeypatch.setitem(app.extensions, "news", news)
    pepper, tea = (SimpleNamespace(id=each.id, product_id=each.product_id) for each in (on_sale(), on_sale(a_booth())))

    def go_through():
        browser = app.test_client()
        asked = {}

        def step(name, answer):
            assert answer.status_code in (200, 303), answer.text
            asked[name] = sum("FROM versions" not in statement for statement in queries)
            db.session.remove()
            queries.clear()
            return answer.text

        queries.clear()
        slug = db.session.get_one(Product, pepper.product_id).slug
        db.session.remove()
        app.extensions["kept_pages"].clear()
        queries.clear()
        step("product", browser.get(f"/products/{slug}"))
        step("into a new cart", put(browser, pepper))
        put(browser, tea)
        db.session.remove()
        queries.clear()
        step("delivery form", browser.get("/checkout/delivery"))
        step("delivery", say_where(browser))
        page = step("checkout page", browser.get("/checkout"))
        step("the button", press(browser, page))
        return asked

    go_through()  # whatever is built and kept on first use
    return go_through


def test_each_step_of_buying_asks_as_little_as_it_did(steps):
    assert steps() == {**ASKED, "the button": BUTTON[db.engine.dialect.name]}


def test_the_delivery_form_shows_what_was_typed_and_the_place_found(client):
    put(client, on_sale())
    say_where(client, recipient="Lan <b>&</b> Hoa")
    fields = form_to(client.get("/checkout/delivery").text, "/checkout/delivery")
    assert fields["recipient"] == "Lan <b>&</b> Hoa"
    assert fields["commune_code"] == LAN["commune_code"]
    assert re.search(r'<option selected value="44">', client.get("/checkout/delivery").text)
