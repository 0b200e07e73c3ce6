"""A second factor for those who run the market, and for whoever wants one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "accounts_second_factor"
down_revision = "shipping_bookings"
branch_labels = None
depends_on = None

_OLD = "purpose IN ('reset', 'confirm_email')"
_NEW = "purpose IN ('reset', 'confirm_email', 'second_step')"


def upgrade() -> None:
    op.create_table(
        "second_factors",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("begun_at", db.Moment(), nullable=False),
        sa.Column("confirmed_at", db.Moment(), nullable=True),
        sa.CheckConstraint("last_step >= 0", name=op.f("ck_second_factors_last_step")),
        sa.CheckConstraint("confirmed_at IS NULL OR last_step > 0", name=op.f("ck_second_factors_confirmed_by_a_code")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_second_factors_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factors")),
        sqlite_strict=True,
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("used_at", db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["second_factors.person_id"], name=op.f("fk_recovery_codes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_recovery_codes_person_id"), "recovery_codes", ["person_id"])
    op.add_column("sign_ins", sa.Column("proven_at", db.Moment(), nullable=True))
    _allow(_NEW)


def downgrade() -> None:
    op.execute("DELETE FROM account_tokens WHERE purpose = 'second_step'")
    _allow(_OLD)
    op.drop_column("sign_ins", "proven_at")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")


def _allow(purposes: str) -> None:
    with op.batch_alter_table("account_tokens") as tokens:
        tokens.drop_constraint(op.f("ck_account_tokens_purpose"), type_="check")
        tokens.create_check_constraint(op.f("ck_account_tokens_purpose"), purposes)
