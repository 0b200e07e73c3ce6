"""Numbers in addresses: only those that a key of ours can be."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

MOST = 2**63 - 1


class KeyConverter(IntegerConverter):
    """`<int:…>`: plain ASCII digits that fit into a column; anything else is a page that does not exist."""

    regex = r"[0-9]{1,19}"

    def __init__(self, urls: Map, max: int | None = None) -> None:
        super().__init__(urls, max=MOST if max is None else min(max, MOST))


def init_routing(app: Flask) -> None:
    """Have every route read its numbers so; before the first route is registered."""
    app.url_map.converters["int"] = KeyConverter
