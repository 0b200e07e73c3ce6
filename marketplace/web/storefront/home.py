"""The first page: what this is, what is on, where to begin."""

from __future__ import annotations

from flask import render_template, url_for

from marketplace.core import clock
from marketplace.core.pagecache import public_page
from marketplace.domain.livestream.definitions import PLATFORM_NAMES
from marketplace.domain.livestream.queries.on_air import Showing, showings
from marketplace.domain.search.queries import Card, market_at, newest_booths, shelved_cards
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.freshness import note_ends
from marketplace.web.storefront.linked_data import home_data
from marketplace.web.storefront.lists import drawn_once


@bp.get("/")
@public_page
def show_home() -> str:
    """What the market is and what there is in it today."""
    at = clock.now()
    shelved, on_air = shelved_cards(at), showings(at)
    cards = tuple(card for shelf in shelved.values() for card in shelf)
    note_ends(at, cards, [each.starts_at for each in on_air])
    return drawn_once((cards, tuple(on_air)), lambda: _drawn(shelved, on_air))


def _drawn(shelved: dict[str, list[Card]], on_air: list[Showing]) -> str:
    booths, open_booths = newest_booths(6)
    return render_template(
        "storefront/home/show_home.html",
        shelved=shelved, showings=on_air, booths=booths, open_booths=open_booths, market=market_at(clock.now()),
        linked_data=home_data(), platforms=PLATFORM_NAMES, list_url=url_for("storefront.list_products"),
    )  # fmt: skip
