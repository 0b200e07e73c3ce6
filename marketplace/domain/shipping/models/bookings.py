"""A booth's account with a carrier, the parcels it booked there, and what the carrier told of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Dong, Id, Json, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.models.parcels import Parcel
from marketplace.domain.shipping.rules import BOOKING_STATES

_states = ", ".join(f"'{state}'" for state in BOOKING_STATES)
_STANDS = "state NOT IN ('refused', 'cancelled')"
_OPEN = "closed_at IS NULL"


class CarrierConnection(Model):
    """A booth's own account with GHN: its token, sealed, its shop there, and where GHN fetches its parcels.

    `hook_hash` finds the connection by the secret in the address that GHN posts to; the secret itself is sealed, so
    that the page can show the address again.
    """

    __tablename__ = "carrier_connections"
    __table_args__ = table_args(
        CheckConstraint("carrier IN ('ghn')", name="carrier"),
        # How everything begins that is sealed (core/sealing.py).
        CheckConstraint("substr(token, 1, 5) = 'gAAAA' AND substr(hook_secret, 1, 5) = 'gAAAA'", name="sealed"),
    )

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    carrier: Mapped[str]
    token: Mapped[str]
    shop_id: Mapped[str]
    home_district: Mapped[int]
    home_ward: Mapped[str]
    home_text: Mapped[str] = mapped_column(default="", server_default="")
    hook_secret: Mapped[str]
    hook_hash: Mapped[str] = mapped_column(unique=True)
    fault: Mapped[str] = mapped_column(default="", server_default="")
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    connected_at: Mapped[datetime]


class ChosenSpot(Model):
    """The carrier's place that a booth chose for a commune, offered first the next time."""

    __tablename__ = "chosen_spots"
    __table_args__ = table_args()

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    commune_code: Mapped[str] = mapped_column(ForeignKey(Commune.code), primary_key=True)
    district: Mapped[int]
    ward: Mapped[str]


class Booking(Model):
    """One parcel that a carrier is asked to fetch: committed first, asked for afterwards, under our own `client_code`.

    `status` is the carrier's last word as it came, `heard_at` when it was asked for. `collect` is what the buyer still
    owes, `said_collect` what the carrier says it collects. `next_at` is when it may next be asked about, `closed_at`
    when nothing more is expected.
    """

    __tablename__ = "bookings"
    __table_args__ = table_args(
        UniqueConstraint("order_id", "attempt"),
        CheckConstraint(f"state IN ({_states})", name="state"),
        CheckConstraint("carrier IN ('ghn')", name="carrier"),
        CheckConstraint("weight_g > 0 AND collect >= 0 AND worth >= 0 AND attempt > 0", name="amounts"),
        CheckConstraint("(state = 'picked') = (parcel_id IS NOT NULL)", name="parcel"),
        CheckConstraint("state NOT IN ('booked', 'picked') OR code <> ''", name="code"),
        CheckConstraint("state NOT IN ('refused', 'cancelled') OR closed_at IS NOT NULL", name="closed"),
        Index(
            "uq_bookings_one_stands",
            "order_id",
            unique=True,
            sqlite_where=text(_STANDS),
            postgresql_where=text(_STANDS),
        ),
        Index("ix_bookings_open", "next_at", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        Index("ix_bookings_code", "booth_id", "code"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    carrier: Mapped[str]
    attempt: Mapped[int]
    client_code: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="wanted", server_default="wanted")
    district: Mapped[int]
    ward: Mapped[str]
    place: Mapped[str]
    weight_g: Mapped[int]
    collect: Mapped[Dong]
    worth: Mapped[Dong]
    quoted: Mapped[Dong | None]
    code: Mapped[str] = mapped_column(default="", server_default="")
    fee: Mapped[Dong | None]
    status: Mapped[str] = mapped_column(default="", server_default="")
    said_collect: Mapped[Dong | None]
    heard_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    next_at: Mapped[datetime]
    fault: Mapped[str] = mapped_column(default="", server_default="")
    parcel_id: Mapped[int | None] = mapped_column(ForeignKey(Parcel.id), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    wanted_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    order: Mapped[Order] = relationship()
    parcel: Mapped[Parcel | None] = relationship()


class CarrierNotice(Model):
    """What a carrier posted, kept before anything is done about it; the same one again is the same row.

    Only what is named in `rules.KEPT_OF_NOTICE` is kept: nothing of the recipient.
    """

    __tablename__ = "carrier_notices"
    __table_args__ = table_args(Index("ix_carrier_notices_handled_at", "handled_at", "received_at"))

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    notice_id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    fault: Mapped[str] = mapped_column(default="", server_default="")


class CarrierIssue(Model):
    """What does not fit between a booking and its carrier, for the booth's people to look at; each matter once."""

    __tablename__ = "carrier_issues"
    __table_args__ = table_args(
        UniqueConstraint("booking_id", "kind", "about"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed"),
        Index("ix_carrier_issues_open", "booth_id", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    booking_id: Mapped[int] = mapped_column(ForeignKey(Booking.id))
    kind: Mapped[str]
    about: Mapped[str] = mapped_column(default="", server_default="")
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

    booking: Mapped[Booking] = relationship()
