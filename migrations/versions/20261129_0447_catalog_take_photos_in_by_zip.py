"""Photos in a ZIP beside a product list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "catalog_archives"
down_revision = "shipping_pickup_points"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_archives",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("sheet_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("matched", db.Json, nullable=False),
        sa.Column("unmatched", db.Json, nullable=False),
        sa.Column("done", db.Json, server_default="[]", nullable=False),
        sa.Column("problems", db.Json, server_default="{}", nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("held_until", db.Moment(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'failed')", name=op.f("ck_import_archives_state")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_import_archives_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_import_archives_by_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["import_sheets.id"], name=op.f("fk_import_archives_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_archives")),
        sqlite_strict=True,
    )
    op.create_index("ix_import_archives_sheet_id", "import_archives", ["sheet_id", "id"])
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_import_archives_waiting", "import_archives", ["id"], sqlite_where=waiting, postgresql_where=waiting
    )


def downgrade() -> None:
    op.drop_table("import_archives")
