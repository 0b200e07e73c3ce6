"""What a booth asks for sending, its parcels on their way, and the carrier that fetches them."""

from marketplace.domain.shipping.actions.asking import send_bookings
from marketplace.domain.shipping.actions.batches import Answer, Wish, book_orders_of, offers_of
from marketplace.domain.shipping.actions.bookings import (
    book_parcel,
    call_off_carrier,
    cancel_booking,
    give_up_booking,
    note_fetched,
)
from marketplace.domain.shipping.actions.connecting import (
    connect_ghn,
    disconnect_carrier,
    ghn_for,
    hook_secret_of,
)
from marketplace.domain.shipping.actions.following import follow_bookings
from marketplace.domain.shipping.actions.hearing import take_in_carrier_notice, work_carrier_notices
from marketplace.domain.shipping.actions.issues import close_issue
from marketplace.domain.shipping.actions.parcels import (
    deliver_order,
    mark_parcels,
    refuse_order,
    ship_order,
    ship_orders_of,
)
from marketplace.domain.shipping.actions.pickups import LONGEST_HOURS, LONGEST_PLACE, hand_over, save_pickup_point
from marketplace.domain.shipping.actions.quoting import Offer, label_of, offer_for
from marketplace.domain.shipping.actions.rates import MOST_DAYS, MOST_FEE, save_rates
from marketplace.domain.shipping.actions.shortfalls import fall_short

__all__ = [
    "LONGEST_HOURS",
    "LONGEST_PLACE",
    "MOST_DAYS",
    "MOST_FEE",
    "Answer",
    "Offer",
    "Wish",
    "book_orders_of",
    "book_parcel",
    "call_off_carrier",
    "cancel_booking",
    "close_issue",
    "connect_ghn",
    "deliver_order",
    "disconnect_carrier",
    "fall_short",
    "follow_bookings",
    "ghn_for",
    "give_up_booking",
    "hand_over",
    "hook_secret_of",
    "label_of",
    "mark_parcels",
    "note_fetched",
    "offer_for",
    "offers_of",
    "refuse_order",
    "save_pickup_point",
    "save_rates",
    "send_bookings",
    "ship_order",
    "ship_orders_of",
    "take_in_carrier_notice",
    "work_carrier_notices",
]
