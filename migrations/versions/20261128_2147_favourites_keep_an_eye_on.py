"""Keep wish lists and followed booths, and the way out of their letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "favourites_keep"
down_revision = "livestream_clear_broadcasts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wished_products",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wished_products_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_wished_products_product_id")),
        sa.PrimaryKeyConstraint("person_id", "product_id", name=op.f("pk_wished_products")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_wished_products_product_id"), "wished_products", ["product_id"], unique=False)
    op.create_table(
        "followed_booths",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("wants_letters", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_followed_booths_booth_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_followed_booths_person_id")),
        sa.PrimaryKeyConstraint("person_id", "booth_id", name=op.f("pk_followed_booths")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_followed_booths_booth_id"), "followed_booths", ["booth_id"], unique=False)
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("unsubscribe_url", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("letters") as letters:
        letters.drop_column("unsubscribe_url")
    op.drop_index(op.f("ix_followed_booths_booth_id"), table_name="followed_booths")
    op.drop_table("followed_booths")
    op.drop_index(op.f("ix_wished_products_product_id"), table_name="wished_products")
    op.drop_table("wished_products")
