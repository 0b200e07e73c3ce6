"""What a booth asks for sending, and its parcels on their way."""

from marketplace.domain.shipping.actions.parcels import (
    deliver_order,
    mark_parcels,
    refuse_order,
    ship_order,
    ship_orders_of,
)
from marketplace.domain.shipping.actions.pickups import LONGEST_HOURS, LONGEST_PLACE, hand_over, save_pickup_point
from marketplace.domain.shipping.actions.rates import MOST_DAYS, MOST_FEE, save_rates
from marketplace.domain.shipping.actions.shortfalls import fall_short

__all__ = [
    "LONGEST_HOURS",
    "LONGEST_PLACE",
    "MOST_DAYS",
    "MOST_FEE",
    "deliver_order",
    "fall_short",
    "hand_over",
    "mark_parcels",
    "refuse_order",
    "save_pickup_point",
    "save_rates",
    "ship_order",
    "ship_orders_of",
]
