"""Stripe's published test cards (https://docs.stripe.com/testing). No other number is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Card:
    """`confirms` asks the card holder on a second page; `refunds` says how a later refund goes."""

    number: str
    brand: str = "visa"
    decline_code: str | None = None
    code: str = "card_declined"
    message: str = "Your card was declined."
    confirms: bool = False
    refunds: str = "succeeded"

    def unconfirmed(self) -> Card:
        return replace(
            self,
            decline_code="authentication_required",
            code="payment_intent_authentication_failure",
            message="We are unable to authenticate your payment method.",
        )


GOOD = Card("4242424242424242")
DECLINED = Card("4000000000000002", decline_code="generic_decline")
CONFIRMED = Card("4000002500003155", confirms=True)

CARDS = {
    card.number: card
    for card in (
        GOOD,
        DECLINED,
        CONFIRMED,
        Card("5555555555554444", brand="mastercard"),
        Card("4000000000009995", decline_code="insufficient_funds", message="Your card has insufficient funds."),
        Card(
            "4000000000000069",
            decline_code="expired_card",
            code="expired_card",
            message="Your card has expired.",
        ),
        Card("4000000000007726", refunds="pending"),
        Card("4000000000005126", refunds="fails_later"),
    )
}


def card_of(typed: str) -> Card | None:
    """The test card typed with or without spaces; None for any other number, which is not kept anywhere."""
    return CARDS.get("".join(letter for letter in typed if letter.isdigit()))
