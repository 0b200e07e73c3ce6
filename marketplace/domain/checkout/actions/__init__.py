"""The one story of buying: placing a purchase, and undoing it."""

from marketplace.domain.checkout.actions.hearing import buy_what_was_heard
from marketplace.domain.checkout.actions.keeping import keep_buyers_address
from marketplace.domain.checkout.actions.placing import place_purchase
from marketplace.domain.checkout.actions.repeating import buy_again
from marketplace.domain.checkout.actions.undoing import (
    cancel_order,
    lapse_purchase,
    lapse_unpaid_purchases,
    take_back_order,
)

__all__ = [
    "buy_again",
    "buy_what_was_heard",
    "cancel_order",
    "keep_buyers_address",
    "lapse_purchase",
    "lapse_unpaid_purchases",
    "place_purchase",
    "take_back_order",
]
