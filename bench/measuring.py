"""Rounds: each row and its yardstick in turn, several times over, medians of what came out."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.load import Measured
from bench.stage import Row, Stage

WARM_SECONDS = 0.3


@dataclass
class Result:
    """What a row came to: medians of its rounds."""

    name: str
    database: str
    products: int
    rates: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    bare_rates: list[float] = field(default_factory=list)
    p50s: list[float] = field(default_factory=list)
    p95s: list[float] = field(default_factory=list)
    p99s: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    facts: dict[str, Any] = field(default_factory=dict)

    def add(self, measured: Measured, bare: Measured, cpu_seconds: float, requests: int) -> None:
        """Take in one round."""
        self.rates.append(measured.rate)
        self.bare_rates.append(bare.rate)
        self.ratios.append(measured.rate / bare.rate if bare.rate else 0.0)
        self.p50s.append(measured.p50)
        self.p95s.append(measured.p95)
        self.p99s.append(measured.p99)
        self.cpu.append(1000 * cpu_seconds / max(1, measured.visits) / requests)
        self.refused += measured.refused
        self.errors += measured.errors
        self.facts["generator"] = measured.generator

    @property
    def rate(self) -> float:
        """Visits per second."""
        return statistics.median(self.rates)

    @property
    def p50(self) -> float:
        """What half of the visits stay below, in milliseconds."""
        return statistics.median(self.p50s)

    @property
    def p95(self) -> float:
        """What nineteen of twenty visits stay below, in milliseconds."""
        return statistics.median(self.p95s)

    @property
    def ratio(self) -> float:
        """Share of the yardstick's rate."""
        return statistics.median(self.ratios)

    def as_json(self) -> dict[str, Any]:
        """The row as it is printed for programs."""
        return {
            "name": self.name, "database": self.database, "products": self.products, "rps": round(self.rate, 1),
            "p50_ms": round(self.p50, 2), "p95_ms": round(self.p95, 2),
            "p99_ms": round(statistics.median(self.p99s), 2),
            "cpu_ms_per_request": round(statistics.median(self.cpu), 3), "ratio": round(self.ratio, 4),
            "yardstick_rps": round(statistics.median(self.bare_rates), 1), "refused": self.refused,
            "errors": dict(self.errors), **self.facts,
        }  # fmt: skip


def measure(stage: Stage, rows: Sequence[Row], *, rounds: int, seconds: float) -> Iterator[Result]:
    """All rows, round by round, so that whatever else the machine does falls on all of them."""
    results = {row.name: _begun(stage, row) for row in rows}
    for row in rows:
        row.before()
        row.play(WARM_SECONDS)
    for _ in range(rounds):
        for row in rows:
            _play_round(row, results[row.name], seconds)
    yield from results.values()


def _begun(stage: Stage, row: Row) -> Result:
    result = Result(row.name, stage.database, stage.world.products)
    statements, requests = row.count()
    result.facts = {
        "yardstick": row.yardstick, "requests_per_visit": requests, "queries_per_visit": statements,
        "queries_per_request": round(statements / requests, 1),
    }  # fmt: skip
    return result


def _play_round(row: Row, result: Result, seconds: float) -> None:
    row.before()
    bare = row.against(seconds)
    before = row.server.cpu_seconds()
    measured = row.play(seconds)
    result.add(measured, bare, row.server.cpu_seconds() - before, row.requests)
    result.facts.update(row.after(measured))
