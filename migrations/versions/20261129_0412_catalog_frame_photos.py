"""How a photo is shown, and the whole one from which it is painted again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "catalog_frames"
down_revision = "catalog_columns"
branch_labels = None
depends_on = None

CHECKS = {
    "turn": "turn IN (0, 90, 180, 270)",
    "shape": "shape IN ('', 'square', 'portrait')",
    "focus": "focus IN ('centre', 'top', 'bottom', 'left', 'right')",
}


def upgrade() -> None:
    with op.batch_alter_table("photos") as photos:
        photos.add_column(sa.Column("master_key", sa.Text(), server_default="", nullable=False))
        photos.add_column(sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False))
        photos.add_column(sa.Column("shape", sa.Text(), server_default="", nullable=False))
        photos.add_column(sa.Column("focus", sa.Text(), server_default="centre", nullable=False))
        for name, rule in CHECKS.items():
            photos.create_check_constraint(op.f(f"ck_photos_{name}"), rule)


def downgrade() -> None:
    with op.batch_alter_table("photos") as photos:
        for name in CHECKS:
            photos.drop_constraint(op.f(f"ck_photos_{name}"), type_="check")
        for name in ("master_key", *CHECKS):
            photos.drop_column(name)
