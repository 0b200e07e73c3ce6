"""Broadcasts carry the warning that organizers put over them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "livestream_warnings"
down_revision = "ledger_totals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("broadcasts", sa.Column("warning", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("broadcasts", "warning")
