"""The table for people and the JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from bench.crowds import AS_REPORTED, IMMENSE
from bench.desk import DESK, worst_of
from bench.measuring import Result
from bench.rows.results import name_of

COLUMNS = (
    "row", "database", "products", "req/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "queries", "of yardstick", "errors",
)  # fmt: skip


def table(results: Sequence[Result]) -> str:
    """One line a row."""
    lines = [COLUMNS, *(_cells(result.as_json()) for result in results)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    names = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    figures = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join((*names, *figures))


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        row["name"], row["database"], str(row["products"]), f"{row['rps']:,.0f}", f"{row['p50_ms']:.2f}",
        f"{row['p95_ms']:.1f}", f"{row['p99_ms']:.1f}", f"{row['cpu_ms_per_request']:.3f}",
        f"{row['queries_per_request']:g}", f"{row['ratio']:.1%}", str(sum(row["errors"].values())),
    )  # fmt: skip


def headline(results: Sequence[Result], products: int) -> dict[str, float | None]:
    """The figures that others rely on; None for what was not measured."""
    found = {(result.name, result.database, result.products): result for result in results}

    def look(name: str, figure: str, *databases: str) -> float | None:
        for database in databases or ("sqlite", "postgresql"):
            if (name, database, products) in found:
                return round(float(getattr(found[name, database, products], figure)), 4)
        return None

    return {
        "list_cached_vs_bare": look("list cached", "ratio"),
        "list_uncached_vs_bare": look("list uncached", "ratio"),
        "search_rps": look(f"search {products}", "rate"),
        "place_pg_rps": look("place", "rate", "postgresql"),
        "place_hot_pg_rps": look("place hot", "rate", "postgresql"),
        "place_sqlite_rps": look("place", "rate", "sqlite"),
        "flow_pg_rps": look("flow", "rate", "postgresql"),
        "click_vs_bare": look("tracking link", "ratio"),
        "poll_vs_bare": look("live poll", "ratio"),
        "search_p95_growth": _growth(results),
        "results_growth": _results_growth(results),
    }


def _growth(results: Sequence[Result]) -> float | None:
    """How many times longer a search takes in the largest world than in the smallest, on the database it grows most."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for result in results:
        if result.name == f"search {result.products}":
            found[result.database][result.products] = result.p95
    grown = [by_size[max(by_size)] / by_size[min(by_size)] for by_size in found.values() if len(by_size) > 1]
    return round(max(grown), 2) if grown else None


def _results_growth(results: Sequence[Result]) -> float | None:
    """How many times longer the immense campaign's results take, on the database where it is most."""
    found = {(result.name, result.database): result.p50 for result in results}
    grown = [
        found[name_of(IMMENSE), database] / p50
        for (name, database), p50 in found.items()
        if name == name_of(AS_REPORTED) and (name_of(IMMENSE), database) in found
    ]
    return round(max(grown), 2) if grown else None


def machine() -> dict[str, Any]:
    """Where this was measured."""
    return {
        "cores": os.cpu_count(), "processor": _processor(), "system": platform.platform(),
        "python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("granian", "flask", "sqlalchemy", "psycopg")},
        "load_before": os.getloadavg()[0], "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as facts:  # noqa: PTH123
        return next((line.partition(":")[2].strip() for line in facts if line.startswith("model name")), "")


def last_line(results: Sequence[Result], products: int, facts: dict[str, Any]) -> str:
    """The JSON that ends the output."""
    rows = [result.as_json() for result in results]
    figures = {**headline(results, products), "desk_growth": worst_of(facts.get(DESK, {}))}
    return json.dumps({"headline": figures, **facts, "rows": rows}, ensure_ascii=False)
