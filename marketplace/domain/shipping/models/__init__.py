"""What a booth asks for sending goods, the parcels it sent, and what carriers were asked and said."""

from marketplace.domain.shipping.models.bookings import (
    Booking,
    CarrierConnection,
    CarrierIssue,
    CarrierNotice,
    ChosenSpot,
)
from marketplace.domain.shipping.models.parcels import (
    ZONES,
    Parcel,
    ParcelLine,
    PickUpPoint,
    ShippingPolicy,
    ShippingRate,
)

__all__ = [
    "ZONES",
    "Booking",
    "CarrierConnection",
    "CarrierIssue",
    "CarrierNotice",
    "ChosenSpot",
    "Parcel",
    "ParcelLine",
    "PickUpPoint",
    "ShippingPolicy",
    "ShippingRate",
]
