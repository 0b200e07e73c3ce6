"""Clicks are added up for each link, broadcast and campaign while they are written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "livestream_click_tallies"
down_revision = "notices_01"
branch_labels = None
depends_on = None

COUNTS = ("clicks", "unique_clickers", "visitors", "carts", "bot", "repeat", "own", "prefetch")
SCOPES = {"link": "l.id", "broadcast": "l.broadcast_id", "campaign": "b.campaign_id"}


def upgrade() -> None:
    op.create_table(
        "click_tallies",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("scope_id", sa.BigInteger(), nullable=False),
        *(sa.Column(each, sa.BigInteger(), server_default="0", nullable=False) for each in COUNTS),
        sa.CheckConstraint("scope IN ('link', 'broadcast', 'campaign')", name=op.f("ck_click_tallies_scope")),
        sa.CheckConstraint(
            "0 <= carts AND carts <= visitors AND visitors <= unique_clickers AND unique_clickers <= clicks",
            name=op.f("ck_click_tallies_funnel"),
        ),
        sa.CheckConstraint(
            "bot >= 0 AND repeat >= 0 AND own >= 0 AND prefetch >= 0", name=op.f("ck_click_tallies_ignored")
        ),
        sa.PrimaryKeyConstraint("scope", "scope_id", name=op.f("pk_click_tallies")),
        sqlite_strict=True,
    )
    for scope, column in SCOPES.items():
        op.execute(_counted(scope, column))


def _counted(scope: str, column: str) -> str:
    ignored = ", ".join(f"sum(CASE WHEN c.ignored = '{each}' THEN 1 ELSE 0 END)" for each in COUNTS[4:])
    return f"""
        INSERT INTO click_tallies (scope, scope_id, {", ".join(COUNTS)})
        SELECT '{scope}', {column}, sum(CASE WHEN c.ignored = '' THEN 1 ELSE 0 END),
               count(DISTINCT CASE WHEN c.ignored = '' THEN c.visitor END),
               count(DISTINCT CASE WHEN c.ignored = '' AND c.saw_product THEN c.visitor END),
               count(DISTINCT CASE WHEN c.ignored = '' AND c.carted THEN c.visitor END), {ignored}
        FROM clicks c JOIN tracking_links l ON l.id = c.link_id JOIN broadcasts b ON b.id = l.broadcast_id
        GROUP BY {column}
    """  # noqa: S608


def downgrade() -> None:
    op.drop_table("click_tallies")
