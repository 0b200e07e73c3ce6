"""Write down rates, and for whom tax is kept back; what was written is never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "ledger_rates"
down_revision = "catalog_lists_in_parts"
branch_labels = None
depends_on = None

NEVER_CHANGED = ("ledger_rates", "ledger_withholdings")


def upgrade() -> None:
    op.create_table(
        "ledger_rates",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("basis_points", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('commission', 'payment_fee', 'vat', 'pit')", name=op.f("ck_ledger_rates_kind")),
        sa.CheckConstraint("method IN ('', 'cod', 'vietqr', 'card')", name=op.f("ck_ledger_rates_method")),
        sa.CheckConstraint("(kind = 'payment_fee') = (method <> '')", name=op.f("ck_ledger_rates_method_of_fee")),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 5000", name=op.f("ck_ledger_rates_basis_points")),
        sa.CheckConstraint("starts_on >= recorded_on", name=op.f("ck_ledger_rates_never_backdated")),
        sa.CheckConstraint("name <> '' AND reason <> ''", name=op.f("ck_ledger_rates_told")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_ledger_rates_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_rates")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_withholdings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_ledger_withholdings_reason")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ledger_withholdings_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_ledger_withholdings_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_withholdings")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_withholdings_booth_id", "ledger_withholdings", ["booth_id", "at"])
    for table in NEVER_CHANGED:
        _forbid(table)


def _forbid(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_never_{verb.lower()}d BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )


def downgrade() -> None:
    op.drop_table("ledger_withholdings")
    op.drop_table("ledger_rates")
