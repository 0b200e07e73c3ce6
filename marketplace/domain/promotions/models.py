"""Offers (a price for a time; a live price is one) and vouchers (a code)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Dong, Id, Model, table_args
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Variant


class Offer(Model):
    """A lower price of one variant from `starts_at` (inclusive) to `ends_at` (exclusive).

    `quantity` caps how many go at this price, `sold` counts them with the same guarded statement as stock.
    Offers of one variant with the same `counted_with` share the limit of one buyer: a new live price is a new offer,
    not a new turn for those who have had theirs. `ended_at` says that somebody ended it; nothing is sold at it after.
    """

    __tablename__ = "offers"
    __table_args__ = table_args(
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("ends_at > starts_at", name="window"),
        CheckConstraint("sold >= 0 AND (quantity IS NULL OR sold <= quantity)", name="quantity"),
        CheckConstraint("per_buyer IS NULL OR per_buyer > 0", name="per_buyer"),
        CheckConstraint("kind IN ('booth', 'live')", name="kind"),
        CheckConstraint("bearer IN ('booth', 'market')", name="bearer"),
        Index("ix_offers_variant_id", "variant_id", "starts_at", "ends_at"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    kind: Mapped[str]
    price: Mapped[Dong]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    quantity: Mapped[int | None]
    sold: Mapped[int] = mapped_column(default=0, server_default="0")
    per_buyer: Mapped[int | None]
    bearer: Mapped[str] = mapped_column(default="booth", server_default="booth")
    counted_with: Mapped[str] = mapped_column(default="", server_default="")
    ended_at: Mapped[datetime | None]

    variant: Mapped[Variant] = relationship()


class OfferUse(Model):
    """Units one buyer took at an offer's price; `buyer_key` is the normalized phone."""

    __tablename__ = "offer_uses"
    __table_args__ = table_args(
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_offer_uses_buyer", "offer_id", "buyer_key"),
    )

    order_line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offer_id: Mapped[int] = mapped_column(ForeignKey(Offer.id))
    buyer_key: Mapped[str]
    quantity: Mapped[int]
    given_back_at: Mapped[datetime | None]


class Voucher(Model):
    """A code that may lower a purchase, and that ties it to whoever spoke the code.

    `kind` mark lowers nothing, amount lowers by `value` đồng, percent by `value` basis points up to `most`.
    A booth's voucher counts on that booth's goods only.
    """

    __tablename__ = "vouchers"
    __table_args__ = table_args(
        CheckConstraint("kind IN ('mark', 'amount', 'percent')", name="kind"),
        CheckConstraint("value >= 0 AND (kind <> 'percent' OR value <= 10000)", name="value"),
        CheckConstraint("uses >= 0 AND (max_uses IS NULL OR uses <= max_uses)", name="uses"),
        CheckConstraint("ends_at > starts_at", name="window"),
        CheckConstraint("bearer IN ('booth', 'market')", name="bearer"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id), index=True)
    kind: Mapped[str]
    value: Mapped[Dong] = mapped_column(default=0, server_default="0")
    most: Mapped[int | None]
    min_goods: Mapped[Dong] = mapped_column(default=0, server_default="0")
    max_uses: Mapped[int | None]
    max_per_buyer: Mapped[int] = mapped_column(default=1, server_default="1")
    uses: Mapped[int] = mapped_column(default=0, server_default="0")
    bearer: Mapped[str] = mapped_column(default="market", server_default="market")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class VoucherUse(Model):
    """One use of a voucher by one buyer; `n` numbers that buyer's uses so that the limit is a unique key.

    Giving it back deletes the row: what was used and cancelled was not used.
    """

    __tablename__ = "voucher_uses"
    __table_args__ = table_args(UniqueConstraint("voucher_id", "buyer_key", "n"))

    id: Mapped[Id]
    voucher_id: Mapped[int] = mapped_column(ForeignKey(Voucher.id))
    buyer_key: Mapped[str]
    n: Mapped[int]
    purchase_id: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
