"""localstripe as the fixtures start it: what others wrote to stand for Stripe, in its own process."""

from __future__ import annotations

import pytest
import stripe

from tests.emulators.fixtures import LocalStripe


def pay(client: stripe.StripeClient, method: str) -> stripe.PaymentIntent:
    asked = {"amount": 150_000, "currency": "vnd", "payment_method": method, "confirm": True}
    return client.v1.payment_intents.create(asked)


def test_a_card_payment_in_dong_succeeds(localstripe: LocalStripe) -> None:
    intent = pay(localstripe.client(), "pm_card_visa")
    assert (intent.status, intent.amount, intent.currency) == ("succeeded", 150_000, "vnd")


def test_its_declining_card_declines(localstripe: LocalStripe) -> None:
    with pytest.raises(stripe.CardError):
        pay(localstripe.client(), "pm_card_chargeCustomerFail")


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_starts_without_events(localstripe: LocalStripe, time: str) -> None:
    assert localstripe.client().v1.events.list().data == []
    pay(localstripe.client(), "pm_card_visa")
    assert localstripe.client().v1.events.list().data != []
