"""Let people say which column of a brought file of figures is which, while it is a preview."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_figure_columns"
down_revision = "livestream_order_columns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reading_imports", sa.Column("columns", db.Json, server_default="[]", nullable=False))
    op.add_column("reading_imports", sa.Column("cells", db.Json, server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("reading_imports", "cells")
    op.drop_column("reading_imports", "columns")
