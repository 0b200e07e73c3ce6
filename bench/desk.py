"""Two booths, one of twenty orders and one of twenty thousand: how the pages of the seller's desk grow between them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping
from contextvars import Context
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bench.desk_booth import Size, fill
from bench.world import CAMPAIGN, World, analyse, open_market
from marketplace.core.db import db

DESK = "desk"
ROUNDS = 15
MOST_TOLD = 6
FEW = Size("gian-nho", 20, 20)
MANY = Size("gian-lon", 500, 20_000)
# What a page is asked for besides its address.
ASKED = {
    "seller.create_bulk_change": "?product={slug}&action=hide",
    **dict.fromkeys(("seller.list_label_sheets", "seller.list_labels", "seller.list_slips"), "?code={code}"),
    "seller.show_code_sheet": "?code={printed}",
}  # fmt: skip
# Arguments of addresses that name a file or a picture: no page.
OF_FILES = frozenset({"download_id", "group", "import_id", "kind", "paper_id", "picture_id"})
# What is no page though nothing in its address says so: a form for who has no booth, a table of everything, news, and
# pages that a booth without a carrier or a platform is led away from.
NO_PAGES = frozenset(
    {"seller.create_application", "seller.edit_platform_choice", "seller.export_earnings", "seller.new_booking",
     "seller.new_bookings",
     "seller.show_booking_label", "seller.show_news"}
)  # fmt: skip


def desk_growth(world: World, folder: Path) -> dict[str, dict[str, Any]]:
    """Every page of the desk: both times in milliseconds and their ratio."""
    with open_market(world.url, folder) as app:
        known = {size: fill(size, CAMPAIGN) for size in (FEW, MANY)}
        analyse()
        db.session.remove()
        return dict(_measured(app, known))


def worst_of(desk: dict[str, dict[str, dict[str, Any]]]) -> float | None:
    """How many times longer the page that grows most takes, on the database where it grows most."""
    return max((page["ratio"] for pages in desk.values() for page in pages.values()), default=None)


def told(database: str, pages: dict[str, dict[str, Any]]) -> str:
    """The pages that grow most, for the person who waits."""
    most = sorted(pages.items(), key=lambda page: -page[1]["ratio"])[:MOST_TOLD]
    listed = ", ".join(f"{path} {page['ratio']:.2f}" for path, page in most)
    return f"{database}: {len(pages)} pages of the desk; those that grow most: {listed}"


def pages_of(app: Flask, known: Mapping[str, Any]) -> dict[str, str]:
    """Where every page of the desk stands, by its endpoint; a page of a thing that is not `known` is a KeyError."""
    found = {}
    for rule in sorted(app.url_map.iter_rules(), key=str):
        endpoint = rule.endpoint
        is_page = endpoint.startswith("seller.") and "GET" in (rule.methods or ()) and not rule.arguments & OF_FILES
        if not is_page or endpoint in NO_PAGES:
            continue
        of_campaign = "/campaigns/" in str(rule)
        values = {name: known["campaign" if of_campaign else name] for name in rule.arguments}
        with app.test_request_context():
            found[endpoint] = app.url_for(endpoint, **values) + ASKED.get(endpoint, "").format_map(known)
    return found


def signed_in(app: Flask, size: Size) -> FlaskClient:
    """The browser of a booth's owner."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = size.slug, True
    return client


def _measured(app: Flask, known: Mapping[Size, Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    clients = {size: signed_in(app, size) for size in known}
    pages = {size: pages_of(app, facts) for size, facts in known.items()}
    for endpoint in pages[FEW]:
        paths = {size: pages[size][endpoint] for size in clients}
        for size, path in paths.items():
            status = Context().run(clients[size].get, path).status_code
            if status != 200:
                raise RuntimeError(f"{path}: {status}")
        few, many, ratio = _times(clients, paths)
        name = endpoint.removeprefix("seller.")
        yield name, {"few_ms": round(few, 2), "many_ms": round(many, 2), "ratio": round(ratio, 2)}


def _times(clients: dict[Size, FlaskClient], paths: Mapping[Size, str]) -> tuple[float, float, float]:
    """The medians of both, and that of their ratios: asked in turn, whatever else the machine does falls on both."""
    taken: dict[Size, list[float]] = {size: [] for size in clients}
    for _round in range(ROUNDS):
        for size, client in clients.items():
            began = time.perf_counter()
            Context().run(client.get, paths[size])
            taken[size].append(1000 * (time.perf_counter() - began))
    ratios = [many / few for few, many in zip(taken[FEW], taken[MANY], strict=True)]
    return statistics.median(taken[FEW]), statistics.median(taken[MANY]), statistics.median(ratios)
