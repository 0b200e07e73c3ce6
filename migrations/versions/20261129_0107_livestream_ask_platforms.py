"""Shops on platforms may be asked: their tokens, what they tell us, and their orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_platforms"
down_revision = "livestream_invite"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "platform_shops",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("cipher", sa.Text(), nullable=False),
        sa.Column("access_token", sa.Text(), nullable=False),
        sa.Column("access_until", db.Moment(), nullable=False),
        sa.Column("refresh_token", sa.Text(), nullable=False),
        sa.Column("refresh_until", db.Moment(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("connected_at", db.Moment(), nullable=False),
        sa.Column("asked_at", db.Moment(), nullable=True),
        sa.Column("ended_at", db.Moment(), nullable=True),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("platform IN ('tiktok')", name=op.f("ck_platform_shops_platform")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_platform_shops_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_shops")),
        sa.UniqueConstraint("platform", "shop_id", name=op.f("uq_platform_shops_platform_shop_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "platform_notices",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.BigInteger(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("body", db.Json, nullable=False),
        sa.Column("received_at", db.Moment(), nullable=False),
        sa.Column("handled_at", db.Moment(), nullable=True),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("platform", "notice_id", name=op.f("pk_platform_notices")),
        sqlite_strict=True,
    )
    op.create_index("ix_platform_notices_handled_at", "platform_notices", ["handled_at", "received_at"])
    op.create_table(
        "platform_orders",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("placed_at", db.Moment(), nullable=False),
        sa.Column("changed_at", db.Moment(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_platform_orders_value")),
        sa.PrimaryKeyConstraint("platform", "external_id", name=op.f("pk_platform_orders")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("platform_orders")
    op.drop_table("platform_notices")
    op.drop_table("platform_shops")
