"""Let helpers in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "booths_02"
down_revision = "livestream_hear_orders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "helper_grants",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("code_until", db.Moment(), nullable=False),
        sa.Column("may_edit_products", sa.Boolean(), nullable=False),
        sa.Column("may_handle_orders", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=False),
        sa.Column("offered_by_id", sa.BigInteger(), nullable=False),
        sa.Column("offered_at", db.Moment(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("from_at", db.Moment(), nullable=True),
        sa.Column("until_at", db.Moment(), nullable=True),
        sa.Column("ended_at", db.Moment(), nullable=True),
        sa.CheckConstraint("may_edit_products OR may_handle_orders", name=op.f("ck_helper_grants_something")),
        sa.CheckConstraint("hours BETWEEN 1 AND 168", name=op.f("ck_helper_grants_hours")),
        sa.CheckConstraint("(person_id IS NULL) = (from_at IS NULL)", name=op.f("ck_helper_grants_taken")),
        sa.CheckConstraint("(from_at IS NULL) = (until_at IS NULL)", name=op.f("ck_helper_grants_window")),
        sa.CheckConstraint("until_at > from_at", name=op.f("ck_helper_grants_order")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_helper_grants_booth_id")),
        sa.ForeignKeyConstraint(["offered_by_id"], ["people.id"], name=op.f("fk_helper_grants_offered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_helper_grants_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_grants")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_helper_grants_code_hash")),
        sqlite_strict=True,
    )
    op.create_index("ix_helper_grants_booth_id", "helper_grants", ["booth_id", "offered_at"], unique=False)
    op.create_index("ix_helper_grants_person_id", "helper_grants", ["person_id", "until_at"], unique=False)
    op.create_table(
        "helper_acts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("grant_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("permission IN ('products', 'orders')", name=op.f("ck_helper_acts_permission")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_helper_acts_booth_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["helper_grants.id"], name=op.f("fk_helper_acts_grant_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_helper_acts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_acts")),
        sqlite_strict=True,
    )
    op.create_index("ix_helper_acts_booth_id", "helper_acts", ["booth_id", "id"], unique=False)
    op.create_index("ix_helper_acts_grant_id", "helper_acts", ["grant_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("helper_acts")
    op.drop_table("helper_grants")
