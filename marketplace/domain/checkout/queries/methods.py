"""How a total may be paid."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from config import Config
from marketplace.domain.checkout.rules import CARD_MOST, CASH_MOST
from marketplace.domain.orders.rules import PAYMENT_METHODS


def limits_of(method: str) -> tuple[int, int] | None:
    """The least and the most đồng that a way of paying takes; None when it is not offered."""
    config: Config = current_app.config["MARKET"]
    if method == "cod":
        return 0, CASH_MOST
    if method == "vietqr" and config.BANK_BIN and config.BANK_ACCOUNT:
        return 1, 499_999_999
    if method == "card" and config.STRIPE_SECRET_KEY:
        return config.CARD_MINIMUM, CARD_MOST
    return None


@dataclass(frozen=True, slots=True)
class MethodTerms:
    """A way of paying that is offered here, what it takes in đồng, and whether that fits a total."""

    method: str
    low: int
    high: int
    fits: bool


def offered_methods(total: int) -> list[MethodTerms]:
    """The ways of paying offered here, also those that this total does not fit."""
    offered = [(method, limits_of(method)) for method in PAYMENT_METHODS]
    return [MethodTerms(method, *limits, limits[0] <= total <= limits[1]) for method, limits in offered if limits]


def payable_methods(total: int) -> list[str]:
    """The ways in which this total may be paid."""
    return [terms.method for terms in offered_methods(total) if terms.fits]
