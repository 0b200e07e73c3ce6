"""Forbid changing the audit trail, stock movements, order steps, touches and readings already written."""

from __future__ import annotations

from alembic import op

revision = "core_append_only"
down_revision = "livestream_13"
branch_labels = None
depends_on = None

NEVER_CHANGED = ("audit_entries", "stock_movements", "order_steps", "touches")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"
        )
    for table in NEVER_CHANGED:
        _forbid(table)


def _forbid(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_never_{verb.lower()}d BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )


def downgrade() -> None:
    for table in NEVER_CHANGED:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {table}_never_changed ON {table}")
        else:
            op.execute(f"DROP TRIGGER {table}_never_updated")
            op.execute(f"DROP TRIGGER {table}_never_deleted")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
