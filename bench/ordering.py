"""The yardstick of placing: the statements of one order on a bare driver, no market above them."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from bench.load import Measured, leave_ending_to_the_parent, percentile
from marketplace.core.codes import order_code, random_code

PROCESSES = 2
SILENCE_SECONDS = 20.0

ITEMS = (
    "SELECT v.id, v.booth_id, v.price, v.weight_g, p.name, b.name, s.available FROM variants v "
    "JOIN products p ON p.id = v.product_id JOIN booths b ON b.id = v.booth_id "
    "JOIN stock_levels s ON s.variant_id = v.id WHERE v.id IN ({})"
)
PURCHASE = (
    "INSERT INTO purchases (code, idempotency_scope, idempotency_key, request_hash, recipient, phone, address_line, "
    "commune_code, address_text, payment_method, goods_total, discount_total, shipping_total, grand_total, placed_at) "
    "VALUES ({}, 'bare', {}, '', 'Lan', {}, '12', {}, '12', 'cod', {}, 0, 0, {}, {}) RETURNING id"
)
ORDER = (
    "INSERT INTO orders (purchase_id, booth_id, code, state, goods_total, discount, shipping_fee, grand_total, "
    "weight_g, changed_at) VALUES ({}, {}, {}, 'placed', {}, 0, 0, {}, 550, {}) RETURNING id"
)
LINE = (
    "INSERT INTO order_lines (order_id, booth_id, variant_id, product_name, sku, unit, quantity, list_price, "
    "unit_price, line_total) VALUES ({}, {}, {}, {}, 'M', 'g', 1, {}, {}, {}) RETURNING id"
)
STEP = "INSERT INTO order_steps (order_id, seq, to_state, by_kind, at) VALUES ({}, 1, 'placed', 'shopper', {})"
ATTEMPT = (
    "INSERT INTO payment_attempts (purchase_id, order_id, provider, state, amount, key, created_at) "
    "VALUES ({}, {}, 'cod', 'pending', {}, {}, {})"
)
MOVEMENT = (
    "INSERT INTO stock_movements (variant_id, booth_id, delta, kind, order_line_id, at) "
    "VALUES ({}, {}, -1, 'sale', {}, {})"
)
LEVEL = "UPDATE stock_levels SET available = available - 1 WHERE variant_id = {} AND available >= 1"


def place_bare(execute: Callable[[str, Sequence[Any]], Any], variants: Sequence[int], number: int, mark: str) -> None:
    """One purchase of one unit of each of these variants of one booth."""

    def say(statement: str, *values: Any) -> Any:
        return execute(statement.format(*[mark] * len(values)), values)

    at = datetime.now(UTC).isoformat()
    rows = execute(ITEMS.format(", ".join([mark] * len(variants))), variants).fetchall()
    total = sum(row[2] for row in rows)
    code, phone = order_code(), f"+849{number % 10**8:08d}"
    purchase = say(PURCHASE, code, f"{number}-{random_code(8)}", phone, "19333", total, total, at).fetchone()[0]
    order = say(ORDER, purchase, rows[0][1], f"{code}-1", total, total, at).fetchone()[0]
    lines = [say(LINE, order, row[1], row[0], row[4], row[2], row[2], row[2]).fetchone()[0] for row in rows]
    say(STEP, order, at)
    say(ATTEMPT, purchase, order, total, f"pay-{random_code(20)}", at)
    for row, line in zip(rows, lines, strict=True):
        say(MOVEMENT, row[0], row[1], line, at)
    for row in sorted(rows):
        say(LEVEL, row[0])


def play_orders(url: str, pick: Callable[[int], Sequence[int]], *, clients: int, seconds: float) -> Measured:
    """Orders of the variants that `pick(number)` names: by 2 processes on PostgreSQL, by one writer on SQLite."""
    processes, threads = (PROCESSES, max(1, clients // PROCESSES)) if url.startswith("postgresql") else (1, 1)
    fork = multiprocessing.get_context("fork")
    children, ends = [], []
    begin = time.monotonic() + 0.2
    for place in range(processes):
        ours, theirs = fork.Pipe(duplex=False)
        work = (url, pick, threads, range(place, 10**9, processes), begin, begin + seconds, theirs)
        children.append(fork.Process(target=_work, args=work, daemon=True))
        children[-1].start()
        theirs.close()
        ends.append(ours)
    try:
        latencies = sorted(each for end in ends for each in _heard(end, seconds))
    finally:
        for child in children:
            child.terminate()
            child.join()
    p50, p95, p99 = (1000 * percentile(latencies, share) for share in (0.5, 0.95, 0.99))
    return Measured("bare driver", len(latencies), seconds, p50, p95, p99)


def _heard(end: Connection, seconds: float) -> list[float]:
    if not end.poll(seconds + SILENCE_SECONDS):
        raise TimeoutError("a bare client fell silent")
    latencies: list[float] = end.recv()
    return latencies


def _work(url: str, pick: Any, threads: int, numbers: range, begin: float, end: float, told: Connection) -> None:
    leave_ending_to_the_parent()
    latencies: list[float] = []
    if url.startswith("sqlite"):
        _play_sqlite(url, pick, numbers, (begin, end), latencies)
    else:
        clients = [
            threading.Thread(target=_play_postgres, args=(url, pick, numbers[n::threads], (begin, end), latencies))
            for n in range(threads)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    told.send(latencies)
    told.close()


def _play_postgres(url: str, pick: Any, numbers: range, window: tuple[float, float], latencies: list[float]) -> None:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, prepare_threshold=2) as connection:
        _play(connection.execute, connection.commit, pick, numbers, window, latencies, "%s")


def _play_sqlite(url: str, pick: Any, numbers: range, window: tuple[float, float], latencies: list[float]) -> None:
    connection = sqlite3.connect(make_url(url).database or "", timeout=15, isolation_level=None)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "journal_mode=TRUNCATE"):
        connection.execute(f"PRAGMA {pragma}")

    def execute(statement: str, values: Sequence[Any]) -> Any:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        return connection.execute(statement, values)

    _play(execute, connection.commit, pick, numbers, window, latencies, "?")
    connection.close()


def _play(
    execute: Any, commit: Any, pick: Any, numbers: range, window: tuple[float, float], latencies: list[float], mark: str
) -> None:
    begin, end = window
    time.sleep(max(0.0, begin - time.monotonic()))
    for number in numbers:
        began = time.monotonic()
        if began >= end:
            return
        place_bare(execute, list(pick(number)), number, mark)
        commit()
        latencies.append(time.monotonic() - began)
