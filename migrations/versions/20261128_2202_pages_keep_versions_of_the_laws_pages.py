"""Keep versions of the pages that the law asks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "pages_01"
down_revision = "returns_01"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_versions",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("is_minor", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("written_at", db.Moment(), nullable=False),
        sa.Column("written_by_id", sa.BigInteger(), nullable=False),
        sa.Column("effective_at", db.Moment(), nullable=False),
        sa.Column("withdrawn_at", db.Moment(), nullable=True),
        sa.CheckConstraint("text_vi <> '' AND text_en <> ''", name=op.f("ck_page_versions_texts")),
        sa.CheckConstraint("effective_at >= written_at", name=op.f("ck_page_versions_never_backdated")),
        sa.CheckConstraint("number > 0", name=op.f("ck_page_versions_number")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR withdrawn_at < effective_at", name=op.f("ck_page_versions_withdrawn_in_time")
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["people.id"], name=op.f("fk_page_versions_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_versions")),
        sa.UniqueConstraint("slug", "number", name=op.f("uq_page_versions_slug_number")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("page_versions")
