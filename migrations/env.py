"""Runs the migrations on the database of the app, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from marketplace import create_app
from marketplace.core.db import db


def run(connection: Connection) -> None:
    """Run what is asked for in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
        include_name=lambda name, kind, _parents: kind != "table" or name in db.metadata.tables,
        transaction_per_migration=False,
        user_module_prefix="db.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_app().app_context(), db.engine.execution_options(writes=True).begin() as connection:
        run(connection)
