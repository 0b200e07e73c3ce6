"""Goods that shoppers want to send back: which, how many, why, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.core.money import Dong
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order, OrderLine
from marketplace.domain.returns.rules import may_refund

_UNDER_WAY = text("state IN ('asked', 'escalated', 'accepted')")


class OrderReturn(Model):
    """One wish to send goods of an order back; at most one of an order is under way."""

    __tablename__ = "order_returns"
    __table_args__ = table_args(
        CheckConstraint(
            "state IN ('asked', 'declined', 'escalated', 'accepted', 'received', 'rejected', 'withdrawn', 'lapsed')",
            name="state",
        ),
        CheckConstraint(
            "reason IN ('damaged', 'wrong_goods', 'missing', 'expired', 'wrong_information', 'changed_mind')",
            name="reason",
        ),
        CheckConstraint("goods_refund >= 0 AND shipping_refund >= 0", name="refund"),
        CheckConstraint("due_at > asked_at", name="due"),
        Index("uq_order_returns_under_way", "order_id", unique=True, postgresql_where=_UNDER_WAY,
              sqlite_where=_UNDER_WAY),
        Index("ix_order_returns_booth_id", "booth_id", "state"),
        Index("ix_order_returns_state", "state", "due_at"),
        Index("ix_order_returns_order_id", "order_id"),
    )  # fmt: skip

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    state: Mapped[str] = mapped_column(default="asked", server_default="asked")
    reason: Mapped[str]
    text: Mapped[str]
    goods_refund: Mapped[Dong]
    shipping_refund: Mapped[Dong]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    order: Mapped[Order] = relationship()
    booth: Mapped[Booth] = relationship()
    lines: Mapped[list[ReturnLine]] = relationship(order_by="ReturnLine.id", viewonly=True)
    pictures: Mapped[list[ReturnPicture]] = relationship(order_by="ReturnPicture.id", viewonly=True)
    steps: Mapped[list[ReturnStep]] = relationship(order_by="ReturnStep.seq", viewonly=True)

    @property
    def refund(self) -> Dong:
        """Đồng that go back once the goods are there."""
        return self.goods_refund + self.shipping_refund

    @property
    def may_refund(self) -> bool:
        """Whether its money goes back, has gone back, or may still be decided to."""
        return may_refund(self.state)


class ReturnLine(Model):
    """So many units of one order line."""

    __tablename__ = "return_lines"
    __table_args__ = table_args(
        UniqueConstraint("return_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_return_lines_order_line_id", "order_line_id"),
    )

    id: Mapped[Id]
    return_id: Mapped[int] = mapped_column(ForeignKey(OrderReturn.id))
    order_line_id: Mapped[int] = mapped_column(ForeignKey(OrderLine.id))
    quantity: Mapped[int]

    line: Mapped[OrderLine] = relationship()


class ReturnPicture(Model):
    """A picture of what is wrong; never public."""

    __tablename__ = "return_pictures"
    __table_args__ = table_args(Index("ix_return_pictures_return_id", "return_id"))

    id: Mapped[Id]
    return_id: Mapped[int] = mapped_column(ForeignKey(OrderReturn.id))
    key: Mapped[str]


class ReturnStep(Model):
    """One step in a return's life: who moved it, when, and what they said."""

    __tablename__ = "return_steps"
    __table_args__ = table_args(
        UniqueConstraint("return_id", "seq"),
        CheckConstraint("by_kind IN ('shopper', 'booth', 'organizer', 'system')", name="by_kind"),
    )

    id: Mapped[Id]
    return_id: Mapped[int] = mapped_column(ForeignKey(OrderReturn.id))
    seq: Mapped[int]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    by_kind: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="", server_default="")
