"""Boards are read by age: the index of a booth's orders knows when each moved."""

from __future__ import annotations

from alembic import op

revision = "orders_by_age"
down_revision = "pages_01"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_orders_booth_state", table_name="orders")
    op.create_index("ix_orders_booth_state", "orders", ["booth_id", "state", "changed_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_orders_booth_state", table_name="orders")
    op.create_index("ix_orders_booth_state", "orders", ["booth_id", "state", "id"])
