"""Currencies, amounts and fees, in the smallest coin: 150000 of vnd is 150,000 đồng."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.emulators.stripe_checkout.refusals import Refusal


@dataclass(frozen=True)
class Currency:
    """`least` stands for Stripe's floor of 50 US cents, which moves with the rate."""

    decimals: int
    least: int
    sign: str
    most: int = 99_999_999


CURRENCIES = {
    "vnd": Currency(0, 13_000, "₫"),
    "usd": Currency(2, 50, "US$"),
    "eur": Currency(2, 50, "€"),
    "jpy": Currency(0, 50, "¥"),
}

# Stand-in for an account's own tariff: 3.4 % and a fixed part, in thousandths and in the smallest coin.
FEE_PER_THOUSAND = 34
FEE_FIXED = {"vnd": 8_000, "usd": 30, "eur": 30, "jpy": 45}


def fee_of(amount: int, currency: str) -> int:
    return (amount * FEE_PER_THOUSAND + 500) // 1000 + FEE_FIXED[currency]


def shown(amount: int, currency: str, *, dot: str = ".") -> str:
    """`150.000 ₫`, with `dot` between thousands."""
    kind = CURRENCIES[currency]
    whole, rest = divmod(amount, 10**kind.decimals)
    figure = f"{whole:,}".replace(",", dot)
    if kind.decimals:
        figure += ("," if dot == "." else ".") + f"{rest:0{kind.decimals}d}"
    return f"{figure} {kind.sign}"


def check_total(amount: int, currency: str) -> None:
    kind = CURRENCIES[currency]
    if amount < kind.least:
        raise Refusal(
            "The Checkout Session's total amount must convert to at least 50 cents. "
            f"{shown(amount, currency, dot=',')} is below {shown(kind.least, currency, dot=',')}.",
            code="amount_too_small",
        )
    if amount > kind.most:
        raise Refusal(
            f"The Checkout Session's total amount due must be no more than {shown(kind.most, currency, dot=',')}.",
            code="amount_too_large",
        )


def balance_entry(
    *,
    id: str,
    type: str,
    amount: int,
    fee: int,
    currency: str,
    source: str,
    now: int,
    description: str | None = None,
) -> dict[str, Any]:
    """A balance transaction: `net` is what the market's balance moves by."""
    charged = [
        {
            "amount": fee,
            "currency": currency,
            "type": "stripe_fee",
            "application": None,
            "description": "Stripe fees",
        }
    ]
    return {
        "id": id,
        "object": "balance_transaction",
        "amount": amount,
        "available_on": now + 7 * 86_400,
        "balance_type": "payments",
        "created": now,
        "currency": currency,
        "description": description,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": charged if fee else [],
        "net": amount - fee,
        "reporting_category": type,
        "source": source,
        "status": "pending",
        "type": type,
    }
