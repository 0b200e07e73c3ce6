"""The index of words moves into the memory of each process: say which documents changed, drop the full-text indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "search_changes"
down_revision = "complaints_01"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_changes",
        sa.Column("product_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_search_changes_product_id")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_search_changes")),
        sqlite_strict=True,
    )
    op.create_index("ix_search_changes_revision", "search_changes", ["revision"])
    op.add_column("search_documents", sa.Column("own", sa.Text(), server_default="", nullable=False))
    op.drop_index("ix_search_documents_commune", table_name="search_documents")
    op.drop_index("ix_search_documents_price", table_name="search_documents")
    op.drop_table("search_words")
    _drop_full_text()


def downgrade() -> None:
    _make_full_text()
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("products", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_search_documents_commune", "search_documents", ["commune_code", "published_at", "product_id"], unique=False
    )
    op.create_index("ix_search_documents_price", "search_documents", ["price", "product_id"], unique=False)
    op.drop_column("search_documents", "own")
    op.drop_index("ix_search_changes_revision", table_name="search_changes")
    op.drop_table("search_changes")


def _drop_full_text() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_documents_words")
        return
    for trigger in ("search_index_add", "search_index_drop", "search_index_change"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE search_index")


def _make_full_text() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_search_documents_words ON search_documents USING gin (to_tsvector('simple', folded))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(folded, content='search_documents', "
        "content_rowid='product_id', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(
        "CREATE TRIGGER search_index_add AFTER INSERT ON search_documents BEGIN "
        "INSERT INTO search_index(rowid, folded) VALUES (new.product_id, new.folded); END"
    )
    op.execute(
        "CREATE TRIGGER search_index_drop AFTER DELETE ON search_documents BEGIN "
        "INSERT INTO search_index(search_index, rowid, folded) "
        "VALUES ('delete', old.product_id, old.folded); END"
    )
    op.execute(
        "CREATE TRIGGER search_index_change AFTER UPDATE ON search_documents BEGIN "
        "INSERT INTO search_index(search_index, rowid, folded) "
        "VALUES ('delete', old.product_id, old.folded); "
        "INSERT INTO search_index(rowid, folded) VALUES (new.product_id, new.folded); END"
    )
    op.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
