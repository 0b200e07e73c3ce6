"""What stays of a price, for those of a booth who may see its money (THREATS T03)."""

from __future__ import annotations

from typing import Any

from flask import g

from marketplace.domain.booths.access import can_see_money
from marketplace.domain.ledger.queries import WhatIGet, money_of
from marketplace.domain.orders.models import Order
from marketplace.web.rate_words import rate_words
from marketplace.web.seller.blueprint import the_booth


def gets_of_booth() -> dict[str, Any]:
    """What a template needs to break prices down; nothing for packers and helpers."""
    return {"gets": WhatIGet(the_booth()) if can_see_money(g.part) else None, **rate_words()}


def money_in(order: Order) -> dict[str, Any]:
    """What a template needs to break an order down; nothing for packers and helpers."""
    return {"money": money_of(order) if can_see_money(g.part) else None, **rate_words()}
