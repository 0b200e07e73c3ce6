"""Connect shops of booths on platforms, and show the orders bought there: whose, of which broadcast, told by whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_shops"
down_revision = "accounts_second_factor"
branch_labels = None
depends_on = None

_SLOTS = (("broadcast_id", "broadcasts"), ("import_id", "order_imports"), ("by_id", "people"), ("booth_id", "booths"))
_CHECKS = {
    "refunded": "refunded >= 0",
    "source": "source IN ('api', 'file')",
    "evidence": "(source = 'file') = (import_id IS NOT NULL)",
    "matched_by": "matched_by IN ('', 'live', 'time')",
    "match": "(matched_by <> '') = (broadcast_id IS NOT NULL)",
}
_COLUMNS = ("refunded", "source", "matched_by", "booked_at", "raw", *(column for column, _table in _SLOTS))


def upgrade() -> None:
    _make_authorizations()
    _make_imports()
    _say_whose_shops()
    _say_whose_orders()


def _make_authorizations() -> None:
    op.create_table(
        "platform_authorizations",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("sign_in_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=True),
        sa.Column("began_at", db.Moment(), nullable=False),
        sa.Column("used_at", db.Moment(), nullable=True),
        sa.Column("secrets", sa.Text(), server_default="", nullable=False),
        sa.Column("shops", db.Json, nullable=False),
        sa.CheckConstraint("platform IN ('tiktok')", name=op.f("ck_platform_authorizations_platform")),
        sa.ForeignKeyConstraint(
            ["sign_in_id"], ["sign_ins.id"], name=op.f("fk_platform_authorizations_sign_in_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_platform_authorizations_by_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_platform_authorizations_booth_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_authorizations")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_platform_authorizations_state_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_platform_authorizations_by_id"), "platform_authorizations", ["by_id"])
    op.create_index(op.f("ix_platform_authorizations_booth_id"), "platform_authorizations", ["booth_id"])


def _make_imports() -> None:
    op.create_table(
        "order_imports",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=True),
        sa.Column("booth_id", sa.BigInteger(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("left_out", db.Json, nullable=False),
        sa.Column("rows", db.Json, nullable=False),
        sa.Column("state", sa.Text(), server_default="preview", nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("state IN ('preview', 'taken_in', 'dropped')", name=op.f("ck_order_imports_state")),
        sa.CheckConstraint("platform IN ('tiktok')", name=op.f("ck_order_imports_platform")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_order_imports_campaign_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_order_imports_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_order_imports_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_imports")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_order_imports_campaign_id"), "order_imports", ["campaign_id"])
    op.create_index(op.f("ix_order_imports_booth_id"), "order_imports", ["booth_id"])


def _say_whose_shops() -> None:
    # Who took their word back is asked no more, and needs no token kept.
    op.execute("UPDATE platform_shops SET access_token = '', refresh_token = '' WHERE ended_at IS NOT NULL")
    with op.batch_alter_table("platform_shops") as batch:
        batch.add_column(sa.Column("booth_id", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("answered_at", db.Moment(), nullable=True))
        batch.create_foreign_key(op.f("fk_platform_shops_booth_id"), "booths", ["booth_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_platform_shops_forgotten"), "ended_at IS NULL OR (access_token = '' AND refresh_token = '')"
        )
    op.create_index(op.f("ix_platform_shops_booth_id"), "platform_shops", ["booth_id"])


def _say_whose_orders() -> None:
    with op.batch_alter_table("platform_orders") as batch:
        batch.alter_column("shop_id", existing_type=sa.Text(), existing_nullable=False, server_default="")
        batch.add_column(sa.Column("refunded", sa.BigInteger(), server_default="0", nullable=False))
        batch.add_column(sa.Column("source", sa.Text(), server_default="api", nullable=False))
        batch.add_column(sa.Column("matched_by", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("booked_at", db.Moment(), nullable=True))
        batch.add_column(sa.Column("raw", db.Json, server_default="{}", nullable=False))
        for column, table in _SLOTS:
            batch.add_column(sa.Column(column, sa.BigInteger(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_platform_orders_{column}"), table, [column], ["id"])
        for name, check in _CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_platform_orders_{name}"), check)
    op.create_index("ix_platform_orders_broadcast_id", "platform_orders", ["broadcast_id", "placed_at"])
    op.create_index("ix_platform_orders_booth_id", "platform_orders", ["booth_id", "placed_at"])
    op.create_index(op.f("ix_platform_orders_import_id"), "platform_orders", ["import_id"])


def downgrade() -> None:
    for index in ("broadcast_id", "booth_id", "import_id"):
        op.drop_index(f"ix_platform_orders_{index}", "platform_orders")
    with op.batch_alter_table("platform_orders") as batch:
        for name in _CHECKS:
            batch.drop_constraint(op.f(f"ck_platform_orders_{name}"), type_="check")
        for column, _table in _SLOTS:
            batch.drop_constraint(op.f(f"fk_platform_orders_{column}"), type_="foreignkey")
        for column in _COLUMNS:
            batch.drop_column(column)
        batch.alter_column("shop_id", existing_type=sa.Text(), existing_nullable=False, server_default=None)
    op.drop_index(op.f("ix_platform_shops_booth_id"), "platform_shops")
    with op.batch_alter_table("platform_shops") as batch:
        batch.drop_constraint(op.f("ck_platform_shops_forgotten"), type_="check")
        batch.drop_constraint(op.f("fk_platform_shops_booth_id"), type_="foreignkey")
        batch.drop_column("booth_id")
        batch.drop_column("answered_at")
    op.drop_table("order_imports")
    op.drop_table("platform_authorizations")
