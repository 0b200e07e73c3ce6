"""Keep the book: terms of each sale, entries that sum to zero, and how much of a refund is for sending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "ledger_book"
down_revision = "catalog_archives"
branch_labels = None
depends_on = None

TABLES = ("ledger_terms", "ledger_charges", "ledger_entries", "ledger_lines")
ACCOUNTS = "'bank', 'card', 'cash', 'shopper', 'booth', 'commission', 'payment_fee', 'vat', 'pit', 'voucher'"
PARTS = "'money', 'goods', 'shipping', 'voucher', 'commission', 'payment_fee', 'vat', 'pit', 'back'"


def upgrade() -> None:
    _say_what_refunds_are_for()
    _make_terms()
    _make_book()
    for table in TABLES:
        _forbid_changes(table)
    _close_entries()


def _say_what_refunds_are_for() -> None:
    with op.batch_alter_table("refunds") as batch:
        batch.add_column(sa.Column("shipping_amount", sa.BigInteger(), server_default="0", nullable=False))
        batch.create_check_constraint(op.f("ck_refunds_shipping_amount"), "shipping_amount BETWEEN 0 AND amount")


def _make_terms() -> None:
    op.create_table(
        "ledger_terms",
        sa.Column("order_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("withholding_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_ledger_terms_order_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ledger_terms_booth_id")),
        sa.ForeignKeyConstraint(
            ["withholding_id"], ["ledger_withholdings.id"], name=op.f("fk_ledger_terms_withholding_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_ledger_terms")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_terms_booth_id", "ledger_terms", ["booth_id"])
    op.create_table(
        "ledger_charges",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("rate_id", sa.BigInteger(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("base >= 0 AND amount BETWEEN 0 AND base", name=op.f("ck_ledger_charges_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["ledger_terms.order_id"], name=op.f("fk_ledger_charges_order_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ledger_charges_booth_id")),
        sa.ForeignKeyConstraint(["line_id"], ["order_lines.id"], name=op.f("fk_ledger_charges_line_id")),
        sa.ForeignKeyConstraint(["rate_id"], ["ledger_rates.id"], name=op.f("fk_ledger_charges_rate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_charges")),
        sa.UniqueConstraint("order_id", "rate_id", "line_id", name=op.f("uq_ledger_charges_order_id_rate_id_line_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_charges_booth_id", "ledger_charges", ["booth_id"])
    op.create_index(
        "uq_ledger_charges_whole_order", "ledger_charges", ["order_id", "rate_id"], unique=True,
        sqlite_where=sa.text("line_id IS NULL"), postgresql_where=sa.text("line_id IS NULL"),
    )  # fmt: skip


def _make_book() -> None:
    op.create_table(
        "ledger_entries",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("booth_id", sa.BigInteger(), nullable=True),
        sa.Column("attempt_id", sa.BigInteger(), nullable=True),
        sa.Column("refund_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('payment', 'refund', 'sale', 'return')", name=op.f("ck_ledger_entries_kind")),
        sa.CheckConstraint(
            "(kind = 'payment') = (attempt_id IS NOT NULL)", name=op.f("ck_ledger_entries_attempt_of_payment")
        ),
        sa.CheckConstraint(
            "kind <> 'refund' OR refund_id IS NOT NULL", name=op.f("ck_ledger_entries_refund_of_refund")
        ),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_ledger_entries_purchase_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_ledger_entries_order_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ledger_entries_booth_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["payment_attempts.id"], name=op.f("fk_ledger_entries_attempt_id")),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_ledger_entries_refund_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ledger_entries")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_entries_order_id", "ledger_entries", ["order_id"])
    op.create_index("ix_ledger_entries_attempt_id", "ledger_entries", ["attempt_id"])
    op.create_index("ix_ledger_entries_refund_id", "ledger_entries", ["refund_id"])
    op.create_index("ix_ledger_entries_booth_id", "ledger_entries", ["booth_id", "at"])
    op.create_table(
        "ledger_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("entry_key", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("rate_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(f"account IN ({ACCOUNTS})", name=op.f("ck_ledger_lines_account")),
        sa.CheckConstraint(f"part IN ({PARTS})", name=op.f("ck_ledger_lines_part")),
        sa.CheckConstraint(
            "(account IN ('booth', 'cash')) = (booth_id IS NOT NULL)", name=op.f("ck_ledger_lines_booth_of_account")
        ),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_lines_amount")),
        sa.ForeignKeyConstraint(
            ["entry_key"], ["ledger_entries.key"], name=op.f("fk_ledger_lines_entry_key"), deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ledger_lines_booth_id")),
        sa.ForeignKeyConstraint(["rate_id"], ["ledger_rates.id"], name=op.f("fk_ledger_lines_rate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_lines")),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_ledger_lines_entry_key", "ledger_lines", ["entry_key"])
    op.create_index("ix_ledger_lines_booth_id", "ledger_lines", ["booth_id", "account"])


def _forbid_changes(table: str) -> None:
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


_UNBALANCED = (
    "(SELECT COUNT(*) FROM ledger_lines WHERE entry_key = NEW.key) < 2 "
    "OR (SELECT SUM(amount) FROM ledger_lines WHERE entry_key = NEW.key) <> 0"
)
_CLOSED = "EXISTS (SELECT 1 FROM ledger_entries WHERE key = NEW.entry_key)"


def _close_entries() -> None:
    for table, name, fault, sentence in (
        ("ledger_entries", "balanced", _UNBALANCED, "the lines of an entry sum to zero"),
        ("ledger_lines", "in_time", _CLOSED, "the entry of this line is closed"),
    ):
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {fault} THEN RAISE EXCEPTION '{sentence}'; END IF; RETURN NEW; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN {fault} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ledger_lines_in_time()")
        op.execute("DROP FUNCTION ledger_entries_balanced()")
    with op.batch_alter_table("refunds") as batch:
        batch.drop_constraint(op.f("ck_refunds_shipping_amount"), type_="check")
        batch.drop_column("shipping_amount")
