"""The app, a clean database for every test, and clients that speak like browsers.

SQLite by default; TEST_DATABASE_URL runs the same tests on PostgreSQL. The schema always comes from the migrations.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, g
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.engine import make_url

from config import ROOT, Config
from marketplace import create_app
from marketplace.core import clock
from marketplace.core.assets import build_assets
from marketplace.core.db import db, release_connection
from marketplace.core.hold import hang_up
from marketplace.core.invariants import examine
from marketplace.core.limits import limiter
from marketplace.core.places.actions import load_places
from marketplace.core.translations import compile_translations
from marketplace.domain.orders.models import Purchase

pytest_plugins = ["tests.people", "tests.chromium", "tests.emulators.fixtures"]

# No test depends on how fast the machine is. `steady`, for CI, tries the same examples at every run of the same test;
# by default each run looks for new ones.
PATIENT = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("searching", **PATIENT)
settings.register_profile("steady", **PATIENT, derandomize=True)
settings.load_profile("steady" if os.environ.get("REQUIRE_ALL") else "searching")

# Loaded once and never written by a test.
REFERENCE = frozenset({"provinces", "communes", "old_places", "alembic_version"})


def pytest_sessionstart(session: pytest.Session) -> None:
    """English is compiled once, before any process reads it."""
    if not hasattr(session.config, "workerinput"):
        compile_translations(ROOT / "marketplace" / "translations")


def wanted_url(worker: str, folder: Path) -> str:
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        return f"sqlite:///{folder / 'test.db'}"
    name = make_url(url)
    return name.set(database=f"{name.database}_{worker}").render_as_string(hide_password=False)


def migrate(to: str = "head") -> None:
    """Bring the app's database to a revision, on the connection of the running app context."""
    settings = AlembicConfig(toml_file=str(ROOT / "pyproject.toml"))
    with db.engine.execution_options(writes=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, to)


def recreate(url: str) -> None:
    """An empty PostgreSQL database under this name."""
    address = make_url(url)
    server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{address.database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{address.database}"'))
    server.dispose()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("market")


@pytest.fixture(scope="session")
def market_config(folder: Path, worker_id: str = "main") -> Config:
    build_assets(ROOT / "static", folder / "static")
    return Config(
        DATABASE_URL=wanted_url(os.environ.get("PYTEST_XDIST_WORKER", "main"), folder),
        DATA_FOLDER=str(folder),
        PUBLIC_URL="http://localhost",
        BANK_BIN="970436",
        BANK_ACCOUNT="0123499999",
        BANK_ACCOUNT_NAME="DOAN TINH QUANG TRI",
        BANK_FEED_TOKEN="feed-token-for-tests",
        STRIPE_SECRET_KEY="sk_test_emulator",
        STRIPE_WEBHOOK_SECRET="whsec_test",
        STRIPE_API_BASE="http://127.0.0.1:9",  # nobody listens: a test that pays by card starts an emulator
        STAFF_SECOND_FACTOR=False,
        TESTING=True,
    )


@pytest.fixture(scope="session")
def market(market_config: Config, folder: Path) -> Iterator[Flask]:
    """The app over a migrated database with the reference data loaded."""
    if not market_config.DATABASE_URL.startswith("sqlite"):
        recreate(market_config.DATABASE_URL)
    app = create_app(market_config)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", set_up_sqlite)
        migrate()
        load_places()
        if db.engine.dialect.name == "postgresql":
            leave_rows_alone()
        hang_up()
    if market_config.DATABASE_URL.startswith("sqlite"):
        shutil.copy(folder / "test.db", folder / "clean.db")
    yield app
    with app.app_context():
        hang_up()


def set_up_sqlite(connection: sqlite3.Connection, _entry: object) -> None:
    """No waiting for the disk; and rows that nobody ordered come backwards, where PostgreSQL mostly gives them forwards.

    What passes on both does not depend on an order that no statement asked for.
    """
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA reverse_unordered_selects=ON")


def leave_rows_alone() -> None:
    """No vacuum works while a test reads: it would cost time on some days only."""
    with db.engine.begin() as connection:
        for table in sorted(db.metadata.tables.keys() - REFERENCE):
            connection.exec_driver_sql(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')


@pytest.fixture
def dirty_tables(market: Flask) -> Iterator[set[str]]:
    """The tables that this test writes to."""
    seen: set[str] = set()

    def look(_connection, _cursor, statement, *_rest):
        found = re.match(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "?(\w+)', statement, re.IGNORECASE)
        if found:
            seen.add(found.group(1))
        elif statement.startswith("WITH"):
            seen.update(re.findall(r"INSERT INTO (\w+)", statement))

    with market.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", look)
    yield seen
    event.remove(engine, "before_cursor_execute", look)


@dataclass
class Ticks:
    """A clock that goes on when it is told."""

    at: float = 1_000.0

    def go_on(self, seconds: float) -> None:
        self.at += seconds


@pytest.fixture
def ticks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Ticks:
    """The clock of what is kept stands still, so that nothing grows old because the machine was slow; tests move it.

    In a browser it goes on, as do the processes beside the test.
    """
    hands = Ticks()
    if not request.node.get_closest_marker("browser"):
        monkeypatch.setattr(clock, "ticks", lambda: hands.at)
    return hands


@pytest.fixture
def app(
    market: Flask, folder: Path, dirty_tables: set[str], ticks: Ticks, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The app with a clean database and an app context; everything the test wrote is gone afterwards.

    What the test leaves behind must be sound, unless it plants a fault and says so.
    """
    limiter.enabled = False  # one for all apps of the process: a test may have made an app that counts
    for room in ("kept_pages", "kept_answers", "kept_frames", "kept_parts"):
        market.extensions[room].clear()
    market.extensions.pop("kept_sales", None)
    market.extensions.pop("search_keeper", None)
    market.extensions["versions"].forget("catalogue")
    with market.app_context():
        yield market
        db.session.remove()
        release_connection()
        broken = [] if request.node.get_closest_marker("plants_a_fault") else broken_invariants(market, dirty_tables)
        clean_up(folder, dirty_tables)
        if request.node.get_closest_marker("plants_a_fault"):
            hang_up()  # a changed table makes the driver have the server forget all prepared statements
    assert broken == []


def broken_invariants(market: Flask, dirty: set[str]) -> list[str]:
    if not dirty - REFERENCE:
        return []
    # The test's own time, not today's: a purchase of a frozen noon is not overdue because it is evening here.
    with clock.frozen(db.session.scalar(select(func.max(Purchase.placed_at))) or clock.now()):
        findings = examine(market.extensions["invariants"])
    return [f"{each.invariant.name} {each.offenders}" for each in findings if not each.holds]


def clean_up(folder: Path, dirty: set[str]) -> None:
    db.session.remove()
    release_connection()
    if db.engine.dialect.name == "sqlite":
        hang_up()
        shutil.copy(folder / "clean.db", folder / "test.db")
        return
    emptied = with_dependents(dirty - REFERENCE)
    if emptied:
        # Not TRUNCATE: it writes every table and index anew, which takes longer than most tests.
        classes = ", ".join(f"'{table}'::regclass" for table in sorted(emptied))
        statements = [
            "SET LOCAL session_replication_role = replica",
            *(f'DELETE FROM "{table}"' for table in sorted(emptied)),
            "SELECT setval(owned.objid, 1, false) FROM pg_depend owned "
            "JOIN pg_class numbers ON numbers.oid = owned.objid AND numbers.relkind = 'S' "
            f"WHERE owned.refobjid IN ({classes})",
        ]
        with db.engine.begin() as connection:
            connection.execution_options(no_parameters=True).exec_driver_sql("; ".join(statements))


def with_dependents(tables: set[str]) -> set[str]:
    """These tables and all whose rows point into them, also where another process wrote those."""
    found = set(tables)
    while True:
        pointing = {
            table.name
            for table in db.metadata.tables.values()
            if any(key.column.table.name in found for key in table.foreign_keys)
        }
        if pointing <= found:
            return found
        found |= pointing


class Browser(FlaskClient):
    """A test client that says where its requests come from, as browsers do.

    The test's own app context is also that of its requests; what one of them kept in `g` is not for the next.
    A request knows no row that the test has read, as in the market: there a row that a page asks for without saying
    whose it is fails.
    """

    def open(self, *args, **kwargs):
        release_connection()
        for name in list(g):
            g.pop(name)
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        known = db.session()
        known.rollback()
        db.session.registry.clear()
        try:
            return super().open(*args, headers=headers, **kwargs)
        finally:
            db.session.remove()
            release_connection()
            db.session.registry.set(known)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.test_client_class = Browser
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database since the test last cleared the list."""
    sent: list[str] = []

    def look(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", look)
    yield sent
    event.remove(db.engine, "before_cursor_execute", look)
