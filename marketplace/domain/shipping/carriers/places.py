"""Where a commune of today lies in a carrier's lists, which still know the wards and districts of before July 2025."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.core.places.queries import OldName, without_kind
from marketplace.core.text import fold
from marketplace.domain.shipping.carriers.carrier import Spot


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or ward as a carrier numbers it, with every name it goes by there."""

    number: str
    name: str
    also: tuple[str, ...] = ()

    def is_called(self, folded: str) -> bool:
        """Whether it goes by this name, kinds and marks aside."""
        return any(_bare(name) == folded for name in (self.name, *self.also))


class Lists(Protocol):
    """A carrier's lists of places. Each may raise CarrierAway and CarrierRefused."""

    def provinces(self) -> Sequence[Area]:
        """All of them."""
        ...

    def districts(self, province: str) -> Sequence[Area]:
        """Those of one province."""
        ...

    def wards(self, district: str) -> Sequence[Area]:
        """Those of one district."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a parcel may go to, as a person reads it."""

    spot: Spot
    label: str

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.spot.district_id}:{self.spot.ward_code}"


def choices_for(old: Iterable[OldName], lists: Lists) -> list[Choice]:
    """The carrier's places that became the commune of these old names, each once; none where no name fits."""
    found: dict[Spot, Choice] = {}
    for name in old:
        for district in _called(name.district, districts_of(name.province, lists)):
            for ward in _called(name.ward, lists.wards(district.number)):
                choice = choice_of(district, ward)
                found.setdefault(choice.spot, choice)
    return list(found.values())


def districts_of(province: str, lists: Lists) -> list[Area]:
    """The carrier's districts of an old province."""
    numbers = [each.number for each in _called(province, lists.provinces())]
    return [district for number in numbers for district in lists.districts(number)]


def choice_of(district: Area, ward: Area) -> Choice:
    """A ward of a district, to be chosen."""
    return Choice(Spot(int(district.number), ward.number), f"{ward.name}, {district.name}")


def likeliest(choices: Sequence[Choice], address: str, *, before: Spot | None) -> Choice | None:
    """What to offer first: the only one, the one named in the address, what was chosen before; else nobody knows."""
    if len(choices) == 1:
        return choices[0]
    said = f" {' '.join(fold(address).replace(',', ' ').split())} "
    named = [each for each in choices if f" {fold(each.label.partition(',')[0])} " in said]
    if len(named) == 1:
        return named[0]
    return next((each for each in choices if each.spot == before), None)


def _called(name: str, areas: Iterable[Area]) -> list[Area]:
    folded = _bare(name)
    return [each for each in areas if each.is_called(folded)] if folded else []


def _bare(name: str) -> str:
    folded = without_kind(fold(name))
    return str(int(folded)) if folded.isascii() and folded.isdigit() else folded
