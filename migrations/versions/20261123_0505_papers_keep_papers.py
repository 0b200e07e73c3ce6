"""Keep papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "papers_05"
down_revision = "catalog_04"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("star", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("scan_key", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("brought_at", db.Moment(), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", db.Moment(), nullable=True),
        sa.CheckConstraint("(kind = 'ocop') = (star IS NOT NULL)", name=op.f("ck_papers_star_of_ocop")),
        sa.CheckConstraint("(state = 'checked') = (checked_at IS NOT NULL)", name=op.f("ck_papers_checked")),
        sa.CheckConstraint(
            "kind IN ('ocop', 'food_safety', 'self_declaration', 'organic', 'other')", name=op.f("ck_papers_kind")
        ),
        sa.CheckConstraint("state IN ('waiting', 'checked', 'refused')", name=op.f("ck_papers_state")),
        sa.CheckConstraint("expires_on > issued_on", name=op.f("ck_papers_dates")),
        sa.CheckConstraint("star IS NULL OR star BETWEEN 3 AND 5", name=op.f("ck_papers_star")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_papers_booth_id")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["people.id"], name=op.f("fk_papers_checked_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_papers_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_papers_booth_id"), "papers", ["booth_id"], unique=False)
    op.create_index("ix_papers_product_id", "papers", ["product_id", "kind", "state", "expires_on"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_papers_product_id", table_name="papers")
    op.drop_index(op.f("ix_papers_booth_id"), table_name="papers")
    op.drop_table("papers")
