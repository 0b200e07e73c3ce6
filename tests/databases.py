"""The PostgreSQL databases that tests make and throw away.

TEST_DATABASE_PREFIX keeps two checkouts that test at the same time out of each other's way.
"""

from __future__ import annotations

import os

SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432"
PREFIX = os.environ.get("TEST_DATABASE_PREFIX", "gianhang")


def of_suite() -> str:
    """The database that a run of the whole suite on PostgreSQL is given; each worker adds its own name."""
    return f"{SERVER}/{PREFIX}_test"


def of_worker(purpose: str) -> str:
    """A database of this test process alone."""
    return f"{SERVER}/{PREFIX}_{purpose}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
