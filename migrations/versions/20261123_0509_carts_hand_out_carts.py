"""Hand out carts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "carts_09"
down_revision = "search_08"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("touch_code", sa.Text(), nullable=True),
        sa.Column("touch_click_id", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", db.Moment(), nullable=True),
        sa.Column("voucher_code", sa.Text(), nullable=True),
        sa.Column("delivery", db.Json, nullable=False),
        sa.Column("changed_at", db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_carts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carts")),
        sa.UniqueConstraint("key", name=op.f("uq_carts_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_carts_changed_at", "carts", ["changed_at"], unique=False)
    op.create_index(op.f("ix_carts_person_id"), "carts", ["person_id"], unique=False)
    op.create_table(
        "cart_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("cart_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=True),
        sa.Column("added_at", db.Moment(), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 999", name=op.f("ck_cart_lines_quantity")),
        sa.ForeignKeyConstraint(["cart_id"], ["carts.id"], name=op.f("fk_cart_lines_cart_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_cart_lines_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_lines")),
        sa.UniqueConstraint("cart_id", "variant_id", name=op.f("uq_cart_lines_cart_id_variant_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("cart_lines")
    op.drop_index(op.f("ix_carts_person_id"), table_name="carts")
    op.drop_index("ix_carts_changed_at", table_name="carts")
    op.drop_table("carts")
