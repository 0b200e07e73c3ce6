"""A booth may connect its carrier: what is booked there, what the carrier posts, and what does not fit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "shipping_bookings"
down_revision = "ledger_sums"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carrier_connections",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("home_district", sa.BigInteger(), nullable=False),
        sa.Column("home_ward", sa.Text(), nullable=False),
        sa.Column("home_text", sa.Text(), server_default="", nullable=False),
        sa.Column("hook_secret", sa.Text(), nullable=False),
        sa.Column("hook_hash", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("connected_at", db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("carrier IN ('ghn')", name=op.f("ck_carrier_connections_carrier")),
        sa.CheckConstraint(
            "substr(token, 1, 5) = 'gAAAA' AND substr(hook_secret, 1, 5) = 'gAAAA'",
            name=op.f("ck_carrier_connections_sealed"),
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_carrier_connections_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_carrier_connections_by_id")),
        sa.PrimaryKeyConstraint("booth_id", name=op.f("pk_carrier_connections")),
        sa.UniqueConstraint("hook_hash", name=op.f("uq_carrier_connections_hook_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "carrier_notices",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("notice_id", sa.Text(), nullable=False),
        sa.Column("body", db.Json, nullable=False),
        sa.Column("received_at", db.Moment(timezone=True), nullable=False),
        sa.Column("handled_at", db.Moment(timezone=True), nullable=True),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_carrier_notices_booth_id")),
        sa.PrimaryKeyConstraint("booth_id", "notice_id", name=op.f("pk_carrier_notices")),
        sqlite_strict=True,
    )
    op.create_index("ix_carrier_notices_handled_at", "carrier_notices", ["handled_at", "received_at"], unique=False)

    op.create_table(
        "chosen_spots",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("district", sa.BigInteger(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_chosen_spots_booth_id")),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_chosen_spots_commune_code")),
        sa.PrimaryKeyConstraint("booth_id", "commune_code", name=op.f("pk_chosen_spots")),
        sqlite_strict=True,
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("client_code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="wanted", nullable=False),
        sa.Column("district", sa.BigInteger(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("collect", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("quoted", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("said_collect", sa.BigInteger(), nullable=True),
        sa.Column("heard_at", db.Moment(timezone=True), nullable=True),
        sa.Column("tries", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("next_at", db.Moment(timezone=True), nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("wanted_at", db.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", db.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'picked') = (parcel_id IS NOT NULL)", name=op.f("ck_bookings_parcel")),
        sa.CheckConstraint("carrier IN ('ghn')", name=op.f("ck_bookings_carrier")),
        sa.CheckConstraint(
            "state IN ('wanted', 'booked', 'cancelling', 'picked', 'refused', 'cancelled')",
            name=op.f("ck_bookings_state"),
        ),
        sa.CheckConstraint("state NOT IN ('booked', 'picked') OR code <> ''", name=op.f("ck_bookings_code")),
        sa.CheckConstraint(
            "state NOT IN ('refused', 'cancelled') OR closed_at IS NOT NULL", name=op.f("ck_bookings_closed")
        ),
        sa.CheckConstraint(
            "weight_g > 0 AND collect >= 0 AND worth >= 0 AND attempt > 0", name=op.f("ck_bookings_amounts")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_bookings_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_bookings_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_bookings_order_id")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_bookings_parcel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("client_code", name=op.f("uq_bookings_client_code")),
        sa.UniqueConstraint("order_id", "attempt", name=op.f("uq_bookings_order_id_attempt")),
        sa.UniqueConstraint("parcel_id", name=op.f("uq_bookings_parcel_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_bookings_code", "bookings", ["booth_id", "code"], unique=False)
    op.create_index(
        "ix_bookings_open",
        "bookings",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_bookings_one_stands",
        "bookings",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('refused', 'cancelled')"),
        postgresql_where=sa.text("state NOT IN ('refused', 'cancelled')"),
    )

    op.create_table(
        "carrier_issues",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("facts", db.Json, nullable=False),
        sa.Column("opened_at", db.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", db.Moment(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_carrier_issues_closed")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_carrier_issues_booking_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_carrier_issues_booth_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["people.id"], name=op.f("fk_carrier_issues_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_issues")),
        sa.UniqueConstraint("booking_id", "kind", "about", name=op.f("uq_carrier_issues_booking_id_kind_about")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_carrier_issues_open",
        "carrier_issues",
        ["booth_id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def downgrade() -> None:
    for table in ("carrier_issues", "bookings", "chosen_spots", "carrier_notices", "carrier_connections"):
        op.drop_table(table)
