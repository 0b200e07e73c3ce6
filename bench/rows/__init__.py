"""What is measured, one file per family."""

from __future__ import annotations

from collections.abc import Callable

from bench.rows.carts import cart_rows
from bench.rows.live import live_rows
from bench.rows.pages import page_rows
from bench.rows.placing import placing_rows
from bench.rows.results import result_rows
from bench.rows.searching import search_rows
from bench.stage import Row, Stage

FAMILIES: tuple[Callable[[Stage], list[Row | None]], ...] = (
    page_rows, search_rows, cart_rows, placing_rows, live_rows, result_rows,
)  # fmt: skip


def rows_of(stage: Stage, only: str) -> list[Row]:
    """The rows whose pages are there and whose names contain `only`."""
    found = [row for family in FAMILIES for row in family(stage) if row is not None]
    return [row for row in found if only in row.name]
