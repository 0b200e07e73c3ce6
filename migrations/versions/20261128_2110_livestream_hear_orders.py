"""Hear orders in comments and over the telephone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_hear_orders"
down_revision = "search_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heard_orders",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("heard_key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("items", db.Json, nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), server_default="", nullable=False),
        sa.Column("address_line", sa.Text(), server_default="", nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=True),
        sa.Column("doubts", db.Json, nullable=False),
        sa.Column("state", sa.Text(), server_default="proposed", nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=True),
        sa.Column("waiting_since", db.Moment(), nullable=True),
        sa.Column("answer_until", db.Moment(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", db.Moment(), nullable=True),
        sa.CheckConstraint("source IN ('comment', 'phone')", name=op.f("ck_heard_orders_source")),
        sa.CheckConstraint("kind IN ('order', 'cancel')", name=op.f("ck_heard_orders_kind")),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'dropped', 'waiting', 'offered', 'lapsed')",
            name=op.f("ck_heard_orders_state"),
        ),
        sa.CheckConstraint("(state = 'confirmed') = (purchase_id IS NOT NULL)", name=op.f("ck_heard_orders_confirmed")),
        sa.CheckConstraint("(state = 'offered') = (answer_until IS NOT NULL)", name=op.f("ck_heard_orders_offered")),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'offered', 'lapsed') OR waiting_since IS NOT NULL",
            name=op.f("ck_heard_orders_waited"),
        ),
        sa.CheckConstraint("kind = 'order' OR state IN ('proposed', 'dropped')", name=op.f("ck_heard_orders_cancel")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_heard_orders_broadcast_id")),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_heard_orders_commune_code")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_heard_orders_purchase_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_heard_orders_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_heard_orders_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heard_orders")),
        sa.UniqueConstraint("broadcast_id", "heard_key", name=op.f("uq_heard_orders_broadcast_id_heard_key")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_heard_orders_purchase_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_heard_orders_state", "heard_orders", ["broadcast_id", "state", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_heard_orders_state", table_name="heard_orders")
    op.drop_table("heard_orders")
