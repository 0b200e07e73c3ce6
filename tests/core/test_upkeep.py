"""SQLite knows how its tables are filled, and finds a few goods among many by their numbers."""

from __future__ import annotations

import pytest

from marketplace.core.db import db
from marketplace.core.upkeep import look_at_tables
from tests.people import on_sale


@pytest.mark.sqlite_only
def test_what_sqlite_has_seen_of_its_tables_is_kept(app):
    on_sale()
    look_at_tables()
    db.session.remove()
    with db.engine.connect() as connection:
        seen = connection.exec_driver_sql("SELECT DISTINCT tbl FROM sqlite_stat1").scalars().all()
    assert {"products", "variants", "communes"} <= set(seen)


def test_looking_at_the_tables_twice_changes_nothing_for_people(client):
    variant = on_sale()
    look_at_tables()
    look_at_tables()
    assert client.get(f"/products/{variant.product.slug}").status_code == 200
