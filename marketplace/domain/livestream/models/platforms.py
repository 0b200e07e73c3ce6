"""Shops on platforms that we may ask, and what platforms told us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person, SignIn
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.models.programme import Broadcast, Campaign


class PlatformAuthorization(Model):
    """Somebody's way to the platform and back: begun here, answered there, chosen here; each state is good once.

    `booth_id` is for whom shops are connected, none for the organizers. `secrets` and `shops` are what the platform
    answered, sealed tokens and the list to choose from; they are forgotten with the row.
    """

    __tablename__ = "platform_authorizations"
    __table_args__ = table_args(CheckConstraint("platform IN ('tiktok')", name="platform"))

    id: Mapped[Id]
    platform: Mapped[str]
    state_hash: Mapped[str] = mapped_column(unique=True)
    sign_in_id: Mapped[int] = mapped_column(ForeignKey(SignIn.id, ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id), index=True)
    began_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    secrets: Mapped[str] = mapped_column(default="", server_default="")
    shops: Mapped[list[dict[str, Any]]] = mapped_column(Json)


class PlatformShop(Model):
    """One shop that let us ask for its figures, with the tokens of the moment, sealed; once ended it has none.

    `booth_id` says whose it is, none: the organizers'. `asked_at` is the last try,
    `answered_at` the last that went well.
    """

    __tablename__ = "platform_shops"
    __table_args__ = table_args(
        UniqueConstraint("platform", "shop_id"),
        CheckConstraint("platform IN ('tiktok')", name="platform"),
        CheckConstraint("ended_at IS NULL OR (access_token = '' AND refresh_token = '')", name="forgotten"),
    )

    id: Mapped[Id]
    platform: Mapped[str]
    shop_id: Mapped[str]
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id), index=True)
    name: Mapped[str] = mapped_column(default="", server_default="")
    cipher: Mapped[str]
    access_token: Mapped[str]
    access_until: Mapped[datetime]
    refresh_token: Mapped[str]
    refresh_until: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    connected_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(default="", server_default="")


class PlatformNotice(Model):
    """One notice of a platform, kept before anything is done about it; the same one again is the same row."""

    __tablename__ = "platform_notices"
    __table_args__ = table_args(Index("ix_platform_notices_handled_at", "handled_at", "received_at"))

    platform: Mapped[str] = mapped_column(primary_key=True)
    notice_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[int]
    shop_id: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    fault: Mapped[str] = mapped_column(default="", server_default="")


class OrderImport(Model):
    """A file of a platform's orders, previewed before anything of it is taken in; what tells who bought is not kept.

    `booth_id` is whose shop it is from, none: the organizers'. `file_key` is the copy without buyers,
    `sha256` the print of the file as it was brought. `columns` says what each column is, `cells` is the table while
    that may still be corrected.
    """

    __tablename__ = "order_imports"
    __table_args__ = table_args(
        CheckConstraint("state IN ('preview', 'taken_in', 'dropped')", name="state"),
        CheckConstraint("platform IN ('tiktok')", name="platform"),
    )

    id: Mapped[Id]
    platform: Mapped[str]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey(Campaign.id), index=True)
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id), index=True)
    file_name: Mapped[str]
    file_key: Mapped[str]
    sha256: Mapped[str]
    left_out: Mapped[list[str]] = mapped_column(Json)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    columns: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list, server_default="[]")
    cells: Mapped[list[list[Any]]] = mapped_column(Json, default=list, server_default="[]", deferred=True)
    state: Mapped[str] = mapped_column(default="preview", server_default="preview")
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]


class PlatformOrder(Model):
    """An order bought inside a platform: one row per number of theirs, changed as the order moves. Never a buyer.

    `matched_by` says how its broadcast is known: live (the platform's number), time (placed while on air),
    or not at all.
    """

    __tablename__ = "platform_orders"
    __table_args__ = table_args(
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("refunded >= 0", name="refunded"),
        CheckConstraint("source IN ('api', 'file')", name="source"),
        CheckConstraint("(source = 'file') = (import_id IS NOT NULL)", name="evidence"),
        CheckConstraint("matched_by IN ('', 'live', 'time')", name="matched_by"),
        CheckConstraint("(matched_by <> '') = (broadcast_id IS NOT NULL)", name="match"),
        Index("ix_platform_orders_broadcast_id", "broadcast_id", "placed_at"),
        Index("ix_platform_orders_booth_id", "booth_id", "placed_at"),
    )

    platform: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    shop_id: Mapped[str] = mapped_column(default="", server_default="")
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id))
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey(Broadcast.id))
    matched_by: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str]
    value: Mapped[int]
    refunded: Mapped[int] = mapped_column(default=0, server_default="0")
    placed_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(default="api", server_default="api")
    import_id: Mapped[int | None] = mapped_column(ForeignKey(OrderImport.id), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    booked_at: Mapped[datetime | None]
    raw: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default="{}")
