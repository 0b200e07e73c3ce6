"""`python -m bench`: fill databases, start servers, measure in interleaved rounds, print a table and a line of JSON."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.crowds import AS_REPORTED, IMMENSE, with_crowds
from bench.desk import DESK, desk_growth, told
from bench.load import WRK
from bench.measuring import Result, measure
from bench.night import play_night
from bench.report import last_line, machine, table
from bench.rows import rows_of
from bench.rows.placing import sell_out
from bench.rows.results import RESULTS
from bench.servers import ROOT
from bench.stage import bare_server, open_stage
from bench.world import build_world
from marketplace.core.assets import build_assets
from marketplace.core.translations import compile_translations

PRODUCTS = 620
MANY_PRODUCTS = 60_000
POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/gianhang_bench"
WORKERS = {"sqlite": 1, "postgresql": 3}
# One more than cores, as each waits for the disk at a commit; of one thread each, as two would wait for each other.
THREADS = {"sqlite": 1, "postgresql": 1}


@dataclass(frozen=True)
class Plan:
    """What to measure and for how long."""

    only: str
    rounds: int
    seconds: float
    databases: tuple[str, ...]
    products: int
    many: int
    crowds: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Do it all; returns the exit code."""
    plan = read_plan(arguments)
    facts: dict[str, Any] = {"machine": machine(), "load_generator": "wrk and raw sockets" if WRK else "raw sockets"}
    facts |= {"rounds": plan.rounds, "seconds": plan.seconds, "workers": WORKERS, "threads": THREADS, "skipped": []}
    results: list[Result] = []
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            build_assets(ROOT / "static", Path(folder) / "static")
            compile_translations(ROOT / "marketplace" / "translations")
            for stretch in stretches(plan, facts):
                results += measured_on(*stretch, Path(folder), plan, facts)
    except KeyboardInterrupt:
        print("\nStopped; every process is ended.", file=sys.stderr)
        return 130
    facts["took_seconds"] = round(time.monotonic() - began)
    print(f"\n{table(results)}\n")
    print(last_line(results, plan.products, facts))
    return 1 if any(result.errors for result in results) else 0


def read_plan(arguments: Sequence[str] | None) -> Plan:
    """The plan that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round, 620 products only")
    parser.add_argument("--only", default="", help="rows whose names contain this")
    parser.add_argument("--seconds", type=float, help="length of each stretch of load")
    parser.add_argument("--rounds", type=int, help="how often each row is measured")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which databases")
    parser.add_argument("--products", type=int, default=PRODUCTS, help="size of the world")
    given = parser.parse_args(arguments)
    return Plan(
        only=given.only, rounds=given.rounds or (1 if given.quick else 2),
        seconds=given.seconds or 1.0, databases=tuple(given.databases.split(",")),
        products=given.products, many=0 if given.quick else MANY_PRODUCTS, crowds=not given.quick,
    )  # fmt: skip


def stretches(plan: Plan, facts: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Database, size and rows of each part of the run."""
    for database in plan.databases:
        if database == "postgresql" and not _is_reachable():
            skip(facts, "PostgreSQL is not reachable at 127.0.0.1:5432: its rows are skipped")
            continue
        yield database, plan.products, plan.only
        if plan.many and plan.only in f"search {plan.many}":
            yield database, plan.many, f"search {plan.many}"
        if plan.crowds and plan.only in RESULTS:
            yield database, plan.products, RESULTS


def measured_on(
    database: str, products: int, only: str, folder: Path, plan: Plan, facts: dict[str, Any]
) -> list[Result]:
    """The results of one database of one size."""
    began = time.monotonic()
    here = Path(tempfile.mkdtemp(prefix=f"{database}-{products}-", dir=folder))
    (here / "answers").mkdir()
    (here / "static").symlink_to(folder / "static")
    url = address_of(database, here)
    world = build_world(url, here, products)
    # A market that has sold: PostgreSQL plans by what a table holds, and an empty one it looks through.
    world = with_crowds(world, here, (AS_REPORTED, IMMENSE) if only == RESULTS else (AS_REPORTED,))
    say(f"{database}: {products} products in {time.monotonic() - began:.0f} s")
    sizes = {"workers": WORKERS[database], "threads": THREADS[database]}
    with open_stage(world, here, **sizes) as stage:
        rows = rows_of(stage, only)
        with bare_server(stage, **sizes):
            results = list(measure(stage, rows, rounds=plan.rounds, seconds=plan.seconds))
        if any("hot" in row.name for row in rows):
            facts.setdefault("sold_out", {})[database] = sell_out(stage)
        if only == RESULTS:
            facts.setdefault("night", {})[database] = play_night(stage)
    for line in stage.skipped:
        skip(facts, line)
    if plan.crowds and only in ("", DESK):
        facts.setdefault(DESK, {})[database] = grown = desk_growth(world, here)
        say(told(database, grown))
    say(f"{database}: {len(results)} rows in {time.monotonic() - began:.0f} s")
    return results


def address_of(database: str, folder: Path) -> str:
    """Where the world of a stretch is kept."""
    return (
        f"sqlite:///{folder / 'market.db'}" if database == "sqlite" else os.environ.get("BENCH_DATABASE_URL", POSTGRES)
    )


def _is_reachable() -> bool:
    address = address_of("postgresql", Path()).replace("+psycopg", "").rpartition("/")[0]
    try:
        psycopg.connect(f"{address}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def skip(facts: dict[str, Any], line: str) -> None:
    """Say plainly what is not measured."""
    facts["skipped"].append(line)
    say(f"skipped: {line}")


def say(line: str) -> None:
    """Tell the person who waits."""
    print(f"  {line}", flush=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)
    sys.exit(main())
