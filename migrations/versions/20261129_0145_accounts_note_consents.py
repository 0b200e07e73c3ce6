"""Consents by purpose: what was said, when and under which wording; rows are never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "accounts_consents"
down_revision = "accounts_erased"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("purpose IN ('live_letters', 'review_letters')", name=op.f("ck_consents_purpose")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sqlite_strict=True,
    )
    op.create_index("ix_consents_person_id", "consents", ["person_id", "purpose", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER consents_never_changed BEFORE UPDATE OR DELETE ON consents "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER consents_never_{verb.lower()}d BEFORE {verb} ON consents "
            "BEGIN SELECT RAISE(ABORT, 'rows of consents are never changed'); END"
        )


def downgrade() -> None:
    op.drop_table("consents")
