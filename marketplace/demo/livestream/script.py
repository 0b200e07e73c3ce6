"""What is to be played: every buyer with the way they came, how they pay and what becomes of it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import TypeVar

T = TypeVar("T")

VIEWS = 2_500
PURCHASES = 1_000


class Route(Enum):
    """How a buyer came."""

    LINK = "click"
    CODE = "voucher"
    HAND = "hand"


class Fate(Enum):
    """What becomes of a purchase."""

    KEPT = "delivered and kept"
    LAPSED = "never paid"
    CANCELLED_EARLY = "cancelled before the booth took it on"
    CANCELLED_LATE = "cancelled after the booth took it on"
    REFUSED = "refused at the door"
    RETURNED = "returned after delivery"


PLACED = frozenset(Fate)
SECURED = PLACED - {Fate.LAPSED, Fate.CANCELLED_EARLY, Fate.CANCELLED_LATE}
DELIVERED = SECURED - {Fate.REFUSED}
KEPT = DELIVERED - {Fate.RETURNED}


@dataclass(frozen=True)
class Buyer:
    """One buyer: the second after the beginning, the broadcast (0 TikTok, 1 Facebook), what and how much."""

    number: int
    second: int
    broadcast: int
    route: Route
    fate: Fate
    method: str
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Script:
    """The whole evening."""

    buyers: tuple[Buyer, ...]
    idle_clicks: int
    repeats: int
    bots: int
    views: tuple[int, ...]

    def count(self, fates: frozenset[Fate]) -> int:
        """How many purchases have one of these fates."""
        return sum(buyer.fate in fates for buyer in self.buyers)

    def routes(self) -> Counter[str]:
        """How many purchases came by each route."""
        return Counter(buyer.route.value for buyer in self.buyers)


def write_script(*, purchases: int = PURCHASES, views: int = VIEWS, seed: int = 1) -> Script:
    """The evening for a seed: the same seed gives the same evening."""
    random = Random(seed)
    routes = _dealt(random, purchases, {Route.LINK: 0.56, Route.CODE: 0.30, Route.HAND: 0.14})
    fates = _dealt(
        random,
        purchases,
        {
            Fate.KEPT: 0.86,
            Fate.REFUSED: 0.045,
            Fate.CANCELLED_EARLY: 0.04,
            Fate.CANCELLED_LATE: 0.02,
            Fate.LAPSED: 0.02,
            Fate.RETURNED: 0.015,
        },
    )
    buyers = sorted(
        (_buyer(random, number, *pair) for number, pair in enumerate(zip(routes, fates, strict=True), start=1)),
        key=lambda buyer: buyer.second,
    )
    return Script(
        buyers=tuple(buyers),
        idle_clicks=purchases * 6 // 10,
        repeats=purchases * 9 // 100,
        bots=purchases * 6 // 100,
        views=(views * 3 // 4, views - views * 3 // 4),
    )


def _dealt(random: Random, count: int, parts: dict[T, float]) -> list[T]:
    """`count` cards of the kinds in `parts`, shuffled; the first kind takes what rounding leaves."""
    kinds = list(parts)
    cards = [kind for kind in kinds[1:] for _ in range(round(count * parts[kind]))]
    cards += [kinds[0]] * (count - len(cards))
    random.shuffle(cards)
    return cards


def _buyer(random: Random, number: int, route: Route, fate: Fate) -> Buyer:
    # Nobody pays ahead over the telephone; only who pays ahead can fail to pay; cash is refused at the door.
    method = "vietqr" if route is not Route.HAND and random.random() < 0.28 else "cod"
    if fate is Fate.LAPSED:
        method, route = "vietqr", Route.LINK if route is Route.HAND else route
    if fate is Fate.REFUSED:
        method = "cod"
    items = random.sample(range(12), 2 if random.random() < 0.1 else 1)
    return Buyer(
        number=number,
        second=random.randrange(120, 7_000),
        broadcast=0 if random.random() < 0.8 else 1,
        route=route,
        fate=fate,
        method=method,
        items=tuple((item, random.choice((1, 1, 1, 2, 2, 3))) for item in sorted(items)),
    )
