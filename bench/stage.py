"""Everything that the rows of one database stand on: its world, the market's servers, the bare one beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from bench.bare import keep_answer
from bench.load import Measured, play, play_paths
from bench.ordering import play_orders
from bench.servers import Server, serve
from bench.visits import Ask, Reply, Script, Unexpected, Visits, check, one
from bench.world import World, open_market
from marketplace.core.db import db

VISITORS = 8
KEPT_HEADERS = ("Content-Type", "Location", "Cache-Control", "ETag", "Set-Cookie")
# A visitor shops from an address of its own, as in life: limits per address stay on and do not bite.
SETTINGS = {
    "PUBLIC_URL": "http://127.0.0.1:{port}",
    "TRUSTED_PROXIES": "0",
    "SECRET_KEY": "bench" * 10,
    "STAFF_SECOND_FACTOR": "false",
}


@dataclass(frozen=True)
class Row:
    """One thing to measure, and what it is held against.

    `play(seconds)` is a stretch of load; `against(seconds)` the same of the yardstick. `count` is a visit whose
    statements are counted, `server` the one whose CPU is read. `before` prepares a round, `after` checks it and may
    add facts.
    """

    name: str
    family: str
    server: Server
    play: Callable[[float], Measured]
    against: Callable[[float], Measured]
    yardstick: str
    count: Callable[[], tuple[float, int]]
    requests: int = 1
    before: Callable[[], None] = lambda: None
    after: Callable[[Measured], Mapping[str, Any]] = lambda _measured: {}


@dataclass
class Stage:
    """One database with its servers. `cached` keeps public pages, `uncached` makes every page anew."""

    world: World
    folder: Path
    cached: Server
    uncached: Server
    counted: Mapping[bool, tuple[Flask, Counter[str]]]
    skipped: list[str] = field(default_factory=list)
    bare: Server | None = None

    @property
    def database(self) -> str:
        """What the rows are labelled with."""
        return "postgresql" if self.world.is_postgres else "sqlite"

    def pages(self, name: str, family: str, paths: Sequence[str], *, kept: bool) -> Row | None:
        """A row of GET requests, against bare Flask giving the first one's bytes; None where there is no such page."""
        try:
            self.keep(name, Ask(paths[0]))
        except Unexpected as fault:
            self.skipped.append(f"{name} on {self.database}: {fault}")
            return None
        server = self.cached if kept else self.uncached
        return Row(
            name, family, server,
            play=lambda seconds: play_paths(server.port, paths, visitors=VISITORS, seconds=seconds),
            against=self.bare_pages(name), yardstick="bare Flask, same bytes",
            count=lambda: self.count(one(Ask(paths[0])), kept=kept),
        )  # fmt: skip

    def visits(self, name: str, family: str, visits: Visits) -> Row | None:
        """A row of one request at a time that `visits` makes, against bare Flask giving the same bytes."""
        sample = next(visits(0))
        try:
            self.keep(name, sample)
        except Unexpected as fault:
            self.skipped.append(f"{name} on {self.database}: {fault}")
            return None
        numbers = Numbers()
        return Row(
            name, family, self.cached,
            play=lambda seconds: numbers.play(self.cached.port, visits, seconds),
            against=self.bare_visits(name, sample), yardstick="bare Flask, same bytes",
            count=lambda: self.count(visits, kept=True, number=numbers.take()),
        )  # fmt: skip

    def keep(self, name: str, ask: Ask) -> Reply:
        """Ask the market once and keep the answer for the bare server to give; raise Unexpected."""
        reply = check(ask, exchange(self.counted[True][0], ask))
        headers = {name: value for name in KEPT_HEADERS if (value := reply.header(name))}
        keep_answer(self.folder / "answers", slug(name), reply.status, headers, reply.body)
        return reply

    def bare_pages(self, name: str) -> Callable[[float], Measured]:
        """The yardstick of a page."""
        path = f"/{slug(name)}"
        return lambda seconds: play_paths(self.bare_port(), [path], visitors=VISITORS, seconds=seconds)

    def bare_visits(self, name: str, sample: Ask) -> Callable[[float], Measured]:
        """The yardstick of one request that is not a page."""
        ask = Ask(f"/{slug(name)}", sample.method, sample.form, sample.body, sample.headers, sample.expect)
        return lambda seconds: play(self.bare_port(), one(ask), visitors=VISITORS, seconds=seconds)

    def bare_orders(self, pick: Callable[[int], Sequence[int]]) -> Callable[[float], Measured]:
        """The yardstick of placing."""
        return lambda seconds: play_orders(self.world.url, pick, clients=VISITORS, seconds=seconds)

    def bare_port(self) -> int:
        """Where the bare server listens, once it is started."""
        if self.bare is None:
            raise RuntimeError("the bare server starts after the rows are made")
        return self.bare.port

    def count(self, visits: Visits, *, kept: bool, number: int = 0) -> tuple[float, int]:
        """Statements and requests of one visit, the second of two."""
        app, sent = self.counted[kept]
        drive(app, visits(number))
        sent.clear()
        asked = drive(app, visits(number + 1))
        return sent["statements"], asked


class Numbers:
    """Visits are numbered through all rounds, so that no visitor comes twice."""

    def __init__(self, first: int = 1, most: int = 10**9) -> None:
        self._next = first
        self._last = first + most

    def take(self, count: int = 2) -> int:
        """The first of so many numbers that nobody has."""
        first = self._next
        self._next += count
        return first

    def play(self, port: int, visits: Visits, seconds: float, visitors: int = VISITORS) -> Measured:
        """Play visits with numbers that nobody has."""
        measured = play(
            port, visits, visitors=visitors, seconds=seconds, first=self._next, most=self._last - self._next
        )
        self._next += 2 * (measured.visits + measured.refused + measured.errors.total() + visitors)
        return measured


def slug(name: str) -> str:
    """A row's name as a file and a path."""
    return name.replace(" ", "-").replace(",", "")


def exchange(app: Flask, ask: Ask) -> Reply:
    """Ask an app of this process, in a context of its own as a server does."""
    return Context().run(_exchange, app, ask)


def _exchange(app: Flask, ask: Ask) -> Reply:
    body, headers = ask.content()
    if ask.method != "GET":
        headers["Sec-Fetch-Site"] = "same-origin"
    with app.test_client(use_cookies=False) as client:
        answer = client.open(ask.path, method=ask.method, data=body, headers=headers)
        head = "".join(f"\r\n{name}: {value}" for name, value in answer.headers)
        return Reply(answer.status_code, head.encode("latin-1"), answer.get_data())


def drive(app: Flask, script: Script) -> int:
    """Play a script on an app of this process; how many requests it made."""
    ask, asked = next(script), 0
    while True:
        asked += 1
        try:
            ask = script.send(check(ask, exchange(app, ask)))
        except StopIteration:
            return asked


def count_statements(app: Flask) -> Counter[str]:
    """A counter that grows with every statement this app sends."""
    sent: Counter[str] = Counter()

    def look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            sent["statements"] += 1

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", look)
    return sent


@contextmanager
def open_stage(world: World, folder: Path, *, workers: int, threads: int) -> Iterator[Stage]:
    """The servers of one database, ended with the block."""
    (folder / "answers").mkdir(exist_ok=True)
    settings = {**SETTINGS, "DATABASE_URL": world.url, "DATA_FOLDER": str(folder)}
    log = folder / "servers.log"

    def market(kept: str) -> Server:
        served = serve(
            "marketplace:create_app", {**settings, "PAGE_CACHE": kept}, log, workers=workers, threads=threads
        )
        return stack.enter_context(served)

    with ExitStack() as stack:
        uncached = stack.enter_context(open_market(world.url, folder, PAGE_CACHE=False))
        kept = stack.enter_context(open_market(world.url, folder))
        counted = {True: (kept, count_statements(kept)), False: (uncached, count_statements(uncached))}
        yield Stage(world, folder, market("true"), market("false"), counted)


@contextmanager
def bare_server(stage: Stage, *, workers: int, threads: int) -> Iterator[None]:
    """The bare server with all answers kept so far, on the settings of the market's."""
    environment = {"BENCH_ANSWERS": str(stage.folder / "answers")}
    with serve(
        "bench.bare:create_app", environment, stage.folder / "servers.log", workers=workers, threads=threads
    ) as bare:
        stage.bare = bare
        yield
