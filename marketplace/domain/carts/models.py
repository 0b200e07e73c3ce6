"""Carts: wishes, with the touch that brought the shopper here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Dong, Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.carts.rules import HeldCart
from marketplace.domain.catalog.models import Variant


class Cart(Model):
    """What a shopper, often a guest, means to buy. `key` is the secret that the cookie or the address carries.

    `touch_code` is the last tracking link that led here and `touched_at` when: kept on the row because an in-app
    browser loses cookies. `delivery` keeps what was typed at the checkout, so that nothing is lost.
    """

    __tablename__ = "carts"
    __table_args__ = table_args(Index("ix_carts_changed_at", "changed_at"))

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    touch_code: Mapped[str | None]
    touch_click_id: Mapped[int | None]
    touched_at: Mapped[datetime | None]
    voucher_code: Mapped[str | None]
    delivery: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    changed_at: Mapped[datetime]


class CartLine(Model):
    """So many of one variant in a cart. `seen_price` is what one cost when the shopper last chose how many."""

    __tablename__ = "cart_lines"
    __table_args__ = table_args(
        UniqueConstraint("cart_id", "variant_id"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="quantity"),
    )

    id: Mapped[Id]
    cart_id: Mapped[int] = mapped_column(ForeignKey(Cart.id, ondelete="CASCADE"))
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    quantity: Mapped[int]
    seen_price: Mapped[Dong | None]
    added_at: Mapped[datetime]


AnyCart = Cart | HeldCart
"""A cart's row, or what was read of it."""
