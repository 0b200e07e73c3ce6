"""Whether a person may go."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.errors import Refusal
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.queries import owned_alone
from marketplace.domain.booths.rules import EDITABLE
from marketplace.domain.complaints.queries import open_complaint_codes
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.orders.queries import orders_under_way
from marketplace.domain.payments.queries import is_money_open
from marketplace.domain.privacy.errors import (
    ComplaintsOpen,
    LastAdmin,
    LastOwner,
    MoneyOpen,
    OrdersUnderWay,
    ReturnsUnderWay,
)
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.rules import UNDER_WAY


def reasons_to_stay(person: Person) -> list[Refusal]:
    """All that must be settled before this account can be erased; empty when it can be."""
    reasons: list[Refusal] = []
    if orders := orders_under_way(person):
        reasons.append(OrdersUnderWay(codes=", ".join(order.code for order in orders)))
    if _has_returns(person):
        reasons.append(ReturnsUnderWay())
    if complaints := open_complaint_codes(person):
        reasons.append(ComplaintsOpen(codes=", ".join(complaints)))
    if is_money_open(person):
        reasons.append(MoneyOpen())
    if booths := [booth.name for booth in owned_alone(person.id) if booth.state not in (*EDITABLE, "closed")]:
        reasons.append(LastOwner(names=", ".join(booths)))
    if person.is_admin and not _has_other_admin(person):
        reasons.append(LastAdmin())
    return reasons


def _has_returns(person: Person) -> bool:
    asked = select(OrderReturn.id).join(Order, Order.id == OrderReturn.order_id)
    asked = asked.join(Purchase, Purchase.id == Order.purchase_id)
    asked = asked.where(Purchase.person_id == person.id, OrderReturn.state.in_(UNDER_WAY))
    return db.session.scalar(asked.limit(1)) is not None


def _has_other_admin(person: Person) -> bool:
    others = select(Person.id).where(Person.role == "admin", Person.state == "active", Person.id != person.id)
    return db.session.scalar(others.limit(1)) is not None
