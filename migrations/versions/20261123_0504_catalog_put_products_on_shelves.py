"""Put products on shelves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "catalog_04"
down_revision = "booths_03"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("ocop_group", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("icon", sa.Text(), server_default="package", nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["categories.id"], name=op.f("fk_categories_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("slug", name=op.f("uq_categories_slug")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_categories_parent_id"), "categories", ["parent_id"], unique=False)
    op.create_table(
        "import_sheets",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("rows", db.Json, nullable=False),
        sa.Column("state", sa.Text(), server_default="preview", nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("taken_in_at", db.Moment(), nullable=True),
        sa.CheckConstraint("state IN ('preview', 'taken_in', 'dropped')", name=op.f("ck_import_sheets_state")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_import_sheets_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_import_sheets_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_sheets")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_import_sheets_booth_id"), "import_sheets", ["booth_id"], unique=False)
    op.create_table(
        "products",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("summary_en", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("description_en", sa.Text(), server_default="", nullable=False),
        sa.Column("ingredients", sa.Text(), server_default="", nullable=False),
        sa.Column("storage", sa.Text(), server_default="", nullable=False),
        sa.Column("shelf_life", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("origin_commune_code", sa.Text(), nullable=True),
        sa.Column("origin_note", sa.Text(), server_default="", nullable=False),
        sa.Column("is_youth_startup", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_alcohol", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_supplement", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_fresh", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("submitted_at", db.Moment(), nullable=True),
        sa.Column("published_at", db.Moment(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'on_sale', 'hidden', 'withdrawn')", name=op.f("ck_products_state")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_products_booth_id")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_products_category_id")),
        sa.ForeignKeyConstraint(
            ["origin_commune_code"], ["communes.code"], name=op.f("fk_products_origin_commune_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("slug", name=op.f("uq_products_slug")),
        sqlite_strict=True,
    )
    op.create_index("ix_products_booth_id", "products", ["booth_id", "state"], unique=False)
    op.create_index(
        "ix_products_category_newest", "products", ["category_id", "state", "published_at", "id"], unique=False
    )
    op.create_index("ix_products_newest", "products", ["state", "published_at", "id"], unique=False)
    op.create_index(op.f("ix_products_origin_commune_code"), "products", ["origin_commune_code"], unique=False)
    op.create_table(
        "photos",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.Column("widths", db.Json, nullable=False),
        sa.Column("alt", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('photo', 'illustration')", name=op.f("ck_photos_kind")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_photos_booth_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_photos_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("product_id", "position", name=op.f("uq_photos_product_id_position")),
        sqlite_strict=True,
    )
    op.create_table(
        "product_changes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("claims", db.Json, nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", db.Moment(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'refused', 'replaced')", name=op.f("ck_product_changes_state")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_product_changes_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_product_changes_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_product_changes_decided_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_product_changes_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_changes")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_product_changes_one_waiting",
        "product_changes",
        ["product_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "product_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_product_steps_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_product_steps_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_product_steps_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_steps")),
        sa.UniqueConstraint("product_id", "seq", name=op.f("uq_product_steps_product_id_seq")),
        sqlite_strict=True,
    )
    op.create_table(
        "variants",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("net_quantity", sa.BigInteger(), nullable=True),
        sa.Column("net_unit", sa.Text(), server_default="piece", nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.CheckConstraint("net_unit IN ('g', 'ml', 'piece')", name=op.f("ck_variants_net_unit")),
        sa.CheckConstraint("net_quantity IS NULL OR net_quantity > 0", name=op.f("ck_variants_net_quantity")),
        sa.CheckConstraint("price >= 0 AND price <= 1000000000", name=op.f("ck_variants_price")),
        sa.CheckConstraint("weight_g > 0", name=op.f("ck_variants_weight")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_variants_booth_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_variants_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variants")),
        sa.UniqueConstraint("booth_id", "sku", name=op.f("uq_variants_booth_id_sku")),
        sqlite_strict=True,
    )
    op.create_index("ix_variants_product_id", "variants", ["product_id", "position"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_variants_product_id", table_name="variants")
    op.drop_table("variants")
    op.drop_table("product_steps")
    op.drop_index(
        "uq_product_changes_one_waiting",
        table_name="product_changes",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_table("product_changes")
    op.drop_table("photos")
    op.drop_index(op.f("ix_products_origin_commune_code"), table_name="products")
    op.drop_index("ix_products_newest", table_name="products")
    op.drop_index("ix_products_category_newest", table_name="products")
    op.drop_index("ix_products_booth_id", table_name="products")
    op.drop_table("products")
    op.drop_index(op.f("ix_import_sheets_booth_id"), table_name="import_sheets")
    op.drop_table("import_sheets")
    op.drop_index(op.f("ix_categories_parent_id"), table_name="categories")
    op.drop_table("categories")
