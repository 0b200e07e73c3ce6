"""Purchases and their orders: promises, each booth's part apart, each step kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core import clock
from marketplace.core.db import Dong, Id, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.rules import COME_TO_NOTHING, PAYMENT_METHODS, STATES

_states = ", ".join(f"'{state}'" for state in STATES)
_methods = ", ".join(f"'{method}'" for method in PAYMENT_METHODS)


class Purchase(Model):
    """One press of the button: one or more booths, one payment.

    `code` is public and said aloud; the link in a letter also carries a secret (`core/secret_links.py`). The address
    is kept as printed: an old order is never rebuilt from today's place names. `held_until` is when an unpaid one may
    lapse, empty once it is paid, cancelled or lapsed.
    `idempotency_key` is made by the page, so that the same button pressed twice gives one purchase.
    """

    __tablename__ = "purchases"
    __table_args__ = table_args(
        UniqueConstraint("idempotency_scope", "idempotency_key"),
        CheckConstraint(f"payment_method IN ({_methods})", name="payment_method"),
        CheckConstraint("route IN ('cart', 'hand')", name="route"),
        CheckConstraint(
            "goods_total >= 0 AND discount_total >= 0 AND discount_total <= goods_total AND shipping_total >= 0",
            name="parts",
        ),
        CheckConstraint("grand_total = goods_total - discount_total + shipping_total", name="grand_total"),
        CheckConstraint("length(code) >= 10", name="code"),
        Index("ix_purchases_person_id", "person_id", "placed_at"),
        Index("ix_purchases_phone", "phone"),
        Index(
            "ix_purchases_held",
            "held_until",
            sqlite_where=text("held_until IS NOT NULL"),
            postgresql_where=text("held_until IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    idempotency_scope: Mapped[str]
    idempotency_key: Mapped[str]
    request_hash: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    recipient: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str | None]
    address_line: Mapped[str]
    commune_code: Mapped[str] = mapped_column(ForeignKey(Commune.code))
    address_text: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    language: Mapped[str] = mapped_column(default="vi", server_default="vi")
    payment_method: Mapped[str]
    route: Mapped[str] = mapped_column(default="cart", server_default="cart")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    goods_total: Mapped[Dong]
    discount_total: Mapped[Dong]
    shipping_total: Mapped[Dong]
    grand_total: Mapped[Dong]
    voucher_code: Mapped[str | None]
    voucher_bearer: Mapped[str | None]
    touch_code: Mapped[str | None]
    touch_click_id: Mapped[int | None]
    touched_at: Mapped[datetime | None]
    placed_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]

    orders: Mapped[list[Order]] = relationship(order_by="Order.id", viewonly=True)

    @property
    def is_cash(self) -> bool:
        """Whether it is paid at the door, each booth's part when it comes."""
        return self.payment_method == "cod"

    @property
    def not_asked_for(self) -> int:
        """Đồng that nobody asks for at the door any more; what was paid in advance is refunded instead."""
        if not self.is_cash:
            return 0
        return self.grand_total - sum(order.amount_due for order in self.orders if not order.fell_through)


class Order(Model):
    """One booth's part of a purchase, with its own life.

    `placed_on` is the day in Viet Nam. `source` is how its buyer came to the booth that day, as figures name it, empty
    where nobody saw; `source_detail` names the fair.
    """

    __tablename__ = "orders"
    __table_args__ = table_args(
        UniqueConstraint("purchase_id", "booth_id"),
        CheckConstraint(f"state IN ({_states})", name="state"),
        CheckConstraint("goods_total >= 0 AND discount >= 0 AND discount <= goods_total", name="discount"),
        CheckConstraint("shipping_fee >= 0 AND grand_total = goods_total - discount + shipping_fee", name="total"),
        CheckConstraint("weight_g > 0", name="weight"),
        CheckConstraint("pickup_place IS NULL OR shipping_fee = 0", name="pickup_place"),
        Index("ix_orders_booth_state", "booth_id", "state", "changed_at", "id"),
        Index("ix_orders_placed_on", "booth_id", "placed_on"),
    )

    id: Mapped[Id]
    purchase_id: Mapped[int] = mapped_column(ForeignKey(Purchase.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    code: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    goods_total: Mapped[Dong]
    discount: Mapped[Dong]
    shipping_fee: Mapped[Dong]
    grand_total: Mapped[Dong]
    weight_g: Mapped[int]
    changed_at: Mapped[datetime]
    pickup_place: Mapped[str | None]
    placed_on: Mapped[date | None] = mapped_column(default=clock.today)
    source: Mapped[str] = mapped_column(default="", server_default="")
    source_detail: Mapped[str] = mapped_column(default="", server_default="")
    secured_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]

    purchase: Mapped[Purchase] = relationship()
    booth: Mapped[Booth] = relationship()
    lines: Mapped[list[OrderLine]] = relationship(order_by="OrderLine.id", viewonly=True)
    steps: Mapped[list[OrderStep]] = relationship(order_by="OrderStep.seq", viewonly=True)
    shortfalls: Mapped[list[Shortfall]] = relationship(order_by="Shortfall.id", viewonly=True)

    @property
    def is_fetched(self) -> bool:
        """Whether the buyer comes for the goods."""
        return self.pickup_place is not None

    @property
    def short_amount(self) -> int:
        """Đồng that the buyer does not pay, or gets back, because goods could not be delivered."""
        return sum(each.amount for each in self.shortfalls)

    @property
    def amount_due(self) -> int:
        """Đồng that the buyer pays for what is delivered."""
        return self.grand_total - self.short_amount

    @property
    def comes_to_nothing(self) -> bool:
        """Whether the buyer has none of the goods, nor will have."""
        return self.state in COME_TO_NOTHING

    @property
    def fell_through(self) -> bool:
        """Whether the goods never came to the buyer and never will: nobody asks for their price, nobody earns it."""
        return self.comes_to_nothing and self.delivered_at is None

    @property
    def cash_to_collect(self) -> int:
        """Đồng that are still to be asked for at the door."""
        is_to_come = self.delivered_at is None and not self.comes_to_nothing
        return self.amount_due if self.purchase.is_cash and is_to_come else 0


class OrderLine(Model):
    """So many of one variant at the price of that moment; names are kept as they were."""

    __tablename__ = "order_lines"
    __table_args__ = table_args(
        UniqueConstraint("order_id", "variant_id"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="quantity"),
        CheckConstraint("unit_price >= 0 AND list_price >= 0", name="price"),
        CheckConstraint("line_total = quantity * unit_price", name="line_total"),
        Index("ix_order_lines_variant_id", "variant_id"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    product_name: Mapped[str]
    variant_name: Mapped[str] = mapped_column(default="", server_default="")
    sku: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]
    list_price: Mapped[Dong]
    unit_price: Mapped[Dong]
    line_total: Mapped[Dong]
    offer_id: Mapped[int | None]

    variant: Mapped[Variant] = relationship(viewonly=True)


class OrderStep(Model):
    """One step in an order's life: who moved it, when, why. `by_kind` says in what capacity."""

    __tablename__ = "order_steps"
    __table_args__ = table_args(
        UniqueConstraint("order_id", "seq"),
        CheckConstraint("by_kind IN ('shopper', 'booth', 'organizer', 'system')", name="by_kind"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    seq: Mapped[int]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    by_kind: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="", server_default="")


class Shortfall(Model):
    """Goods of an order that the booth cannot deliver, and what the buyer does not pay for them.

    The order and its lines stay as they were placed. `units_before` is how many units had fallen short until then: a
    report that is sent twice finds its number taken.
    """

    __tablename__ = "order_shortfalls"
    __table_args__ = table_args(
        UniqueConstraint("order_id", "units_before"),
        CheckConstraint("units_before >= 0 AND amount >= 0", name="amounts"),
        CheckConstraint("length(reason) > 0", name="reason"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    units_before: Mapped[int]
    amount: Mapped[Dong]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    lines: Mapped[list[ShortLine]] = relationship(order_by="ShortLine.line_id", viewonly=True)


class ShortLine(Model):
    """So many units of one line that fell short."""

    __tablename__ = "order_short_lines"
    __table_args__ = table_args(
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_order_short_lines_line_id", "line_id"),
    )

    shortfall_id: Mapped[int] = mapped_column(ForeignKey(Shortfall.id), primary_key=True, autoincrement=False)
    line_id: Mapped[int] = mapped_column(ForeignKey(OrderLine.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    quantity: Mapped[int]

    line: Mapped[OrderLine] = relationship(viewonly=True)


class OrderNote(Model):
    """What the people of a booth tell each other about an order; the buyer never sees it."""

    __tablename__ = "order_notes"
    __table_args__ = table_args(
        CheckConstraint("length(text) BETWEEN 1 AND 500", name="text"),
        Index("ix_order_notes_order_id", "order_id"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(viewonly=True)
