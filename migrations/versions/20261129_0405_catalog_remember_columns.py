"""What a booth said the columns of its product lists are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "catalog_columns"
down_revision = "ledger_rates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_columns",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_import_columns_booth_id")),
        sa.PrimaryKeyConstraint("booth_id", "header", name=op.f("pk_import_columns")),
        sqlite_strict=True,
    )
    op.add_column("import_sheets", sa.Column("columns", db.Json, server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("import_sheets", "columns")
    op.drop_table("import_columns")
