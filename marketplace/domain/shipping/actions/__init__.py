"""What a booth asks for sending, and its parcels on their way."""

from marketplace.domain.shipping.actions.parcels import (
    deliver_order,
    mark_parcels,
    refuse_order,
    ship_order,
    ship_orders_of,
)
from marketplace.domain.shipping.actions.rates import MOST_DAYS, MOST_FEE, save_rates
from marketplace.domain.shipping.actions.shortfalls import fall_short

__all__ = [
    "MOST_DAYS",
    "MOST_FEE",
    "deliver_order",
    "fall_short",
    "mark_parcels",
    "refuse_order",
    "save_rates",
    "ship_order",
    "ship_orders_of",
]
