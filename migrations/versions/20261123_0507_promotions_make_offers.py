"""Make offers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "promotions_07"
down_revision = "stock_06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vouchers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=True),
        sa.Column("min_goods", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("max_uses", sa.BigInteger(), nullable=True),
        sa.Column("max_per_buyer", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("uses", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("bearer", sa.Text(), server_default="market", nullable=False),
        sa.Column("starts_at", db.Moment(), nullable=False),
        sa.Column("ends_at", db.Moment(), nullable=False),
        sa.CheckConstraint("bearer IN ('booth', 'market')", name=op.f("ck_vouchers_bearer")),
        sa.CheckConstraint("kind IN ('mark', 'amount', 'percent')", name=op.f("ck_vouchers_kind")),
        sa.CheckConstraint("value >= 0 AND (kind <> 'percent' OR value <= 10000)", name=op.f("ck_vouchers_value")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_vouchers_window")),
        sa.CheckConstraint("uses >= 0 AND (max_uses IS NULL OR uses <= max_uses)", name=op.f("ck_vouchers_uses")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_vouchers_booth_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("code", name=op.f("uq_vouchers_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_vouchers_booth_id"), "vouchers", ["booth_id"], unique=False)
    op.create_table(
        "voucher_uses",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("voucher_id", sa.BigInteger(), nullable=False),
        sa.Column("buyer_key", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_uses_voucher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_uses")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_voucher_uses_purchase_id")),
        sa.UniqueConstraint("voucher_id", "buyer_key", "n", name=op.f("uq_voucher_uses_voucher_id_buyer_key_n")),
        sqlite_strict=True,
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", db.Moment(), nullable=False),
        sa.Column("ends_at", db.Moment(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("sold", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("per_buyer", sa.BigInteger(), nullable=True),
        sa.Column("bearer", sa.Text(), server_default="booth", nullable=False),
        sa.CheckConstraint("bearer IN ('booth', 'market')", name=op.f("ck_offers_bearer")),
        sa.CheckConstraint("kind IN ('booth', 'live')", name=op.f("ck_offers_kind")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_offers_window")),
        sa.CheckConstraint("per_buyer IS NULL OR per_buyer > 0", name=op.f("ck_offers_per_buyer")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_offers_price")),
        sa.CheckConstraint("sold >= 0 AND (quantity IS NULL OR sold <= quantity)", name=op.f("ck_offers_quantity")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_offers_booth_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_offers_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_offers_booth_id"), "offers", ["booth_id"], unique=False)
    op.create_index("ix_offers_variant_id", "offers", ["variant_id", "starts_at", "ends_at"], unique=False)
    op.create_table(
        "offer_uses",
        sa.Column("order_line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=False),
        sa.Column("buyer_key", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("given_back_at", db.Moment(), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_offer_uses_quantity")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_offer_uses_offer_id")),
        sa.PrimaryKeyConstraint("order_line_id", name=op.f("pk_offer_uses")),
        sqlite_strict=True,
    )
    op.create_index("ix_offer_uses_buyer", "offer_uses", ["offer_id", "buyer_key"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_offer_uses_buyer", table_name="offer_uses")
    op.drop_table("offer_uses")
    op.drop_index("ix_offers_variant_id", table_name="offers")
    op.drop_index(op.f("ix_offers_booth_id"), table_name="offers")
    op.drop_table("offers")
    op.drop_table("voucher_uses")
    op.drop_index(op.f("ix_vouchers_booth_id"), table_name="vouchers")
    op.drop_table("vouchers")
