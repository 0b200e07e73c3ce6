"""A product sent from a phone counts once, however often its sending arrives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "catalog_sendings"
down_revision = "reviews_speak"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("products", sa.Column("sending_key", sa.Text(), nullable=True))
    op.create_index("uq_products_sending_key", "products", ["booth_id", "sending_key"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_products_sending_key", table_name="products")
    op.drop_column("products", "sending_key")
