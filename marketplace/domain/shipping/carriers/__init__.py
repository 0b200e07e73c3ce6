"""Carriers that can be asked by program; parcels handed over by hand need none of them."""

from marketplace.domain.shipping.carriers.carrier import (
    Booked,
    Carrier,
    CarrierAway,
    CarrierRefused,
    NotMade,
    Sending,
    Spot,
    Standing,
    WrongKeys,
)
from marketplace.domain.shipping.carriers.ghn import Ghn, GhnShop
from marketplace.domain.shipping.carriers.ghn_lists import kept_lists
from marketplace.domain.shipping.carriers.ghn_statuses import CANCELLED, GHN_STATUSES, WAITING, step_of
from marketplace.domain.shipping.carriers.places import (
    Area,
    Choice,
    Lists,
    choice_of,
    choices_for,
    districts_of,
    likeliest,
)

__all__ = [
    "CANCELLED",
    "GHN_STATUSES",
    "WAITING",
    "Area",
    "Booked",
    "Carrier",
    "CarrierAway",
    "CarrierRefused",
    "Choice",
    "Ghn",
    "GhnShop",
    "Lists",
    "NotMade",
    "Sending",
    "Spot",
    "Standing",
    "WrongKeys",
    "choice_of",
    "choices_for",
    "districts_of",
    "kept_lists",
    "likeliest",
    "step_of",
]
