"""Take goods back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "returns_01"
down_revision = "catalog_sendings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_returns",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("goods_refund", sa.BigInteger(), nullable=False),
        sa.Column("shipping_refund", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", db.Moment(), nullable=False),
        sa.Column("due_at", db.Moment(), nullable=False),
        sa.Column("changed_at", db.Moment(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('damaged', 'wrong_goods', 'missing', 'expired', 'wrong_information', 'changed_mind')",
            name=op.f("ck_order_returns_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'declined', 'escalated', 'accepted', 'received', 'rejected', 'withdrawn', 'lapsed')",
            name=op.f("ck_order_returns_state"),
        ),
        sa.CheckConstraint("due_at > asked_at", name=op.f("ck_order_returns_due")),
        sa.CheckConstraint("goods_refund >= 0 AND shipping_refund >= 0", name=op.f("ck_order_returns_refund")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_order_returns_booth_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_returns_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_returns")),
        sqlite_strict=True,
    )
    op.create_index("ix_order_returns_booth_id", "order_returns", ["booth_id", "state"], unique=False)
    op.create_index("ix_order_returns_order_id", "order_returns", ["order_id"], unique=False)
    op.create_index("ix_order_returns_state", "order_returns", ["state", "due_at"], unique=False)
    op.create_index(
        "uq_order_returns_under_way",
        "order_returns",
        ["order_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('asked', 'escalated', 'accepted')"),
        sqlite_where=sa.text("state IN ('asked', 'escalated', 'accepted')"),
    )

    op.create_table(
        "return_pictures",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("return_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["return_id"], ["order_returns.id"], name=op.f("fk_return_pictures_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_pictures")),
        sqlite_strict=True,
    )
    op.create_index("ix_return_pictures_return_id", "return_pictures", ["return_id"], unique=False)

    op.create_table(
        "return_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("return_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("by_kind", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "by_kind IN ('shopper', 'booth', 'organizer', 'system')", name=op.f("ck_return_steps_by_kind")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_return_steps_by_id")),
        sa.ForeignKeyConstraint(["return_id"], ["order_returns.id"], name=op.f("fk_return_steps_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_steps")),
        sa.UniqueConstraint("return_id", "seq", name=op.f("uq_return_steps_return_id_seq")),
        sqlite_strict=True,
    )
    op.create_table(
        "return_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("return_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_return_lines_quantity")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_return_lines_order_line_id")),
        sa.ForeignKeyConstraint(["return_id"], ["order_returns.id"], name=op.f("fk_return_lines_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_lines")),
        sa.UniqueConstraint("return_id", "order_line_id", name=op.f("uq_return_lines_return_id_order_line_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_return_lines_order_line_id", "return_lines", ["order_line_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_return_lines_order_line_id", table_name="return_lines")

    op.drop_table("return_lines")
    op.drop_table("return_steps")
    op.drop_index("ix_return_pictures_return_id", table_name="return_pictures")

    op.drop_table("return_pictures")
    op.drop_index(
        "uq_order_returns_under_way",
        table_name="order_returns",
        postgresql_where=sa.text("state IN ('asked', 'escalated', 'accepted')"),
        sqlite_where=sa.text("state IN ('asked', 'escalated', 'accepted')"),
    )
    op.drop_index("ix_order_returns_state", table_name="order_returns")
    op.drop_index("ix_order_returns_order_id", table_name="order_returns")
    op.drop_index("ix_order_returns_booth_id", table_name="order_returns")

    op.drop_table("order_returns")
