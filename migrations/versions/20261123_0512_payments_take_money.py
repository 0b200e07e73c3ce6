"""Take money."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "payments_12"
down_revision = "shipping_11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_events",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", db.Json, nullable=False),
        sa.Column("received_at", db.Moment(), nullable=False),
        sa.Column("handled_at", db.Moment(), nullable=True),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("provider", "event_id", name=op.f("pk_webhook_events")),
        sqlite_strict=True,
    )
    op.create_table(
        "payment_issues",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=True),
        sa.Column("facts", db.Json, nullable=False),
        sa.Column("opened_at", db.Moment(), nullable=False),
        sa.Column("closed_at", db.Moment(), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["people.id"], name=op.f("fk_payment_issues_closed_by_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_payment_issues_purchase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_issues")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_payment_issues_kind_subject")),
        sqlite_strict=True,
    )
    op.create_index("ix_payment_issues_open", "payment_issues", ["closed_at"], unique=False)
    op.create_index(op.f("ix_payment_issues_purchase_id"), "payment_issues", ["purchase_id"], unique=False)
    op.create_table(
        "payment_attempts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="created", nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="VND", nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("provider_ref", sa.Text(), nullable=True),
        sa.Column("payment_ref", sa.Text(), nullable=True),
        sa.Column("redirect_url", sa.Text(), nullable=True),
        sa.Column("livemode", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("expires_at", db.Moment(), nullable=True),
        sa.Column("paid_at", db.Moment(), nullable=True),
        sa.Column("checked_at", db.Moment(), nullable=True),
        sa.CheckConstraint(
            "(provider = 'cod') = (order_id IS NOT NULL)", name=op.f("ck_payment_attempts_order_of_cod")
        ),
        sa.CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name=op.f("ck_payment_attempts_paid_at")),
        sa.CheckConstraint("currency = 'VND'", name=op.f("ck_payment_attempts_currency")),
        sa.CheckConstraint("provider IN ('cod', 'vietqr', 'stripe')", name=op.f("ck_payment_attempts_provider")),
        sa.CheckConstraint(
            "state IN ('created', 'pending', 'paid', 'expired', 'failed', 'cancelled', 'review')",
            name=op.f("ck_payment_attempts_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_attempts_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payment_attempts_order_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_payment_attempts_purchase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_attempts")),
        sa.UniqueConstraint("key", name=op.f("uq_payment_attempts_key")),
        sa.UniqueConstraint("order_id", name=op.f("uq_payment_attempts_order_id")),
        sa.UniqueConstraint("provider", "provider_ref", name=op.f("uq_payment_attempts_provider_provider_ref")),
        sqlite_strict=True,
    )
    op.create_index("ix_payment_attempts_purchase_id", "payment_attempts", ["purchase_id"], unique=False)
    op.create_index("ix_payment_attempts_state", "payment_attempts", ["provider", "state", "expires_at"], unique=False)
    op.create_index(
        "uq_payment_attempts_one_pending",
        "payment_attempts",
        ["purchase_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('created', 'pending') AND provider <> 'cod'"),
        postgresql_where=sa.text("state IN ('created', 'pending') AND provider <> 'cod'"),
    )
    op.create_table(
        "bank_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("received_at", db.Moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=True),
        sa.Column("attempt_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_by_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", db.Moment(), nullable=True),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_bank_lines_direction")),
        sa.CheckConstraint(
            "state IN ('matched', 'short', 'over', 'late', 'double', 'nameless', 'outgoing', 'settled')",
            name=op.f("ck_bank_lines_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_bank_lines_amount")),
        sa.ForeignKeyConstraint(["attempt_id"], ["payment_attempts.id"], name=op.f("fk_bank_lines_attempt_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_bank_lines_purchase_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["people.id"], name=op.f("fk_bank_lines_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_lines")),
        sa.UniqueConstraint("feed", "feed_id", name=op.f("uq_bank_lines_feed_feed_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bank_lines_purchase_id"), "bank_lines", ["purchase_id"], unique=False)
    op.create_index("ix_bank_lines_state", "bank_lines", ["state", "at"], unique=False)
    op.create_table(
        "refunds",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("attempt_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="requested", nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("provider_ref", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", db.Moment(), nullable=False),
        sa.Column("requested_by_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", db.Moment(), nullable=True),
        sa.Column("settled_by_id", sa.BigInteger(), nullable=True),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('requested', 'sent', 'succeeded', 'failed')", name=op.f("ck_refunds_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refunds_amount")),
        sa.ForeignKeyConstraint(["attempt_id"], ["payment_attempts.id"], name=op.f("fk_refunds_attempt_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_refunds_order_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["people.id"], name=op.f("fk_refunds_requested_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["people.id"], name=op.f("fk_refunds_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
        sa.UniqueConstraint("key", name=op.f("uq_refunds_key")),
        sa.UniqueConstraint("provider_ref", name=op.f("uq_refunds_provider_ref")),
        sqlite_strict=True,
    )
    op.create_index("ix_refunds_attempt_id", "refunds", ["attempt_id"], unique=False)
    op.create_index(op.f("ix_refunds_order_id"), "refunds", ["order_id"], unique=False)
    op.create_index("ix_refunds_state", "refunds", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_refunds_state", table_name="refunds")
    op.drop_index(op.f("ix_refunds_order_id"), table_name="refunds")
    op.drop_index("ix_refunds_attempt_id", table_name="refunds")
    op.drop_table("refunds")
    op.drop_index("ix_bank_lines_state", table_name="bank_lines")
    op.drop_index(op.f("ix_bank_lines_purchase_id"), table_name="bank_lines")
    op.drop_table("bank_lines")
    op.drop_index(
        "uq_payment_attempts_one_pending",
        table_name="payment_attempts",
        sqlite_where=sa.text("state IN ('created', 'pending') AND provider <> 'cod'"),
        postgresql_where=sa.text("state IN ('created', 'pending') AND provider <> 'cod'"),
    )
    op.drop_index("ix_payment_attempts_state", table_name="payment_attempts")
    op.drop_index("ix_payment_attempts_purchase_id", table_name="payment_attempts")
    op.drop_table("payment_attempts")
    op.drop_index(op.f("ix_payment_issues_purchase_id"), table_name="payment_issues")
    op.drop_index("ix_payment_issues_open", table_name="payment_issues")
    op.drop_table("payment_issues")
    op.drop_table("webhook_events")
