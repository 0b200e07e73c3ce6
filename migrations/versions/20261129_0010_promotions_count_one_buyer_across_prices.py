"""One buyer's limit is counted across the prices that follow each other in a broadcast; an ended offer says when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "promotions_limits"
down_revision = "orders_by_age"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offers", sa.Column("counted_with", sa.Text(), server_default="", nullable=False))
    op.add_column("offers", sa.Column("ended_at", db.Moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("offers", "ended_at")
    op.drop_column("offers", "counted_with")
