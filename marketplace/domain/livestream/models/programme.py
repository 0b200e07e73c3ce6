"""Campaigns, broadcasts, their line-ups and links, and every figure with where it came from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.rules import METRICS, PLATFORMS
from marketplace.domain.orders.models import Purchase
from marketplace.domain.promotions.models import Offer, Voucher

_platforms = ", ".join(f"'{platform}'" for platform in PLATFORMS)
_metrics = ", ".join(f"'{metric}'" for metric in METRICS)


class Campaign(Model):
    """A livestream programme over one or more booths and platforms.

    A purchase up to `direct_hours` after a broadcast's end counts as direct, one up to `assisted_days` after its
    click as assisted; changing them changes the view, never a stored touch. `final_figures` are those that were
    closed with the review.
    """

    __tablename__ = "campaigns"
    __table_args__ = table_args(
        CheckConstraint("state IN ('draft', 'scheduled', 'live', 'ended', 'reviewed')", name="state"),
        CheckConstraint("direct_hours >= 0 AND assisted_days >= 0", name="windows"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="", server_default="")
    summary: Mapped[str] = mapped_column(default="", server_default="")
    summary_en: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(default="draft", server_default="draft")
    direct_hours: Mapped[int] = mapped_column(default=24, server_default="24")
    assisted_days: Mapped[int] = mapped_column(default=7, server_default="7")
    is_sample: Mapped[bool] = mapped_column(default=False, server_default="0")
    created_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    final_figures: Mapped[dict[str, Any] | None] = mapped_column(Json)

    broadcasts: Mapped[list[Broadcast]] = relationship(order_by="Broadcast.starts_at", viewonly=True)


class Broadcast(Model):
    """One live on one platform at one time: `external_id` is its number there, `warning` what viewers are told."""

    __tablename__ = "broadcasts"
    __table_args__ = table_args(
        CheckConstraint(f"platform IN ({_platforms})", name="platform"),
        CheckConstraint("state IN ('planned', 'live', 'ended', 'cancelled')", name="state"),
        CheckConstraint("ends_at > starts_at", name="times"),
        UniqueConstraint("platform", "external_id"),
        Index("ix_broadcasts_campaign_id", "campaign_id", "starts_at"),
    )

    id: Mapped[Id]
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id))
    platform: Mapped[str]
    title: Mapped[str]
    host_name: Mapped[str] = mapped_column(default="", server_default="")
    url: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(default="planned", server_default="planned")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    external_id: Mapped[str | None]
    warning: Mapped[str] = mapped_column(default="", server_default="")
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey(Voucher.id), unique=True)

    campaign: Mapped[Campaign] = relationship()
    voucher: Mapped[Voucher | None] = relationship()


class LineUpItem(Model):
    """A variant in a broadcast's line-up, at its place, with its live price if it has one."""

    __tablename__ = "line_up_items"
    __table_args__ = table_args(
        UniqueConstraint("broadcast_id", "variant_id"),
        Index("ix_line_up_items_position", "broadcast_id", "position"),
    )

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey(Offer.id), unique=True)
    position: Mapped[int]
    talking_points: Mapped[str] = mapped_column(default="", server_default="")

    broadcast: Mapped[Broadcast] = relationship()
    variant: Mapped[Variant] = relationship()
    offer: Mapped[Offer | None] = relationship()


class Pin(Model):
    """An item shown first on the live page from one moment to another."""

    __tablename__ = "pins"
    __table_args__ = table_args(
        Index(
            "uq_pins_one_now",
            "broadcast_id",
            unique=True,
            sqlite_where=text("unpinned_at IS NULL"),
            postgresql_where=text("unpinned_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    item_id: Mapped[int] = mapped_column(ForeignKey(LineUpItem.id))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    pinned_at: Mapped[datetime]
    unpinned_at: Mapped[datetime | None]


class TrackingLink(Model):
    """A short link of a broadcast to the live page, a booth or a product, by link or by printed QR."""

    __tablename__ = "tracking_links"
    __table_args__ = table_args(
        CheckConstraint("medium IN ('link', 'qr')", name="medium"),
        CheckConstraint("booth_id IS NULL OR product_id IS NULL", name="one_target"),
        Index("ix_tracking_links_broadcast_id", "broadcast_id"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey(Product.id), index=True)
    medium: Mapped[str]
    created_at: Mapped[datetime]

    broadcast: Mapped[Broadcast] = relationship()
    booth: Mapped[Booth | None] = relationship()
    product: Mapped[Product | None] = relationship()


class Click(Model):
    """One hit on a tracking link. Those with nothing in `ignored` count; the others are kept with why they do not.

    `saw_product` and `carted` say how far this visitor came. `visitor` is a keyed hash, never an address.
    """

    __tablename__ = "clicks"
    __table_args__ = table_args(
        CheckConstraint("ignored IN ('', 'bot', 'repeat', 'own', 'prefetch')", name="ignored"),
        Index("ix_clicks_ignored", "link_id", "ignored"),
        Index(
            "ix_clicks_counted",
            "link_id",
            "visitor",
            "saw_product",
            "carted",
            sqlite_where=text("ignored = ''"),
            postgresql_where=text("ignored = ''"),
        ),
        Index(
            "ix_clicks_visitor",
            "visitor",
            "link_id",
            "at",
            "saw_product",
            "carted",
            sqlite_where=text("ignored = ''"),
            postgresql_where=text("ignored = ''"),
        ),
    )

    id: Mapped[Id]
    link_id: Mapped[int] = mapped_column(ForeignKey(TrackingLink.id))
    visitor: Mapped[str]
    at: Mapped[datetime]
    ignored: Mapped[str] = mapped_column(default="", server_default="")
    saw_product: Mapped[bool] = mapped_column(default=False, server_default="0")
    carted: Mapped[bool] = mapped_column(default=False, server_default="0")


class Touch(Model):
    """What ties a purchase to a broadcast, by one route. Never changed after it is written.

    Attribution takes the first that fits of voucher, hand, click.
    """

    __tablename__ = "touches"
    __table_args__ = table_args(
        CheckConstraint("route IN ('voucher', 'hand', 'click')", name="route"),
        Index("ix_touches_broadcast_id", "broadcast_id"),
    )

    purchase_id: Mapped[int] = mapped_column(ForeignKey(Purchase.id), primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    link_id: Mapped[int | None] = mapped_column(ForeignKey(TrackingLink.id))
    click_id: Mapped[int | None] = mapped_column(ForeignKey(Click.id))
    at: Mapped[datetime]


class Reading(Model):
    """A figure taken from a platform, with its source and evidence. Append-only.

    A correction is a new row that names the one it `corrects` and gives a reason; the latest reviewed row
    counts.
    """

    __tablename__ = "readings"
    __table_args__ = table_args(
        CheckConstraint(f"metric IN ({_metrics})", name="metric"),
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("source IN ('typed', 'file', 'api')", name="source"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="reasoned"),
        UniqueConstraint("broadcast_id", "batch_key", "metric"),
        Index("ix_readings_latest", "broadcast_id", "metric", "captured_at"),
    )

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    metric: Mapped[str]
    value: Mapped[int]
    captured_at: Mapped[datetime]
    source: Mapped[str]
    batch_key: Mapped[str]
    evidence_key: Mapped[str | None]
    evidence_note: Mapped[str] = mapped_column(default="", server_default="")
    raw: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    is_provisional: Mapped[bool] = mapped_column(default=False, server_default="0")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("readings.id"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    reviewed_at: Mapped[datetime | None]


class Explanation(Model):
    """What a person says about a figure that looks too good; shown with the figure."""

    __tablename__ = "explanations"
    __table_args__ = table_args(Index("ix_explanations_campaign_id", "campaign_id", "guard", "id"))

    id: Mapped[Id]
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id))
    guard: Mapped[str]
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]


class ReadingImport(Model):
    """A platform's export file brought by a person, previewed before its figures are taken in.

    `columns` says what each column is, `cells` is the table with the numbers of its rows while that may be corrected.
    """

    __tablename__ = "reading_imports"
    __table_args__ = table_args(
        CheckConstraint("state IN ('preview', 'taken_in', 'dropped')", name="state"),
        CheckConstraint(f"platform IN ({_platforms})", name="platform"),
    )

    id: Mapped[Id]
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), index=True)
    platform: Mapped[str]
    file_name: Mapped[str]
    file_key: Mapped[str]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    columns: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list, server_default="[]")
    cells: Mapped[list[list[Any]]] = mapped_column(Json, default=list, server_default="[]", deferred=True)
    state: Mapped[str] = mapped_column(default="preview", server_default="preview")
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]


class ApiToken(Model):
    """A secret with which a program records readings or fetches metrics on behalf of a person."""

    __tablename__ = "api_tokens"

    id: Mapped[Id]
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
