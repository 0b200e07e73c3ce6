"""A booth closes in two steps: nothing new from the first, gone with the last order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "booths_closing"
down_revision = "stock_watches"
branch_labels = None
depends_on = None

NAME = "ck_booths_state"
BEFORE = "state IN ('draft', 'submitted', 'open', 'suspended', 'rejected', 'closed')"
AFTER = "state IN ('draft', 'submitted', 'open', 'suspended', 'rejected', 'closing', 'closed')"


def upgrade() -> None:
    _change(BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE booths SET state = 'suspended', reason = 'closing' WHERE state = 'closing'")
    _change(AFTER, BEFORE)


def _change(old: str, new: str) -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.drop_constraint(op.f(NAME), "booths", type_="check")
        op.create_check_constraint(op.f(NAME), "booths", new)
        return
    # Many tables refer to booths, so it cannot be rebuilt; the check alone is written anew, in the way that SQLite
    # describes for changes that leave the rows as they are (lang_altertable.html, "Making Other Kinds Of Changes").
    version = bind.execute(sa.text("PRAGMA schema_version")).scalar_one()
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    change = sa.text("UPDATE sqlite_schema SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = 'booths'")
    bind.execute(change, {"old": old, "new": new})
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = OFF"))
