"""Finding a commune by its name of today or by the ward and district people still say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from marketplace.core.db import db
from marketplace.core.keeping import kept_parts, kept_while_standing
from marketplace.core.places.maps import Place
from marketplace.core.places.models import Commune, OldPlace, Province
from marketplace.core.text import clean, fold, toned

KINDS = ("xa", "phuong", "thi tran", "huyen", "quan", "thi xa", "thanh pho", "tinh", "dac khu", "tt", "tp", "tx")
# Of a name without commas: so many words are tried, and a part of so many letters at least is a place.
MOST_WORDS = 8
SHORTEST = 3


class Likeness(IntEnum):
    """How surely a place is what was typed: by its name of today, an old ward's or an old district's, with all marks
    or folded; or one of its names only begins so."""

    BEGINNING = 0
    DISTRICT = 1
    WARD = 2
    TODAY = 3
    DISTRICT_MARKED = 4
    WARD_MARKED = 5
    TODAY_MARKED = 6


_MARKED = (Likeness.TODAY_MARKED, Likeness.WARD_MARKED, Likeness.DISTRICT_MARKED)
_FOLDED = (Likeness.TODAY, Likeness.WARD, Likeness.DISTRICT)
# What else may be meant: an old ward of the same name beside a commune, an old district of the same name beside a ward.
_AS_WELL = {one: other for kinds in (_MARKED, _FOLDED) for one, other in pairwise(kinds)}


@dataclass
class PlaceMatch:
    """A commune that fits what was typed, and the old names that made it fit."""

    commune: Commune
    old_names: list[str] = field(default_factory=list)
    old_wards: set[str] = field(default_factory=set)
    old_districts: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """`Xã Cam Lộ, Tỉnh Quảng Trị (Xã Cam Chính, Huyện Cam Lộ cũ)`."""
        now = f"{self.commune.full_name}, {self.commune.province.kind} {self.commune.province.name}"
        return f"{now} ({'; '.join(self.old_names[:2])} cũ)" if self.old_names else now

    def likeness(self, typed: str) -> Likeness:
        """How surely this is what was typed; what follows a comma is left aside."""
        said, names = _spellings(typed), ({self.commune.name}, self.old_wards, self.old_districts)
        for way, kinds in enumerate((_MARKED, _FOLDED)):
            for kind, called in zip(kinds, names, strict=True):
                if said[way] in {_spellings(each)[way] for each in called}:
                    return kind
        return Likeness.BEGINNING


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A commune in force: its name with its kind, and its province."""

    code: str
    full_name: str
    province_code: str


@dataclass(frozen=True, slots=True)
class OldName:
    """A ward, its district and province as they were called before July 2025."""

    ward: str
    district: str
    province: str


def old_names_of(commune_code: str) -> list[OldName]:
    """What became this commune, in the order of the list."""
    found = select(OldPlace.ward, OldPlace.district, OldPlace.province).where(OldPlace.commune_code == commune_code)
    return [OldName(*row) for row in db.session.execute(found.order_by(OldPlace.id))]


def commune_by_code(code: str) -> Commune | None:
    """The commune with this official code, if it is still in force."""
    commune = db.session.get(Commune, code) if code.isascii() and code.isdigit() else None
    return commune if commune is not None and commune.valid_to is None else None


def place_by_code(code: str) -> NamedPlace | None:
    """What the commune with this official code is called, if it is still in force; kept for half a minute.

    For forms, which ask for the same few places again and again; what is written down is checked with the row.
    """
    return kept_parts("catalogue", "places", [code], _named).get(code) if code else None


def _named(codes: list[str]) -> dict[str, NamedPlace]:
    found = (commune_by_code(code) for code in codes)
    return {each.code: NamedPlace(each.code, each.full_name, each.province_code) for each in found if each is not None}


def provinces() -> Sequence[Province]:
    """All provinces in Vietnamese order."""
    return db.session.scalars(select(Province).order_by(Province.sort_key)).all()


def communes_of(province_code: str) -> Sequence[Commune]:
    """The communes of a province in Vietnamese order."""
    found = select(Commune).where(Commune.province_code == province_code, Commune.valid_to.is_(None))
    return db.session.scalars(found.order_by(Commune.sort_key)).all()


def places_in(province_code: str) -> list[Place]:
    """The communes of a province in Vietnamese order, with where they lie and what they were before; kept."""

    def read() -> list[Place]:
        found = select(
            Commune.code, Commune.name, Commune.kind, Commune.lat, Commune.lon, OldPlace.ward, OldPlace.district
        ).outerjoin(OldPlace, OldPlace.commune_code == Commune.code)
        found = found.where(Commune.province_code == province_code, Commune.valid_to.is_(None))
        rows: dict[str, list[Any]] = {}
        for row in db.session.execute(found.order_by(Commune.sort_key, Commune.code, OldPlace.id)):
            rows.setdefault(row.code, []).append(row)
        return [_place(each) for each in rows.values()]

    return kept_while_standing("catalogue", ("places", province_code), read)


def _place(rows: Sequence[Any]) -> Place:
    old = tuple((row.ward, row.district) for row in rows if row.district)
    return Place(rows[0].code, rows[0].name, rows[0].kind, rows[0].lat, rows[0].lon, old)


def communes_matching(text: str, *, limit: int = 8, near: str | None = None) -> list[PlaceMatch]:
    """Communes that fit a name of today, an old ward or an old district, tones or not.

    Parts between commas narrow each other: `cam chính, cam lộ` means the old ward in the old district; without commas
    that is tried where nothing has the whole name. Communes of the province `near` come first.
    """
    parts = _parts(text)
    ways = [(parts, text)] if parts else []
    if len(parts) == 1:
        ways += [(way, way[0]) for way in _split(parts[0])]
    return next((found for way, name in ways if (found := _matching(way, name, near, limit))), [])


def likeliest(matches: Sequence[PlaceMatch], typed: str, *, today_alone: bool = False) -> list[PlaceMatch]:
    """Those that bear the name typed, with its marks if any does; all of them if none does.

    A name of today beats that of an old district. An old ward of the same name counts beside it, for whoever says what
    both are called must be asked, unless it is known that names of today are meant (`today_alone`).
    """
    liked = [match.likeness(typed) for match in matches]
    best = max(liked, default=Likeness.BEGINNING)
    is_alone = today_alone and best in (Likeness.TODAY_MARKED, Likeness.TODAY)
    least = best if is_alone else _AS_WELL.get(best, best)
    return [match for match, each in zip(matches, liked, strict=True) if each >= least]


def _split(words: str) -> Iterable[list[str]]:
    """A name and what it lies in, the longest name first: `cam chinh cam lo` is `cam chinh` in `cam lo`."""
    spoken = words.split()[:MOST_WORDS]
    for at in range(len(spoken) - 1, 0, -1):
        name, inside = " ".join(spoken[:at]), without_kind(" ".join(spoken[at:]))
        if min(len(name), len(inside)) >= SHORTEST:
            yield [name, inside]


def _matching(parts: list[str], name: str, near: str | None, limit: int) -> list[PlaceMatch]:
    """What fits the parts, of which `name` is the first as it was typed; what bears it comes first of those nearby."""
    matches: dict[str, PlaceMatch] = {}
    for commune in _by_name_of_today(parts, near, limit):
        matches.setdefault(commune.code, PlaceMatch(commune))
    for old, commune in _by_old_name(parts, near, limit):
        match = matches.setdefault(commune.code, PlaceMatch(commune))
        was = f"{old.ward}, {old.district}" if old.ward else old.district
        match.old_wards.add(old.ward)
        match.old_districts.add(old.district)
        if was not in match.old_names and old.folded != commune.folded:
            match.old_names.append(was)
    return sorted(matches.values(), key=lambda match: _rank(match, parts[0], name, near))[:limit]


def _parts(text: str) -> list[str]:
    parts = [without_kind(fold(clean(part))) for part in text.split(",")]
    return [part for part in parts if len(part) > 1][:4]


def without_kind(folded: str) -> str:
    """A folded name without the kind before it: `huyen cam lo` is `cam lo`."""
    for kind in KINDS:
        if folded.startswith((f"{kind} ", f"{kind}. ", f"{kind}.")):
            return folded[len(kind) :].lstrip(". ")
    return folded


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[str, str]:
    """A name before its comma and without its kind: with its marks, and folded."""
    bare = _name_in(name)
    return toned(bare), fold(bare)


def _name_in(typed: str) -> str:
    """A name before its comma without the kind before it, marks and all: `Phường Đông Lễ, Đông Hà` is `Đông Lễ`."""
    words = clean(typed.partition(",")[0]).split()
    for count in (2, 1):
        if len(words) > count and fold(" ".join(words[:count])).rstrip(".") in KINDS:
            return " ".join(words[count:])
    return " ".join(words)


def _by_name_of_today(parts: list[str], near: str | None, limit: int) -> Iterable[Commune]:
    found = select(Commune).join(Commune.province).where(Commune.valid_to.is_(None))
    found = found.where(Commune.folded.startswith(parts[0], autoescape=True))
    for part in parts[1:]:
        old = select(OldPlace.id).where(
            OldPlace.commune_code == Commune.code, OldPlace.folded_district.startswith(part, autoescape=True)
        )
        found = found.where(or_(Province.folded.startswith(part, autoescape=True), old.exists()))
    return db.session.scalars(found.order_by(_far(near), func.length(Commune.folded)).limit(limit * 3)).unique()


def _by_old_name(parts: list[str], near: str | None, limit: int) -> Iterable[tuple[OldPlace, Commune]]:
    found = select(OldPlace, Commune).join(Commune, Commune.code == OldPlace.commune_code).join(Commune.province)
    found = found.where(Commune.valid_to.is_(None))
    if len(parts) == 1:
        found = found.where(
            or_(
                OldPlace.folded.startswith(parts[0], autoescape=True),
                OldPlace.folded_district == parts[0],
            )
        )
    else:
        found = found.where(OldPlace.folded.startswith(parts[0], autoescape=True))
        found = found.where(
            or_(
                OldPlace.folded_district.startswith(parts[1], autoescape=True),
                Province.folded.startswith(parts[1], autoescape=True),
            )
        )
    rows = db.session.execute(found.order_by(_far(near), func.length(OldPlace.folded)).limit(limit * 6)).unique()
    return [(old, commune) for old, commune in rows]


def _far(near: str | None) -> ColumnElement[bool]:
    return Commune.province_code != (near or "")


def _rank(match: PlaceMatch, folded: str, name: str, near: str | None) -> tuple[bool, int, bool, str]:
    by_today = match.commune.folded.startswith(folded)
    return (match.commune.province_code != near, -match.likeness(name), not by_today, match.commune.sort_key)


def names_in(province_code: str) -> dict[str, frozenset[str]]:
    """Every folded name by which a commune of the province is known, old wards and districts too, with its codes."""
    in_force = select(Commune.folded, Commune.code).where(
        Commune.province_code == province_code, Commune.valid_to.is_(None)
    )
    old = select(OldPlace.folded, OldPlace.folded_district, OldPlace.commune_code).join(
        Commune, Commune.code == OldPlace.commune_code
    )
    names: dict[str, set[str]] = {}
    for folded, district, code in db.session.execute(old.where(Commune.province_code == province_code)):
        names.setdefault(folded, set()).add(code)
        names.setdefault(district, set()).add(code)
    for folded, code in db.session.execute(in_force):
        # A name of today means the commune that bears it, whatever was called so before.
        names[folded] = {code}
    return {name: frozenset(codes) for name, codes in names.items() if len(name) > 1 or name.isdigit()}
