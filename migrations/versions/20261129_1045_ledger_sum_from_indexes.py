"""What a booth earned and whether its bell rings are read from indexes alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "ledger_sums"
down_revision = "livestream_sale_changes"
branch_labels = None
depends_on = None

UNREAD = sa.text("read_at IS NULL")


def upgrade() -> None:
    _remake(["entry_key", "booth_id", "account", "part", "rate_id", "amount"], ["booth_id", "account", "amount"])
    _remake_unread(["person_id", "booth_id", "kind"])


def downgrade() -> None:
    _remake(["entry_key"], ["booth_id", "account"])
    _remake_unread(["person_id", "booth_id"])


def _remake(by_entry: list[str], by_booth: list[str]) -> None:
    for name, columns in (("ix_ledger_lines_entry_key", by_entry), ("ix_ledger_lines_booth_id", by_booth)):
        op.drop_index(name, table_name="ledger_lines")
        op.create_index(name, "ledger_lines", columns)


def _remake_unread(columns: list[str]) -> None:
    op.drop_index("ix_page_notices_unread", table_name="page_notices")
    op.create_index("ix_page_notices_unread", "page_notices", columns, sqlite_where=UNREAD, postgresql_where=UNREAD)
