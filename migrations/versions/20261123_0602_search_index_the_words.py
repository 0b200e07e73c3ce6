"""Index the words: FTS5 on SQLite, a text vector on PostgreSQL, behind one search function."""

from __future__ import annotations

from alembic import op

revision = "search_index"
down_revision = "core_append_only"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_documents_words")
        return
    for trigger in ("search_index_add", "search_index_drop", "search_index_change"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE search_index")
