"""Communes know where their middle lies; `places load` fills it in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "core_commune_middles"
down_revision = "booths_makers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("communes", sa.Column("lat", sa.Float(), nullable=True))
    op.add_column("communes", sa.Column("lon", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("communes", "lon")
    op.drop_column("communes", "lat")
