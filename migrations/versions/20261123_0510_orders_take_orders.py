"""Take orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "orders_10"
down_revision = "carts_09"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "purchases",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("idempotency_scope", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address_line", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("address_text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="vi", nullable=False),
        sa.Column("payment_method", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), server_default="cart", nullable=False),
        sa.Column("entered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("goods_total", sa.BigInteger(), nullable=False),
        sa.Column("discount_total", sa.BigInteger(), nullable=False),
        sa.Column("shipping_total", sa.BigInteger(), nullable=False),
        sa.Column("grand_total", sa.BigInteger(), nullable=False),
        sa.Column("voucher_code", sa.Text(), nullable=True),
        sa.Column("voucher_bearer", sa.Text(), nullable=True),
        sa.Column("touch_code", sa.Text(), nullable=True),
        sa.Column("touch_click_id", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", db.Moment(), nullable=True),
        sa.Column("placed_at", db.Moment(), nullable=False),
        sa.Column("held_until", db.Moment(), nullable=True),
        sa.Column("paid_at", db.Moment(), nullable=True),
        sa.CheckConstraint("payment_method IN ('cod', 'vietqr', 'card')", name=op.f("ck_purchases_payment_method")),
        sa.CheckConstraint("route IN ('cart', 'hand')", name=op.f("ck_purchases_route")),
        sa.CheckConstraint(
            "goods_total >= 0 AND discount_total >= 0 AND discount_total <= goods_total AND shipping_total >= 0",
            name=op.f("ck_purchases_parts"),
        ),
        sa.CheckConstraint(
            "grand_total = goods_total - discount_total + shipping_total", name=op.f("ck_purchases_grand_total")
        ),
        sa.CheckConstraint("length(code) >= 10", name=op.f("ck_purchases_code")),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_purchases_commune_code")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_purchases_entered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_purchases_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchases")),
        sa.UniqueConstraint("code", name=op.f("uq_purchases_code")),
        sa.UniqueConstraint(
            "idempotency_scope", "idempotency_key", name=op.f("uq_purchases_idempotency_scope_idempotency_key")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_purchases_held",
        "purchases",
        ["held_until"],
        unique=False,
        sqlite_where=sa.text("held_until IS NOT NULL"),
        postgresql_where=sa.text("held_until IS NOT NULL"),
    )
    op.create_index("ix_purchases_person_id", "purchases", ["person_id", "placed_at"], unique=False)
    op.create_index("ix_purchases_phone", "purchases", ["phone"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("goods_total", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("shipping_fee", sa.BigInteger(), nullable=False),
        sa.Column("grand_total", sa.BigInteger(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", db.Moment(), nullable=False),
        sa.Column("secured_at", db.Moment(), nullable=True),
        sa.Column("delivered_at", db.Moment(), nullable=True),
        sa.CheckConstraint(
            "state IN ('awaiting_payment', 'placed', 'accepted', 'packed', 'shipped', 'delivered', 'completed', 'cancelled', 'refused', 'returning', 'returned')",
            name=op.f("ck_orders_state"),
        ),
        sa.CheckConstraint(
            "goods_total >= 0 AND discount >= 0 AND discount <= goods_total", name=op.f("ck_orders_discount")
        ),
        sa.CheckConstraint(
            "shipping_fee >= 0 AND grand_total = goods_total - discount + shipping_fee", name=op.f("ck_orders_total")
        ),
        sa.CheckConstraint("weight_g > 0", name=op.f("ck_orders_weight")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_orders_booth_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_orders_purchase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("code", name=op.f("uq_orders_code")),
        sa.UniqueConstraint("purchase_id", "booth_id", name=op.f("uq_orders_purchase_id_booth_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_orders_booth_state", "orders", ["booth_id", "state", "id"], unique=False)
    op.create_table(
        "order_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("by_kind", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "by_kind IN ('shopper', 'booth', 'organizer', 'system')", name=op.f("ck_order_steps_by_kind")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_order_steps_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_steps_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_steps")),
        sa.UniqueConstraint("order_id", "seq", name=op.f("uq_order_steps_order_id_seq")),
        sqlite_strict=True,
    )
    op.create_table(
        "order_lines",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("variant_name", sa.Text(), server_default="", nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("line_total", sa.BigInteger(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("line_total = quantity * unit_price", name=op.f("ck_order_lines_line_total")),
        sa.CheckConstraint("quantity BETWEEN 1 AND 999", name=op.f("ck_order_lines_quantity")),
        sa.CheckConstraint("unit_price >= 0 AND list_price >= 0", name=op.f("ck_order_lines_price")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_order_lines_booth_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_order_lines_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
        sa.UniqueConstraint("order_id", "variant_id", name=op.f("uq_order_lines_order_id_variant_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_order_lines_variant_id", "order_lines", ["variant_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_order_lines_variant_id", table_name="order_lines")
    op.drop_table("order_lines")
    op.drop_table("order_steps")
    op.drop_index("ix_orders_booth_state", table_name="orders")
    op.drop_table("orders")
    op.drop_index("ix_purchases_phone", table_name="purchases")
    op.drop_index("ix_purchases_person_id", table_name="purchases")
    op.drop_index(
        "ix_purchases_held",
        table_name="purchases",
        sqlite_where=sa.text("held_until IS NOT NULL"),
        postgresql_where=sa.text("held_until IS NOT NULL"),
    )
    op.drop_table("purchases")
