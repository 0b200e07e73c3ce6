"""Product lists are taken in by a worker, part by part, and say how far they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "catalog_lists_in_parts"
down_revision = "joining_01"
branch_labels = None
depends_on = None

COUNTS = ("row_count", "wanted_count", "made_count", "changed_count", "tries")
BEFORE = {"state": "state IN ('preview', 'taken_in', 'dropped')"}
AFTER = {
    "state": "state IN ('preview', 'taking_in', 'taken_in', 'dropped')",
    "halted": "halted IN ('', 'problems', 'refused', 'failed')",
    "asked_by": "state <> 'taking_in' OR asked_by_id IS NOT NULL",
}


def upgrade() -> None:
    with op.batch_alter_table("import_sheets") as sheets:
        for column in _new_columns():
            sheets.add_column(column)
        sheets.create_foreign_key(op.f("fk_import_sheets_asked_by_id"), "people", ["asked_by_id"], ["id"])
        _change_checks(sheets, BEFORE, AFTER)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE import_sheets SET row_count = jsonb_array_length(rows)")
    else:
        op.execute("UPDATE import_sheets SET row_count = json_array_length(rows)")
    taking_in = sa.text("state = 'taking_in'")
    op.create_index(
        "ix_import_sheets_taking_in", "import_sheets", ["id"], sqlite_where=taking_in, postgresql_where=taking_in
    )


def downgrade() -> None:
    op.execute("UPDATE import_sheets SET state = 'preview' WHERE state = 'taking_in'")
    op.drop_index("ix_import_sheets_taking_in", table_name="import_sheets")
    with op.batch_alter_table("import_sheets") as sheets:
        _change_checks(sheets, AFTER, BEFORE)
        sheets.drop_constraint(op.f("fk_import_sheets_asked_by_id"), type_="foreignkey")
        for column in _new_columns():
            sheets.drop_column(column.name)


def _new_columns() -> list[sa.Column]:
    return [
        *(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False) for name in COUNTS),
        sa.Column("done_places", db.Json, server_default="[]", nullable=False),
        sa.Column("halted", sa.Text(), server_default="", nullable=False),
        sa.Column("held_until", db.Moment(), nullable=True),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
    ]


def _change_checks(sheets: object, old: dict[str, str], new: dict[str, str]) -> None:
    for name in old:
        sheets.drop_constraint(op.f(f"ck_import_sheets_{name}"), type_="check")
    for name, rule in new.items():
        sheets.create_check_constraint(op.f(f"ck_import_sheets_{name}"), rule)
