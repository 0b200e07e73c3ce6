"""Visitors are counted by day and source, codes are printed, and orders know how their buyer came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "figures_01"
down_revision = "ledger_book"
branch_labels = None
depends_on = None

SOURCES = "source IN ('search', 'booth', 'market', 'live', 'qr', 'fair', 'elsewhere', 'direct')"
NO_NUMBER = {"autoincrement": False, "nullable": False}


def upgrade() -> None:
    _visits()
    _codes()
    op.add_column("orders", sa.Column("placed_on", sa.Date(), nullable=True))
    for name in ("source", "source_detail"):
        op.add_column("orders", sa.Column(name, sa.Text(), server_default="", nullable=False))
    day = "date(p.placed_at, '+7 hours')"
    if op.get_bind().dialect.name == "postgresql":
        day = "(p.placed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    op.execute(f"UPDATE orders SET placed_on = (SELECT {day} FROM purchases p WHERE p.id = orders.purchase_id)")  # noqa: S608 - our own words
    op.execute("UPDATE orders SET source = 'hand' WHERE purchase_id IN (SELECT id FROM purchases WHERE route = 'hand')")
    op.execute(
        "UPDATE orders SET source = 'live' WHERE source = '' AND purchase_id IN (SELECT purchase_id FROM touches)"
    )
    op.create_index("ix_orders_placed_on", "orders", ["booth_id", "placed_on"])


def downgrade() -> None:
    op.drop_index("ix_orders_placed_on", "orders")
    # Not in a batch: a table made anew would take the checks of its columns for its own.
    for name in ("source_detail", "source", "placed_on"):
        op.drop_column("orders", name)
    for table in ("day_scans", "scan_marks", "printed_codes", "day_visits", "visit_marks"):
        op.drop_table(table)


def _visits() -> None:
    op.create_table(
        "visit_marks",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), **NO_NUMBER),
        sa.Column("product_id", sa.BigInteger(), **NO_NUMBER),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(SOURCES, name=op.f("ck_visit_marks_source")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_visit_marks_booth_id")),
        sa.PrimaryKeyConstraint("day", "booth_id", "product_id", "visitor", name=op.f("pk_visit_marks")),
        sqlite_strict=True,
    )
    op.create_table(
        "day_visits",
        sa.Column("booth_id", sa.BigInteger(), **NO_NUMBER),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), **NO_NUMBER),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("visitors", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(SOURCES, name=op.f("ck_day_visits_source")),
        sa.CheckConstraint("visitors > 0", name=op.f("ck_day_visits_visitors")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_day_visits_booth_id")),
        sa.PrimaryKeyConstraint("booth_id", "day", "product_id", "source", "detail", name=op.f("pk_day_visits")),
        sqlite_strict=True,
    )


def _codes() -> None:
    op.create_table(
        "printed_codes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("fair", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(fair) <= 60", name=op.f("ck_printed_codes_fair")),
        sa.CheckConstraint("subject = COALESCE(product_id, 0)", name=op.f("ck_printed_codes_subject")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_printed_codes_booth_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_printed_codes_product_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_printed_codes_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_printed_codes_code")),
        sa.UniqueConstraint("booth_id", "fair", "subject", name=op.f("uq_printed_codes_booth_id_fair_subject")),
        sqlite_strict=True,
    )
    op.create_index("ix_printed_codes_product_id", "printed_codes", ["product_id"])
    op.create_table(
        "scan_marks",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code_id", sa.BigInteger(), **NO_NUMBER),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["printed_codes.id"], name=op.f("fk_scan_marks_code_id")),
        sa.PrimaryKeyConstraint("day", "code_id", "visitor", name=op.f("pk_scan_marks")),
        sqlite_strict=True,
    )
    op.create_table(
        "day_scans",
        sa.Column("code_id", sa.BigInteger(), **NO_NUMBER),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("scans", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("scans > 0", name=op.f("ck_day_scans_scans")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_day_scans_booth_id")),
        sa.ForeignKeyConstraint(["code_id"], ["printed_codes.id"], name=op.f("fk_day_scans_code_id")),
        sa.PrimaryKeyConstraint("code_id", "day", name=op.f("pk_day_scans")),
        sqlite_strict=True,
    )
    op.create_index("ix_day_scans_booth_id", "day_scans", ["booth_id", "day"])
