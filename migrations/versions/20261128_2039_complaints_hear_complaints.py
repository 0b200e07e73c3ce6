"""Hear complaints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "complaints_01"
down_revision = "search_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="vi", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("received_at", db.Moment(), nullable=False),
        sa.Column("due_at", db.Moment(), nullable=False),
        sa.Column("answered_at", db.Moment(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_at", db.Moment(), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_complaints_closed")),
        sa.CheckConstraint("(state = 'closed') = (closed_by_id IS NOT NULL)", name=op.f("ck_complaints_closed_by")),
        sa.CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name=op.f("ck_complaints_outcome_at_the_end")),
        sa.CheckConstraint("(subject = 'order') = (order_id IS NOT NULL)", name=op.f("ck_complaints_order")),
        sa.CheckConstraint("(subject = 'product') = (product_id IS NOT NULL)", name=op.f("ck_complaints_product")),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'settled', 'unfounded', 'repeated')", name=op.f("ck_complaints_outcome")
        ),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_complaints_state")),
        sa.CheckConstraint("subject IN ('order', 'booth', 'product')", name=op.f("ck_complaints_subject")),
        sa.CheckConstraint("due_at > received_at", name=op.f("ck_complaints_due")),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL", name=op.f("ck_complaints_reachable")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_complaints_booth_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["people.id"], name=op.f("fk_complaints_closed_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_complaints_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_complaints_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_complaints_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("code", name=op.f("uq_complaints_code")),
        sa.UniqueConstraint("form_key", name=op.f("uq_complaints_form_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaints_booth_id"), "complaints", ["booth_id"], unique=False)
    op.create_index("ix_complaints_open", "complaints", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_complaints_order_id"), "complaints", ["order_id"], unique=False)
    op.create_index(op.f("ix_complaints_person_id"), "complaints", ["person_id"], unique=False)
    op.create_index(op.f("ix_complaints_product_id"), "complaints", ["product_id"], unique=False)

    op.create_table(
        "complaint_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("kind = 'reply' OR by_id IS NOT NULL", name=op.f("ck_complaint_steps_by")),
        sa.CheckConstraint("kind IN ('reply', 'note', 'answer', 'closing')", name=op.f("ck_complaint_steps_kind")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_complaint_steps_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_steps_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_steps")),
        sa.UniqueConstraint("complaint_id", "seq", name=op.f("uq_complaint_steps_complaint_id_seq")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("complaint_steps")
    op.drop_index(op.f("ix_complaints_product_id"), table_name="complaints")
    op.drop_index(op.f("ix_complaints_person_id"), table_name="complaints")
    op.drop_index(op.f("ix_complaints_order_id"), table_name="complaints")
    op.drop_index("ix_complaints_open", table_name="complaints")
    op.drop_index(op.f("ix_complaints_booth_id"), table_name="complaints")

    op.drop_table("complaints")
