"""Go live."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_13"
down_revision = "payments_12"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("ended_at", db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_api_tokens_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_api_tokens_person_id"), "api_tokens", ["person_id"], unique=False)
    op.create_table(
        "campaigns",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("summary_en", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("direct_hours", sa.BigInteger(), server_default="24", nullable=False),
        sa.Column("assisted_days", sa.BigInteger(), server_default="7", nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("published_at", db.Moment(), nullable=True),
        sa.Column("final_figures", db.Json, nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'live', 'ended', 'reviewed')", name=op.f("ck_campaigns_state")
        ),
        sa.CheckConstraint("direct_hours >= 0 AND assisted_days >= 0", name=op.f("ck_campaigns_windows")),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_campaigns_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaigns_slug")),
        sqlite_strict=True,
    )
    op.create_table(
        "explanations",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("guard", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_explanations_by_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_explanations_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanations")),
        sqlite_strict=True,
    )
    op.create_index("ix_explanations_campaign_id", "explanations", ["campaign_id", "guard", "id"], unique=False)
    op.create_table(
        "reading_imports",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("rows", db.Json, nullable=False),
        sa.Column("state", sa.Text(), server_default="preview", nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint(
            "platform IN ('tiktok', 'facebook', 'youtube', 'shopee', 'on_site')",
            name=op.f("ck_reading_imports_platform"),
        ),
        sa.CheckConstraint("state IN ('preview', 'taken_in', 'dropped')", name=op.f("ck_reading_imports_state")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_reading_imports_by_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_reading_imports_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_imports")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reading_imports_campaign_id"), "reading_imports", ["campaign_id"], unique=False)
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("host_name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("starts_at", db.Moment(), nullable=False),
        sa.Column("ends_at", db.Moment(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("voucher_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "platform IN ('tiktok', 'facebook', 'youtube', 'shopee', 'on_site')", name=op.f("ck_broadcasts_platform")
        ),
        sa.CheckConstraint("state IN ('planned', 'live', 'ended', 'cancelled')", name=op.f("ck_broadcasts_state")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_broadcasts_times")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_broadcasts_campaign_id")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_broadcasts_voucher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("platform", "external_id", name=op.f("uq_broadcasts_platform_external_id")),
        sa.UniqueConstraint("voucher_id", name=op.f("uq_broadcasts_voucher_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_broadcasts_campaign_id", "broadcasts", ["campaign_id", "starts_at"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("captured_at", db.Moment(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("batch_key", sa.Text(), nullable=False),
        sa.Column("evidence_key", sa.Text(), nullable=True),
        sa.Column("evidence_note", sa.Text(), server_default="", nullable=False),
        sa.Column("raw", db.Json, nullable=False),
        sa.Column("is_provisional", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("reviewed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", db.Moment(), nullable=True),
        sa.CheckConstraint("corrects_id IS NULL OR reason <> ''", name=op.f("ck_readings_reasoned")),
        sa.CheckConstraint(
            "metric IN ('views', 'unique_viewers', 'peak_viewers', 'avg_watch_seconds', 'comments', 'likes', 'shares', 'new_followers', 'platform_clicks', 'platform_orders', 'platform_value')",
            name=op.f("ck_readings_metric"),
        ),
        sa.CheckConstraint("source IN ('typed', 'file', 'api')", name=op.f("ck_readings_source")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_readings_value")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_readings_broadcast_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_readings_by_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["readings.id"], name=op.f("fk_readings_corrects_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["people.id"], name=op.f("fk_readings_reviewed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint(
            "broadcast_id", "batch_key", "metric", name=op.f("uq_readings_broadcast_id_batch_key_metric")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_readings_latest", "readings", ["broadcast_id", "metric", "captured_at"], unique=False)
    op.create_table(
        "tracking_links",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.CheckConstraint("medium IN ('link', 'qr')", name=op.f("ck_tracking_links_medium")),
        sa.CheckConstraint("booth_id IS NULL OR product_id IS NULL", name=op.f("ck_tracking_links_one_target")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_tracking_links_booth_id")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_tracking_links_broadcast_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_tracking_links_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_links")),
        sa.UniqueConstraint("code", name=op.f("uq_tracking_links_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tracking_links_booth_id"), "tracking_links", ["booth_id"], unique=False)
    op.create_index("ix_tracking_links_broadcast_id", "tracking_links", ["broadcast_id"], unique=False)
    op.create_index(op.f("ix_tracking_links_product_id"), "tracking_links", ["product_id"], unique=False)
    op.create_table(
        "clicks",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("link_id", sa.BigInteger(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("ignored", sa.Text(), server_default="", nullable=False),
        sa.Column("saw_product", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("carted", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("ignored IN ('', 'bot', 'repeat', 'own', 'prefetch')", name=op.f("ck_clicks_ignored")),
        sa.ForeignKeyConstraint(["link_id"], ["tracking_links.id"], name=op.f("fk_clicks_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clicks")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_clicks_counted",
        "clicks",
        ["link_id", "visitor", "saw_product", "carted"],
        unique=False,
        sqlite_where=sa.text("ignored = ''"),
        postgresql_where=sa.text("ignored = ''"),
    )
    op.create_index("ix_clicks_ignored", "clicks", ["link_id", "ignored"], unique=False)
    op.create_index(
        "ix_clicks_visitor",
        "clicks",
        ["visitor", "link_id", "at", "saw_product", "carted"],
        unique=False,
        sqlite_where=sa.text("ignored = ''"),
        postgresql_where=sa.text("ignored = ''"),
    )
    op.create_table(
        "line_up_items",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("talking_points", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_line_up_items_booth_id")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_line_up_items_broadcast_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_line_up_items_offer_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_line_up_items_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_up_items")),
        sa.UniqueConstraint("broadcast_id", "variant_id", name=op.f("uq_line_up_items_broadcast_id_variant_id")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_line_up_items_offer_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_line_up_items_booth_id"), "line_up_items", ["booth_id"], unique=False)
    op.create_index("ix_line_up_items_position", "line_up_items", ["broadcast_id", "position"], unique=False)
    op.create_table(
        "pins",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("pinned_at", db.Moment(), nullable=False),
        sa.Column("unpinned_at", db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_pins_broadcast_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_pins_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["line_up_items.id"], name=op.f("fk_pins_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_pins_one_now",
        "pins",
        ["broadcast_id"],
        unique=True,
        sqlite_where=sa.text("unpinned_at IS NULL"),
        postgresql_where=sa.text("unpinned_at IS NULL"),
    )
    op.create_table(
        "touches",
        sa.Column("purchase_id", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("link_id", sa.BigInteger(), nullable=True),
        sa.Column("click_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("route IN ('voucher', 'hand', 'click')", name=op.f("ck_touches_route")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_touches_broadcast_id")),
        sa.ForeignKeyConstraint(["click_id"], ["clicks.id"], name=op.f("fk_touches_click_id")),
        sa.ForeignKeyConstraint(["link_id"], ["tracking_links.id"], name=op.f("fk_touches_link_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_touches_purchase_id")),
        sa.PrimaryKeyConstraint("purchase_id", "route", name=op.f("pk_touches")),
        sqlite_strict=True,
    )
    op.create_index("ix_touches_broadcast_id", "touches", ["broadcast_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_touches_broadcast_id", table_name="touches")
    op.drop_table("touches")
    op.drop_index(
        "uq_pins_one_now",
        table_name="pins",
        sqlite_where=sa.text("unpinned_at IS NULL"),
        postgresql_where=sa.text("unpinned_at IS NULL"),
    )
    op.drop_table("pins")
    op.drop_index("ix_line_up_items_position", table_name="line_up_items")
    op.drop_index(op.f("ix_line_up_items_booth_id"), table_name="line_up_items")
    op.drop_table("line_up_items")
    op.drop_index(
        "ix_clicks_visitor",
        table_name="clicks",
        sqlite_where=sa.text("ignored = ''"),
        postgresql_where=sa.text("ignored = ''"),
    )
    op.drop_index("ix_clicks_ignored", table_name="clicks")
    op.drop_index(
        "ix_clicks_counted",
        table_name="clicks",
        sqlite_where=sa.text("ignored = ''"),
        postgresql_where=sa.text("ignored = ''"),
    )
    op.drop_table("clicks")
    op.drop_index(op.f("ix_tracking_links_product_id"), table_name="tracking_links")
    op.drop_index("ix_tracking_links_broadcast_id", table_name="tracking_links")
    op.drop_index(op.f("ix_tracking_links_booth_id"), table_name="tracking_links")
    op.drop_table("tracking_links")
    op.drop_index("ix_readings_latest", table_name="readings")
    op.drop_table("readings")
    op.drop_index("ix_broadcasts_campaign_id", table_name="broadcasts")
    op.drop_table("broadcasts")
    op.drop_index(op.f("ix_reading_imports_campaign_id"), table_name="reading_imports")
    op.drop_table("reading_imports")
    op.drop_index("ix_explanations_campaign_id", table_name="explanations")
    op.drop_table("explanations")
    op.drop_table("campaigns")
    op.drop_index(op.f("ix_api_tokens_person_id"), table_name="api_tokens")
    op.drop_table("api_tokens")
