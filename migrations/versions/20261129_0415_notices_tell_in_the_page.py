"""Tell a booth's people in the page what organizers announce and what happens in their booth."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "notices_01"
down_revision = "catalog_frames"
branch_labels = None
depends_on = None

KINDS = (
    "kind IN ('order', 'order_cancelled', 'return', 'complaint', 'booth', 'important', 'announcement', 'question', "
    "'review', 'product', 'paper', 'paper_ends', 'campaign')"
)


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), server_default="", nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("commune_code", sa.Text(), nullable=True),
        sa.Column("campaign_id", sa.BigInteger(), nullable=True),
        sa.Column("from_at", db.Moment(), nullable=False),
        sa.Column("until_at", db.Moment(), nullable=True),
        sa.Column("is_important", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("by_letter", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("withdrawn_at", db.Moment(), nullable=True),
        sa.CheckConstraint(
            "audience IN ('all', 'category', 'commune', 'campaign')", name=op.f("ck_announcements_audience")
        ),
        sa.CheckConstraint(
            "(audience = 'category') = (category_id IS NOT NULL)", name=op.f("ck_announcements_category")
        ),
        sa.CheckConstraint(
            "(audience = 'commune') = (commune_code IS NOT NULL)", name=op.f("ck_announcements_commune")
        ),
        sa.CheckConstraint(
            "(audience = 'campaign') = (campaign_id IS NOT NULL)", name=op.f("ck_announcements_campaign")
        ),
        sa.CheckConstraint("title <> '' AND text <> ''", name=op.f("ck_announcements_said")),
        sa.CheckConstraint("until_at IS NULL OR until_at > from_at", name=op.f("ck_announcements_window")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_announcements_by_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_announcements_campaign_id")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_announcements_category_id")),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_announcements_commune_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sqlite_strict=True,
    )
    op.create_index("ix_announcements_from_at", "announcements", ["from_at"], unique=False)
    op.create_table(
        "page_notices",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), server_default="", nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("path", sa.Text(), server_default="", nullable=False),
        sa.Column("announcement_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("read_at", db.Moment(), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_page_notices_kind")),
        sa.CheckConstraint(
            "(kind IN ('announcement', 'important')) = (announcement_id IS NOT NULL)",
            name=op.f("ck_page_notices_announcement"),
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_page_notices_announcement_id")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_page_notices_booth_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_page_notices_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_notices")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_page_notices_person_id_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_page_notices_booth_id", "page_notices", ["booth_id", "person_id", "id"], unique=False)
    op.create_index("ix_page_notices_announcement_id", "page_notices", ["announcement_id"], unique=False)
    op.create_index(
        "ix_page_notices_unread", "page_notices", ["person_id", "booth_id"], unique=False,
        sqlite_where=sa.text("read_at IS NULL"), postgresql_where=sa.text("read_at IS NULL"),
    )  # fmt: skip
    op.create_table(
        "notice_choices",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("in_page", sa.Boolean(), nullable=False),
        sa.Column("by_letter", sa.Boolean(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_notice_choices_kind")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_notice_choices_booth_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notice_choices_person_id")),
        sa.PrimaryKeyConstraint("person_id", "booth_id", "kind", name=op.f("pk_notice_choices")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("notice_choices")
    op.drop_table("page_notices")
    op.drop_table("announcements")
