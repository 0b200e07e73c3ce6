"""How much there is, and every movement that made it so."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant


class StockLevel(Model):
    """What may still be promised of a variant: always the sum of its movements, never below zero.

    Narrow on purpose: it is the one row that everybody writes during a sale.
    """

    __tablename__ = "stock_levels"
    __table_args__ = table_args(
        CheckConstraint("available >= 0", name="never_oversold"),
        postgresql_with={
            "fillfactor": "50",
            "autovacuum_vacuum_scale_factor": "0",
            "autovacuum_vacuum_threshold": "1000",
        },
    )

    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    available: Mapped[int] = mapped_column(default=0, server_default="0")


class StockWatch(Model):
    """From how few units on a booth is told that a variant runs low, and since when it has been low.

    Apart from the level because the level is written by every sale. `falls` counts how often the booth was told.
    """

    __tablename__ = "stock_watches"
    __table_args__ = table_args(
        CheckConstraint("threshold >= 0", name="threshold"), CheckConstraint("falls >= 0", name="falls")
    )

    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    threshold: Mapped[int] = mapped_column(default=5, server_default="5")
    low_since: Mapped[datetime | None]
    falls: Mapped[int] = mapped_column(default=0, server_default="0")


class StockMovement(Model):
    """Goods coming in or going out. Append-only. `order_line_id` names the promise behind a sale or its return."""

    __tablename__ = "stock_movements"
    __table_args__ = table_args(
        CheckConstraint("delta <> 0", name="delta"),
        CheckConstraint("kind IN ('receive', 'count', 'sale', 'cancel', 'lapse', 'return', 'retake')", name="kind"),
        CheckConstraint("(kind IN ('receive', 'count')) = (order_line_id IS NULL)", name="order_line"),
        Index("ix_stock_movements_variant_id", "variant_id", "id"),
        Index("ix_stock_movements_order_line_id", "order_line_id"),
        Index("ix_stock_movements_booth_id", "booth_id", "id"),
    )

    id: Mapped[Id]
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    delta: Mapped[int]
    kind: Mapped[str]
    order_line_id: Mapped[int | None]
    by_id: Mapped[int | None]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="", server_default="")


class Batch(Model):
    """Goods of one variant made together, as they came onto the shelf; its code leads from the label to its story.

    How many there were is what its movement says. A recalled batch stays readable: the jars are in kitchens.
    """

    __tablename__ = "batches"
    __table_args__ = table_args(
        CheckConstraint("best_before > made_on", name="best_before"),
        CheckConstraint("(recalled_at IS NULL) = (recall_reason = '')", name="recalled"),
        Index("ix_batches_product_id", "product_id", "made_on"),
        Index("ix_batches_booth_id", "booth_id", "id"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id))
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    movement_id: Mapped[int] = mapped_column(ForeignKey(StockMovement.id), unique=True)
    made_on: Mapped[date]
    best_before: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="")
    note_en: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int]
    recalled_at: Mapped[datetime | None]
    recall_reason: Mapped[str] = mapped_column(default="", server_default="")

    product: Mapped[Product] = relationship()
    variant: Mapped[Variant] = relationship()
    movement: Mapped[StockMovement] = relationship(lazy="joined", innerjoin=True)
