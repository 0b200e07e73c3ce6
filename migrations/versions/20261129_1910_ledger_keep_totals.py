"""Keep what the lines of each booth come to, month by month, so that nothing is summed over a book that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "ledger_totals"
down_revision = "livestream_figure_columns"
branch_labels = None
depends_on = None

_KEY = "booth_id, month, account, part, rate_id"
_MONTH = {
    "sqlite": "date({at}, '+7 hours', 'start of month')",
    "postgresql": "CAST(date_trunc('month', {at} AT TIME ZONE 'Asia/Ho_Chi_Minh') AS date)",
}
# One after the other for each booth: an entry of a sale and one of a return add to the same rows in another order.
_IN_TURN = "PERFORM pg_advisory_xact_lock(20261129, CAST(NEW.booth_id AS integer)) WHERE NEW.booth_id IS NOT NULL"


def upgrade() -> None:
    op.create_table(
        "ledger_totals",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("rate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ledger_totals_booth_id")),
        sa.PrimaryKeyConstraint(*_KEY.split(", "), name=op.f("pk_ledger_totals")),
        sqlite_strict=True,
    )
    month = _MONTH[op.get_bind().dialect.name]
    op.execute(_added(month.format(at="e.at"), "l.booth_id IS NOT NULL"))
    _add_up(_added(month.format(at="e.at"), "e.key = NEW.key AND l.booth_id IS NOT NULL"))
    _remake_index(["booth_id"])


def _added(month: str, which: str) -> str:
    return (
        f"INSERT INTO ledger_totals ({_KEY}, amount) "  # noqa: S608 - ours
        f"SELECT l.booth_id, {month}, l.account, l.part, COALESCE(l.rate_id, 0), SUM(l.amount) "
        f"FROM ledger_lines l JOIN ledger_entries e ON e.key = l.entry_key WHERE {which} GROUP BY 1, 2, 3, 4, 5 "
        f"ON CONFLICT ({_KEY}) DO UPDATE SET amount = ledger_totals.amount + excluded.amount"
    )


def _add_up(added: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION ledger_entries_add_up() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_IN_TURN}; {added}; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER ledger_entries_add_up AFTER INSERT ON ledger_entries FOR EACH ROW "
            "EXECUTE FUNCTION ledger_entries_add_up()"
        )
    else:
        op.execute(f"CREATE TRIGGER ledger_entries_add_up AFTER INSERT ON ledger_entries BEGIN {added}; END")


def _remake_index(columns: list[str]) -> None:
    op.drop_index("ix_ledger_lines_booth_id", table_name="ledger_lines")
    op.create_index("ix_ledger_lines_booth_id", "ledger_lines", columns)


def downgrade() -> None:
    _remake_index(["booth_id", "account", "amount"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER ledger_entries_add_up ON ledger_entries")
        op.execute("DROP FUNCTION ledger_entries_add_up()")
    else:
        op.execute("DROP TRIGGER ledger_entries_add_up")
    op.drop_table("ledger_totals")
