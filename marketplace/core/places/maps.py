"""A province as a map of dots: the middle of each commune where it lies. Borders are not known and not drawn. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from marketplace.core.text import clean, fold, sort_key

WIDTH = 320
MARGIN = 20
KM_OF_A_DEGREE = 111.2
SCALE_KM = 20
LETTER = 6.4
LINE = 14


@dataclass(frozen=True, slots=True)
class Place:
    """A commune in force, its middle, and the wards and districts that became it."""

    code: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    old: tuple[tuple[str, str], ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its kind."""
        return f"{self.kind} {self.name}"

    @property
    def district(self) -> str:
        """The old district that most of it belonged to, empty where nothing is known."""
        counted = Counter(district for _ward, district in self.old)
        return min(counted, key=lambda name: (-counted[name], name), default="")

    def fits(self, typed: str) -> bool:
        """Whether what was typed, tones or not, is in its name or in one of its old ones."""
        sought = fold(clean(typed))
        names = [self.full_name, *(f"{ward}, {district}" for ward, district in self.old)]
        return any(sought in fold(name) for name in names)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a commune stands on the drawing."""

    place: Place
    x: int
    y: int
    radius: float = 0
    label_x: int | None = None
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class DotMap:
    """The drawing: its height at the fixed width, the spots with something there, all others, and a scale."""

    height: int
    spots: tuple[Spot, ...]
    others: tuple[Spot, ...]
    scale: int

    @property
    def scale_km(self) -> int:
        """How many kilometres the scale stands for."""
        return SCALE_KM

    @property
    def path(self) -> str:
        """The other spots as one stroke of points, which is short."""
        return "".join(f"M{spot.x} {spot.y}h0" for spot in self.others)


def grouped(places: Iterable[Place]) -> list[tuple[str, list[Place]]]:
    """The places by old district, both in Vietnamese order."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.district, []).append(place)
    return sorted(groups.items(), key=lambda group: (not group[0], sort_key(group[0].partition(" ")[2])))


def drawn(places: Sequence[Place], counts: Mapping[str, int], *, marked: Collection[str] = ()) -> DotMap | None:
    """The map with a dot for each place, larger where there is more; None where no middle is known.

    Those `marked` are among the spots whatever is there. The largest are labelled as long as no label hides another.
    """
    spots = _projected([place for place in places if place.lat is not None and place.lon is not None])
    if not spots:
        return None
    shown = [spot for spot in spots if counts.get(spot.place.code) or spot.place.code in marked]
    shown.sort(key=lambda spot: (-counts.get(spot.place.code, 0), spot.place.code))
    grown = [
        Spot(spot.place, spot.x, spot.y, round(min(3.5 + sqrt(counts.get(spot.place.code, 0)), 13), 1))
        for spot in shown
    ]
    chosen = {spot.place.code for spot in shown}
    others = tuple(spot for spot in spots if spot.place.code not in chosen)
    height = max(spot.y for spot in spots) + MARGIN
    return DotMap(height, tuple(_labelled(grown)), others, _scale(spots))


def _projected(places: Sequence[Place]) -> list[Spot]:
    """Flat, true to distances over one province: a degree of longitude is shorter by the cosine of the latitude."""
    known = [(place, place.lat or 0.0, place.lon or 0.0) for place in places]
    if not known:
        return []
    north, west = max(lat for _place, lat, _lon in known), min(lon for _place, _lat, lon in known)
    shrink = cos(radians(north))
    wide = max((lon - west) * shrink for _place, _lat, lon in known) or 1.0
    by = (WIDTH - 2 * MARGIN) / wide
    return [
        Spot(place, round(MARGIN + (lon - west) * shrink * by), round(MARGIN + (north - lat) * by))
        for place, lat, lon in known
    ]


def _scale(spots: Sequence[Spot]) -> int:
    """How long SCALE_KM are on the drawing, 0 where there is nothing to measure by."""
    top, bottom = min(spots, key=lambda spot: spot.y), max(spots, key=lambda spot: spot.y)
    if top.y == bottom.y:
        return 0
    kilometres = ((top.place.lat or 0) - (bottom.place.lat or 0)) * KM_OF_A_DEGREE
    return round((bottom.y - top.y) / kilometres * SCALE_KM)


def _labelled(spots: Sequence[Spot]) -> Iterable[Spot]:
    taken: list[tuple[float, float, float, float]] = [
        (spot.x - spot.radius, spot.y - 4, spot.x + spot.radius, spot.y + 4) for spot in spots[:24]
    ]
    for spot in spots:
        long = len(spot.place.name) * LETTER
        is_left = spot.x + spot.radius + 3 + long > WIDTH
        at = spot.x - spot.radius - 3 if is_left else spot.x + spot.radius + 3
        box = (at - long, spot.y - LINE / 2, at, spot.y + LINE / 2) if is_left else (
            at, spot.y - LINE / 2, at + long, spot.y + LINE / 2)  # fmt: skip
        if box[0] < 0 or any(_cross(box, other) for other in taken):
            yield spot
            continue
        taken.append(box)
        yield Spot(spot.place, spot.x, spot.y, spot.radius, round(at), is_left)


def _cross(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
