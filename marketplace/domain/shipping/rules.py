"""Zones and fees: pure arithmetic, and the table of the market for booths without one of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

COMMUNE, PROVINCE, NEAR, COUNTRY = "commune", "province", "near", "country"
ZONES = (COMMUNE, PROVINCE, NEAR, COUNTRY)

# Province → its neighbours, by official codes. Quảng Trị (44, Quảng Bình merged into it) lies between Hà Tĩnh (42)
# and Huế (46); Đà Nẵng (48) is the region's hub. A market elsewhere adds its own line.
NEIGHBOURS: Mapping[str, frozenset[str]] = {"44": frozenset({"42", "46", "48"})}

HEAVIEST_G = 200_000
# What stands for the carrier of a parcel that the shopper fetched.
FETCHED = "Khách tự lấy"


class Place(Protocol):
    """A commune, as far as zones care."""

    @property
    def code(self) -> str:
        """The official five-digit code."""

    @property
    def province_code(self) -> str:
        """The official two-digit code of its province."""


@dataclass(frozen=True, slots=True)
class PlaceCodes:
    """A commune's two codes, where the row itself is not at hand."""

    code: str
    province_code: str


@dataclass(frozen=True, slots=True)
class Rate:
    """The fee to a zone: `fee` up to `first_g` grams, then `step_fee` for each `step_g` begun; days on the way."""

    fee: int
    step_fee: int
    days_min: int
    days_max: int
    first_g: int = 1000
    step_g: int = 500


@dataclass(frozen=True, slots=True)
class Terms:
    """How a booth sends: free from an amount of goods (None: never), days until a parcel is handed over.

    `away` are the first and the last day of its holiday, on which it hands nothing over.
    """

    free_from: int | None = None
    days_to_send: int = 1
    away: tuple[date, date] | None = None

    def days_from(self, today: date) -> int:
        """Days from this one until a parcel ordered now is handed over."""
        if self.away is None:
            return self.days_to_send
        first, last = self.away
        if last < today or today + timedelta(days=self.days_to_send) < first:
            return self.days_to_send
        return (last - today).days + max(1, self.days_to_send)


@dataclass(frozen=True, slots=True)
class PickUp:
    """Where and when a shopper may fetch goods from a booth."""

    address_line: str
    hours: str
    commune: str
    province: str

    @property
    def printed(self) -> str:
        """As it stands on pages and is kept with an order."""
        return f"{self.address_line}, {self.commune}, {self.province} ({self.hours})"


@dataclass(frozen=True, slots=True)
class Quote:
    """What sending costs and how long it takes; `gap` is how much more goods make it free (None: they never do).

    `away_until` is the last day of a holiday that the parcel has to wait for. `pickup` is where the goods could be
    fetched instead (None: nowhere); with `is_fetched` they are, and the days are those until they are ready.
    """

    fee: int
    zone: str
    days_min: int
    days_max: int
    free_from: int | None
    gap: int | None
    away_until: date | None = None
    pickup: PickUp | None = None
    is_fetched: bool = False


# The market's own table: the ranges that carriers published in 2026 (DOMAIN.md section 7).
DEFAULT_RATES: Mapping[str, Rate] = {
    COMMUNE: Rate(fee=15_000, step_fee=2_000, days_min=0, days_max=1),
    PROVINCE: Rate(fee=22_000, step_fee=3_000, days_min=1, days_max=2),
    NEAR: Rate(fee=30_000, step_fee=4_000, days_min=2, days_max=3),
    COUNTRY: Rate(fee=38_000, step_fee=5_000, days_min=3, days_max=5),
}
DEFAULT_TERMS = Terms()


def zone_of(home: Place, destination: Place) -> str:
    """The zone in which a destination lies, seen from a booth's commune."""
    if home.code == destination.code:
        return COMMUNE
    if home.province_code == destination.province_code:
        return PROVINCE
    if destination.province_code in NEIGHBOURS.get(home.province_code, frozenset()):
        return NEAR
    return COUNTRY


def fee_of(rate: Rate, weight_g: int) -> int:
    """Đồng for a parcel of this weight: the first step, and each further step begun."""
    steps = max(0, -((rate.first_g - weight_g) // rate.step_g))
    return rate.fee + steps * rate.step_fee


def quote_of(
    rate: Rate, terms: Terms, zone: str, *, weight_g: int, goods: int, today: date, pickup: PickUp | None = None
) -> Quote:
    """What a booth asks for goods worth `goods` đồng before vouchers, ordered today."""
    gap = None if terms.free_from is None else max(0, terms.free_from - goods)
    fee = 0 if gap == 0 else fee_of(rate, weight_g)
    days = terms.days_from(today)
    away_until = terms.away[1] if terms.away and days > terms.days_to_send else None
    return Quote(fee, zone, days + rate.days_min, days + rate.days_max, terms.free_from, gap, away_until, pickup)


def fetched(quote: Quote, terms: Terms, today: date) -> Quote:
    """The same goods fetched by the shopper: free, and there as soon as they are packed."""
    days = terms.days_from(today)
    return replace(quote, fee=0, days_min=days, days_max=days, is_fetched=True)


def clean_tracking_code(text: str) -> str:
    """A tracking code as carriers print it: capitals, no spaces."""
    return "".join(text.split()).upper()


# A booking: to be asked for; made, the carrier has yet to come; to be called off; the goods are with the carrier.
WANTED, BOOKED, CANCELLING, PICKED = "wanted", "booked", "cancelling", "picked"
REFUSED, CANCELLED = "refused", "cancelled"
BOOKING_STATES = (WANTED, BOOKED, CANCELLING, PICKED, REFUSED, CANCELLED)
# The carrier is expected: the order is neither sent in another way nor changed meanwhile.
EXPECTED = (WANTED, BOOKED, CANCELLING)
# Nothing more happens to a parcel by itself.
PARCEL_ENDS = frozenset({"delivered", "returned", "lost"})
# What is kept of a carrier's message.
KEPT_OF_NOTICE = (
    "OrderCode", "ClientOrderCode", "Status", "Type", "Time", "CODAmount", "TotalFee", "ReasonCode", "Reason",
)  # fmt: skip
# GHN takes light parcels up to here.
HEAVIEST_BOOKED_G = 20_000


def client_code_of(order_code: str, attempt: int) -> str:
    """What a carrier is told to call the parcel: the same for the same attempt, another one for the next."""
    return f"{order_code}-G{attempt}"


# After so many answers that did not come, people are told, and may give a booking up.
TOLD_AFTER = 5


def may_be_given_up(state: str, tries: int, *, is_connected: bool) -> bool:
    """Whether a person's word ends a booking: the carrier keeps silent, or cannot be asked."""
    if not is_connected:
        return state in EXPECTED
    return state in (WANTED, CANCELLING) and tries >= TOLD_AFTER
