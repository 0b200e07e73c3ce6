"""What a database wants done now and then."""

from __future__ import annotations

from marketplace.core.db import db
from marketplace.core.transactions import transactional

# So many rows of each index say enough, and a table of any size takes an instant.
ROWS_LOOKED_AT = 1000


@transactional
def look_at_tables() -> None:
    """Have SQLite look at how its tables are filled, so that it plans by that and not by rules of thumb.

    Without it, looking up 24 of 60,000 products reads all that are on sale. PostgreSQL does this by itself.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        connection.exec_driver_sql("ANALYZE")
