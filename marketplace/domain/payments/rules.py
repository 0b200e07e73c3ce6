"""The states of an attempt to pay, of a refund and of a bank line, and what a card may be asked to pay."""

from __future__ import annotations

import re
import unicodedata

from marketplace.core.codes import ALPHABET, ORDER_PREFIX
from marketplace.core.text import fold

# Looked at from every letter on: a bank's own reference before the code may end in the letters that begin it.
_CODE = re.compile(rf"(?={ORDER_PREFIX}([{ALPHABET}]{{10}}))")
_LONGEST_MEMO = 500

PROVIDER_OF = {"cod": "cod", "vietqr": "vietqr", "card": "stripe"}

# Money goes back to the card where the provider takes it back. Otherwise, and where that failed, it goes by hand to an
# account that the buyer is asked for.
TO_CARD, TO_ACCOUNT = "card", "account"
TAKES_BACK = ("stripe",)

# Stripe takes at most eight digits of a currency without a minor unit (docs.stripe.com/currencies).
CARD_MAXIMUM = 99_999_999

OPEN = ("created", "pending")
STATES = (*OPEN, "paid", "expired", "failed", "cancelled", "review")

# from → to. Paid is never undone: money going back is a refund, a row of its own.
MOVES: dict[str, frozenset[str]] = {
    "created": frozenset({"pending", "paid", "expired", "failed", "cancelled", "review"}),
    "pending": frozenset({"paid", "expired", "failed", "cancelled", "review"}),
    "expired": frozenset({"paid", "review"}),
    "failed": frozenset({"paid", "review"}),
    "cancelled": frozenset({"paid", "review"}),
    "review": frozenset({"paid"}),
    "paid": frozenset(),
}


def may_become(state: str, wanted: str) -> bool:
    """Whether an attempt may go from one state to another; money that arrives late still counts as paid."""
    return wanted in MOVES[state]


def way_back(provider: str, *, by_hand: bool = False) -> str:
    """Which way money that came through a provider goes back: to the card, or to an account."""
    return TO_CARD if provider in TAKES_BACK and not by_hand else TO_ACCOUNT


def card_may_pay(amount: int, minimum: int) -> bool:
    """Whether a card may be offered for this amount of đồng; `minimum` is the setting CARD_MINIMUM."""
    return minimum <= amount <= CARD_MAXIMUM


def codes_in(memo: str) -> list[str]:
    """The purchase codes that a transfer's text may hold.

    Banks drop dashes, change case, add marks and glue their own references on, so only letters and digits of the
    folded text are looked at. Whether a code is one of ours, the database says.
    """
    compact = re.sub("[^A-Z0-9]", "", fold(unicodedata.normalize("NFKC", memo[:_LONGEST_MEMO])).upper())
    found = (f"{ORDER_PREFIX}-{match.group(1)}" for match in _CODE.finditer(compact))
    return list(dict.fromkeys(found))


def fit_of(expected: int, together: int) -> str:
    """Whether what has come in so far is short of, matches or is over what was asked for."""
    if together == expected:
        return "matched"
    return "short" if together < expected else "over"
