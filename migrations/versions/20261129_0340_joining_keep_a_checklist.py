"""Keep a checklist of what a booth should have, and what was said of it in each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "joining_01"
down_revision = "accounts_consents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checklist_items",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("check_name", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), server_default="", nullable=False),
        sa.Column("hint", sa.Text(), server_default="", nullable=False),
        sa.Column("hint_en", sa.Text(), server_default="", nullable=False),
        sa.Column("is_required", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('computed', 'attested', 'verified')", name=op.f("ck_checklist_items_kind")),
        sa.CheckConstraint(
            "(kind = 'computed') = (check_name IS NOT NULL)", name=op.f("ck_checklist_items_check_name")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_checklist_items_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_items")),
        sa.UniqueConstraint("check_name", name=op.f("uq_checklist_items_check_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "checklist_marks",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('attested', 'verified', 'waived', 'taken_back')", name=op.f("ck_checklist_marks_kind")
        ),
        sa.CheckConstraint("kind <> 'waived' OR note <> ''", name=op.f("ck_checklist_marks_waived_with_a_reason")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_checklist_marks_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_checklist_marks_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["checklist_items.id"], name=op.f("fk_checklist_marks_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_marks")),
        sqlite_strict=True,
    )
    op.create_index("ix_checklist_marks_booth_id", "checklist_marks", ["booth_id", "item_id", "id"], unique=False)
    op.create_index("ix_checklist_marks_item_id", "checklist_marks", ["item_id"], unique=False)


def downgrade() -> None:
    op.drop_table("checklist_marks")
    op.drop_table("checklist_items")
