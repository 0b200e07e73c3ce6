"""List the words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "search_08"
down_revision = "promotions_07"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("products", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
        sqlite_strict=True,
    )
    op.create_table(
        "synonyms",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonyms")),
        sa.UniqueConstraint("words", name=op.f("uq_synonyms_words")),
        sqlite_strict=True,
    )
    op.create_table(
        "search_documents",
        sa.Column("product_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("is_youth_startup", sa.Boolean(), nullable=False),
        sa.Column("published_at", db.Moment(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_search_documents_booth_id")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_search_documents_category_id")),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_search_documents_commune_code")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_search_documents_product_id")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_search_documents")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_search_documents_booth", "search_documents", ["booth_id", "published_at", "product_id"], unique=False
    )
    op.create_index(
        "ix_search_documents_category", "search_documents", ["category_id", "published_at", "product_id"], unique=False
    )
    op.create_index(
        "ix_search_documents_commune", "search_documents", ["commune_code", "published_at", "product_id"], unique=False
    )
    op.create_index("ix_search_documents_newest", "search_documents", ["published_at", "product_id"], unique=False)
    op.create_index("ix_search_documents_price", "search_documents", ["price", "product_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_search_documents_price", table_name="search_documents")
    op.drop_index("ix_search_documents_newest", table_name="search_documents")
    op.drop_index("ix_search_documents_commune", table_name="search_documents")
    op.drop_index("ix_search_documents_category", table_name="search_documents")
    op.drop_index("ix_search_documents_booth", table_name="search_documents")
    op.drop_table("search_documents")
    op.drop_table("synonyms")
    op.drop_table("search_words")
