"""The migrations build exactly the schema of the models, down leads back to nothing, and there is one head."""

from __future__ import annotations

import re

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, Inspector, MetaData, UniqueConstraint, create_engine, inspect, text

from config import ROOT
from marketplace.core.db import db, prepare_engine
from tests.conftest import recreate
from tests.databases import of_worker

# Made by hand in a migration because a model cannot say it for both databases.
BY_HAND = {"ix_search_documents_words"}


def settings() -> AlembicConfig:
    return AlembicConfig(toml_file=str(ROOT / "pyproject.toml"))


def move(engine: Engine, verb: str, to: str) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        wanted = settings()
        wanted.attributes["connection"] = connection
        getattr(command, verb)(wanted, to)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request, app, tmp_path):
    """An empty database of each kind."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        url = of_worker("migrations")
        recreate(url)
    engine = create_engine(url)
    prepare_engine(engine)
    yield engine
    engine.dispose()


def shape(look: Inspector, table: str) -> dict[str, object]:
    """What a table is, in words that the two databases and the models share."""
    return {
        "columns": {column["name"]: column["nullable"] for column in look.get_columns(table)},
        "checks": {check["name"] for check in look.get_check_constraints(table)},
        "unique": {unique["name"] for unique in look.get_unique_constraints(table)},
        "keys": {key["name"] for key in look.get_foreign_keys(table)},
        "indexes": {each["name"] for each in look.get_indexes(table) if not each.get("duplicates_constraint")}
        - BY_HAND,
    }


def modelled(metadata: MetaData, table: str) -> dict[str, object]:
    wanted = metadata.tables[table]
    named = [each for each in wanted.constraints if each.name]
    return {
        "columns": {column.name: bool(column.nullable) for column in wanted.columns},
        "checks": {str(each.name) for each in named if isinstance(each, CheckConstraint)},
        "unique": {str(each.name) for each in named if isinstance(each, UniqueConstraint)},
        "keys": {str(key.name) for key in wanted.foreign_key_constraints},
        "indexes": {str(index.name) for index in wanted.indexes},
    }


def differences(engine: Engine, metadata: MetaData) -> list[str]:
    """Tables whose shape in the database is not that of the models."""
    look = inspect(engine)
    found = [f"no table {name}" for name in metadata.tables if name not in look.get_table_names()]
    for name in metadata.tables:
        if name not in look.get_table_names():
            continue
        there, here = shape(look, name), modelled(metadata, name)
        found += [f"{name} {part}: {there[part]} instead of {here[part]}" for part in here if there[part] != here[part]]
    return found


def everything(engine: Engine) -> set[str]:
    """Every table, index and trigger by name, with the text of its checks; in a table made anew they come in any order."""
    if engine.dialect.name == "sqlite":
        wanted = (
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        )
    else:
        wanted = (
            "SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace "
            "UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' "
            "UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text(wanted)) if "alembic" not in row[0]]
    return {", ".join(sorted(re.sub(r"\s+", " ", each).split(", "))) for each in found}


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(settings()).get_heads()) == 1


def test_names_tell_when_where_and_what():
    names = [file.name for file in (ROOT / "migrations" / "versions").glob("*.py")]
    assert names
    assert [name for name in names if not re.fullmatch(r"\d{8}_\d{4}_[a-z]+_[a-z_]+\.py", name)] == []


def test_the_migrations_build_what_the_models_say(empty):
    move(empty, "upgrade", "head")
    assert differences(empty, db.metadata) == []


def test_a_check_that_was_forgotten_in_the_migrations_would_be_seen(empty):
    move(empty, "upgrade", "head")
    planted = MetaData(naming_convention=db.metadata.naming_convention)
    for table in db.metadata.tables.values():
        table.to_metadata(planted)
    planted.tables["variants"].append_constraint(CheckConstraint("price <> 13", name="unlucky"))
    assert [each for each in differences(empty, planted) if "unlucky" in each]


def test_up_down_up_leaves_no_trace(empty):
    move(empty, "upgrade", "head")
    first = everything(empty)
    move(empty, "downgrade", "base")
    assert {each for each in everything(empty) if "alembic" not in each} == set()
    move(empty, "upgrade", "head")
    assert everything(empty) == first


def test_every_table_is_strict_on_sqlite(app, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'strict.db'}")
    prepare_engine(engine)
    move(engine, "upgrade", "head")
    with engine.connect() as connection:
        loose = connection.execute(text("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"))
        names = {name for (name,) in loose if not name.startswith(("sqlite_", "alembic_", "search_index"))}
    engine.dispose()
    assert names == set()


BOOK = """
    INSERT INTO ledger_lines (id, entry_key, account, booth_id, part, rate_id, amount) VALUES
        (1, 'sale-1', 'booth', 7, 'goods', NULL, -90), (2, 'sale-1', 'booth', 7, 'vat', 3, 10),
        (3, 'sale-1', 'vat', NULL, 'vat', 3, -10), (4, 'sale-1', 'shopper', NULL, 'goods', NULL, 90),
        (5, 'sale-2', 'booth', 7, 'goods', NULL, -5), (6, 'sale-2', 'shopper', NULL, 'goods', NULL, 5),
        (7, 'sale-3', 'booth', 7, 'goods', NULL, -2), (8, 'sale-3', 'shopper', NULL, 'goods', NULL, 2);
    INSERT INTO ledger_entries (key, kind, purchase_id, order_id, booth_id, at, recorded_at) VALUES
        ('sale-1', 'sale', 1, 1, 7, '2026-10-31 16:59:59.000000+00', '2026-11-01 00:00:00.000000+00'),
        ('sale-2', 'sale', 2, 2, 7, '2026-10-31 17:00:00.000000+00', '2026-11-01 00:00:00.000000+00'),
        ('sale-3', 'sale', 3, 3, 7, '2026-11-30 16:59:59.000000+00', '2026-12-01 00:00:00.000000+00')
"""


def test_a_book_that_was_there_is_added_up_by_months_of_viet_nam(empty):
    move(empty, "upgrade", "livestream_figure_columns")
    with empty.execution_options(writes=True).begin() as connection:
        on_sqlite = empty.dialect.name == "sqlite"
        connection.execute(
            text("PRAGMA defer_foreign_keys = ON" if on_sqlite else "SET session_replication_role = replica")
        )
        for statement in (BOOK.replace("+00'", "'") if on_sqlite else BOOK).split(";"):
            connection.execute(text(statement))
        wanted = settings()
        wanted.attributes["connection"] = connection
        command.upgrade(wanted, "ledger_totals")
        kept = connection.execute(text("SELECT booth_id, month, account, part, rate_id, amount FROM ledger_totals"))
        found = sorted((row[0], str(row[1]), *row[2:]) for row in kept)
        connection.rollback()
    assert found == [
        (7, "2026-10-01", "booth", "goods", 0, -90), (7, "2026-10-01", "booth", "vat", 3, 10),
        (7, "2026-11-01", "booth", "goods", 0, -7),
    ]  # fmt: skip
