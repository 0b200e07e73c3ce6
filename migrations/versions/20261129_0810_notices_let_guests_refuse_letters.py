"""Guests may refuse letters that ask for reviews; only a keyed hash of the address is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "notices_refusals"
down_revision = "core_commune_middles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_refusals",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_letter_refusals")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("letter_refusals")
