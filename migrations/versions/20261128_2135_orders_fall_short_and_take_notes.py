"""Orders fall short and take notes; parcels say what is in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "orders_fall_short"
down_revision = "stock_02"
branch_labels = None
depends_on = None

# Until now every order went in one parcel.
_WHOLE_ORDERS = """
    INSERT INTO parcel_lines (parcel_id, line_id, booth_id, quantity)
    SELECT p.id, l.id, p.booth_id, l.quantity FROM parcels p JOIN order_lines l ON l.order_id = p.order_id
    WHERE p.id = (SELECT MIN(f.id) FROM parcels f WHERE f.order_id = p.order_id)
"""


def upgrade() -> None:
    op.create_table(
        "order_shortfalls",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("units_before", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("units_before >= 0 AND amount >= 0", name=op.f("ck_order_shortfalls_amounts")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_order_shortfalls_reason")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_order_shortfalls_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_order_shortfalls_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_shortfalls_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_shortfalls")),
        sa.UniqueConstraint("order_id", "units_before", name=op.f("uq_order_shortfalls_order_id_units_before")),
        sqlite_strict=True,
    )
    op.create_table(
        "order_short_lines",
        sa.Column("shortfall_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_short_lines_quantity")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_order_short_lines_booth_id")),
        sa.ForeignKeyConstraint(["line_id"], ["order_lines.id"], name=op.f("fk_order_short_lines_line_id")),
        sa.ForeignKeyConstraint(
            ["shortfall_id"], ["order_shortfalls.id"], name=op.f("fk_order_short_lines_shortfall_id")
        ),
        sa.PrimaryKeyConstraint("shortfall_id", "line_id", name=op.f("pk_order_short_lines")),
        sqlite_strict=True,
    )
    op.create_index("ix_order_short_lines_line_id", "order_short_lines", ["line_id"])
    op.create_table(
        "order_notes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 500", name=op.f("ck_order_notes_text")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_order_notes_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_order_notes_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_notes_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_notes")),
        sqlite_strict=True,
    )
    op.create_index("ix_order_notes_order_id", "order_notes", ["order_id"])
    op.create_table(
        "parcel_lines",
        sa.Column("parcel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_parcel_lines_quantity")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_parcel_lines_booth_id")),
        sa.ForeignKeyConstraint(["line_id"], ["order_lines.id"], name=op.f("fk_parcel_lines_line_id")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_parcel_lines_parcel_id")),
        sa.PrimaryKeyConstraint("parcel_id", "line_id", name=op.f("pk_parcel_lines")),
        sqlite_strict=True,
    )
    op.create_index("ix_parcel_lines_line_id", "parcel_lines", ["line_id"])
    op.execute(_WHOLE_ORDERS)


def downgrade() -> None:
    op.drop_index("ix_parcel_lines_line_id", table_name="parcel_lines")
    op.drop_table("parcel_lines")
    op.drop_index("ix_order_notes_order_id", table_name="order_notes")
    op.drop_table("order_notes")
    op.drop_index("ix_order_short_lines_line_id", table_name="order_short_lines")
    op.drop_table("order_short_lines")
    op.drop_table("order_shortfalls")
