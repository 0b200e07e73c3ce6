"""People may be erased: when it was, and a row once emptied stays empty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "accounts_erased"
down_revision = "booths_holidays"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("erased_at", db.Moment(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER people_erased_for_good BEFORE UPDATE ON people "
            "FOR EACH ROW WHEN (OLD.state = 'erased') EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        "CREATE TRIGGER people_erased_for_good BEFORE UPDATE ON people WHEN OLD.state = 'erased' "
        "BEGIN SELECT RAISE(ABORT, 'rows of people are never changed once erased'); END"
    )


def downgrade() -> None:
    on_table = " ON people" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER people_erased_for_good{on_table}")
    op.drop_column("people", "erased_at")
