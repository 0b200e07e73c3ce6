"""The tables of the results page: each number as people read it, leading to its definition and to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.domain.livestream.definitions import DEFINITIONS, SOURCE_NAMES
from marketplace.domain.livestream.queries import Against, Metrics
from marketplace.domain.livestream.rules import METRICS
from marketplace.domain.livestream.tables import Cell, FigureTable, Line, tables_of
from marketplace.web.organizer.results import GROUPS, HEADLINES, written

ON_TILES = frozenset((*HEADLINES, *(key for _group, keys in GROUPS for key in keys), "conversion"))
# Which rows lie behind the figures of a table's line, and by which word in the address.
FILTERED_BY = {"platforms": "platform", "broadcasts": "broadcast", "routes": "route"}


@dataclass(frozen=True)
class ShownCell:
    """A figure in words, and where its rows are."""

    label: str
    text: str
    href: str


@dataclass(frozen=True)
class ShownLine:
    """A line as the page shows it."""

    name: str
    note: str
    href: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class ShownTable:
    """A table as the page shows it; `meanings` are what no tile of the page explains: name, sentence, source."""

    key: str
    name: str
    columns: tuple[dict[str, Any], ...]
    lines: tuple[ShownLine, ...]
    meanings: tuple[tuple[str, str, str], ...]


def shown_tables(metrics: Metrics, goals: Sequence[Against], base: str) -> list[ShownTable]:
    """Every table of the page, with addresses under `base`."""
    return [_shown(table, base) for table in tables_of(metrics, goals).values()]


def _shown(table: FigureTable, base: str) -> ShownTable:
    columns: list[dict[str, Any]] = [{"label": table.of}]
    columns += ({"label": name, "number": True, "href": _tile(key)} for key, name in table.columns)
    lines = tuple(
        ShownLine(line.name, line.note, _about(table, line, base), _cells(table, line, base)) for line in table.lines
    )
    apart = [DEFINITIONS[key] for key, _name in table.columns if key in DEFINITIONS and key not in ON_TILES]
    meanings = tuple((str(each.name), str(each.sentence), str(SOURCE_NAMES[each.source])) for each in apart)
    return ShownTable(table.key, table.name, tuple(columns), lines, meanings)


def _tile(key: str) -> str:
    """The tile of the page that explains a figure."""
    own = key.removeprefix("assisted_")
    return f"#figure-{own}" if own in ON_TILES else ""


def _about(table: FigureTable, line: Line, base: str) -> str:
    if table.key == "broadcasts":
        return f"{base}/broadcasts/{line.key}"
    if table.key == "goals":
        return _tile(line.key)
    kind, _dash, slug = line.key.partition("-")
    return f"{base.rpartition('/')[0]}/{slug}" if table.key == "comparison" and kind == "past" else ""


def _cells(table: FigureTable, line: Line, base: str) -> tuple[ShownCell, ...]:
    pairs = zip(table.columns, line.cells, strict=True)
    return tuple(ShownCell(name, in_words(cell), _rows(table, line, key, cell, base)) for (key, name), cell in pairs)


def _rows(table: FigureTable, line: Line, key: str, cell: Cell, base: str) -> str:
    """Where the rows of one figure are; empty where it has none, or they cannot be told apart."""
    word = FILTERED_BY.get(table.key)
    if word is None or not cell.value:
        return ""
    if key.startswith("shop_"):
        return f"{base}/platform-orders?{word}={line.key}"
    if key in METRICS:
        return f"{base}/readings?{word}={line.key}#only"
    kind = "assisted" if key.startswith("assisted_") else "direct"
    return (
        f"{base}/purchases?{word}={line.key}&kind={kind}" if key.startswith(("orders_", "value_", "assisted_")) else ""
    )


def in_words(cell: Cell) -> str:
    """A figure as people read it, exact; a dash where there is none."""
    return written(cell.value, cell.unit)
