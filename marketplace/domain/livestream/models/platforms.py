"""Shops on platforms that we may ask, and what platforms told us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person


class PlatformShop(Model):
    """One shop that let us ask for its figures, with the tokens of the moment. Ended, it is asked no more."""

    __tablename__ = "platform_shops"
    __table_args__ = table_args(
        UniqueConstraint("platform", "shop_id"), CheckConstraint("platform IN ('tiktok')", name="platform")
    )

    id: Mapped[Id]
    platform: Mapped[str]
    shop_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="", server_default="")
    cipher: Mapped[str]
    access_token: Mapped[str]
    access_until: Mapped[datetime]
    refresh_token: Mapped[str]
    refresh_until: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    connected_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
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


class PlatformOrder(Model):
    """An order bought inside a platform: one row per number of theirs, changed as the order moves. Never a buyer."""

    __tablename__ = "platform_orders"
    __table_args__ = table_args(CheckConstraint("value >= 0", name="value"))

    platform: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    shop_id: Mapped[str]
    state: Mapped[str]
    value: Mapped[int]
    placed_at: Mapped[datetime]
    changed_at: Mapped[datetime]
