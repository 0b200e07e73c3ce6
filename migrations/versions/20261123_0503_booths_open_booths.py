"""Open booths."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "booths_03"
down_revision = "accounts_02"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booths",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("legal_address", sa.Text(), nullable=False),
        sa.Column("tax_code", sa.Text(), nullable=False),
        sa.Column("registration_number", sa.Text(), server_default="", nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), server_default="", nullable=False),
        sa.Column("story_en", sa.Text(), server_default="", nullable=False),
        sa.Column("cover_key", sa.Text(), nullable=True),
        sa.Column("portrait_key", sa.Text(), nullable=True),
        sa.Column("is_youth_startup", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("submitted_at", db.Moment(), nullable=True),
        sa.Column("opened_at", db.Moment(), nullable=True),
        sa.CheckConstraint("state <> 'open' OR opened_at IS NOT NULL", name=op.f("ck_booths_opened")),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'open', 'suspended', 'rejected', 'closed')", name=op.f("ck_booths_state")
        ),
        sa.CheckConstraint(
            "subject_kind IN ('company', 'cooperative', 'group', 'household', 'individual')",
            name=op.f("ck_booths_subject_kind"),
        ),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_booths_commune_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booths")),
        sa.UniqueConstraint("slug", name=op.f("uq_booths_slug")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_booths_commune_code"), "booths", ["commune_code"], unique=False)
    op.create_index("ix_booths_state", "booths", ["state", "sort_key"], unique=False)
    op.create_table(
        "booth_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_booth_steps_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_booth_steps_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booth_steps")),
        sa.UniqueConstraint("booth_id", "seq", name=op.f("uq_booth_steps_booth_id_seq")),
        sqlite_strict=True,
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", db.Moment(), nullable=False),
        sa.CheckConstraint("role IN ('owner', 'manager', 'packer')", name=op.f("ck_memberships_role")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_memberships_booth_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("booth_id", "person_id", name=op.f("uq_memberships_booth_id_person_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_memberships_person_id"), "memberships", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_memberships_person_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_table("booth_steps")
    op.drop_index("ix_booths_state", table_name="booths")
    op.drop_index(op.f("ix_booths_commune_code"), table_name="booths")
    op.drop_table("booths")
