"""What a booth asks for sending goods, and the parcels it sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Dong, Id, Model, table_args
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order, OrderLine

# Nearest first: the booth's own commune, its province, a neighbouring province, the rest of the country.
ZONES = ("commune", "province", "near", "country")


class ShippingPolicy(Model):
    """How a booth sends: free from an amount of goods (None: never), days until it hands a parcel over."""

    __tablename__ = "shipping_policies"
    __table_args__ = table_args(
        CheckConstraint("free_from IS NULL OR free_from >= 0", name="free_from"),
        CheckConstraint("days_to_send BETWEEN 0 AND 30", name="days_to_send"),
    )

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    free_from: Mapped[int | None]
    days_to_send: Mapped[int] = mapped_column(default=1, server_default="1")


class PickUpPoint(Model):
    """Where a shopper may fetch goods free of charge, in the booth's commune."""

    __tablename__ = "pickup_points"
    __table_args__ = table_args(
        CheckConstraint("length(address_line) BETWEEN 1 AND 200", name="address_line"),
        CheckConstraint("length(hours) BETWEEN 1 AND 100", name="hours"),
    )

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    address_line: Mapped[str]
    hours: Mapped[str]


class ShippingRate(Model):
    """The fee to one zone: `fee` up to `first_g` grams, then `step_fee` for each `step_g` begun."""

    __tablename__ = "shipping_rates"
    __table_args__ = table_args(
        UniqueConstraint("booth_id", "zone"),
        CheckConstraint("zone IN ('commune', 'province', 'near', 'country')", name="zone"),
        CheckConstraint("fee >= 0 AND step_fee >= 0 AND first_g > 0 AND step_g > 0", name="amounts"),
        CheckConstraint("days_min >= 0 AND days_max >= days_min", name="days"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    zone: Mapped[str]
    first_g: Mapped[int]
    fee: Mapped[Dong]
    step_g: Mapped[int]
    step_fee: Mapped[Dong]
    days_min: Mapped[int]
    days_max: Mapped[int]


class Parcel(Model):
    """What was handed to a carrier for an order."""

    __tablename__ = "parcels"
    __table_args__ = table_args(
        CheckConstraint(
            "state IN ('picked', 'moving', 'delivering', 'failed_attempt', 'delivered', 'returning', 'returned', "
            "'lost')",
            name="state",
        ),
        Index("ix_parcels_order_id", "order_id"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    carrier: Mapped[str]
    tracking_code: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(default="picked", server_default="picked")
    sent_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    order: Mapped[Order] = relationship()
    lines: Mapped[list[ParcelLine]] = relationship(order_by="ParcelLine.line_id", viewonly=True)


class ParcelLine(Model):
    """So many units of one line in a parcel."""

    __tablename__ = "parcel_lines"
    __table_args__ = table_args(
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_parcel_lines_line_id", "line_id"),
    )

    parcel_id: Mapped[int] = mapped_column(ForeignKey(Parcel.id), primary_key=True, autoincrement=False)
    line_id: Mapped[int] = mapped_column(ForeignKey(OrderLine.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    quantity: Mapped[int]

    line: Mapped[OrderLine] = relationship(viewonly=True)
