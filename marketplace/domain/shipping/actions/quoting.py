"""What a carrier asks for an order's parcel, and which of its places the order may go to. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.core.places.queries import OldName, commune_by_code, old_names_of
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.actions.connecting import ghn_for, home_of
from marketplace.domain.shipping.carriers import (
    Area,
    CarrierAway,
    CarrierRefused,
    Choice,
    Ghn,
    Lists,
    Sending,
    Spot,
    WrongKeys,
    choice_of,
    choices_for,
    districts_of,
    kept_lists,
    likeliest,
)
from marketplace.domain.shipping.errors import (
    CarrierNotReached,
    CarrierSaysNo,
    KeysUnknown,
    NoCarrier,
    NothingBooked,
    SpotMissing,
)
from marketplace.domain.shipping.queries import booking_of, chosen_spot, worth_of_goods
from marketplace.domain.shipping.rules import BOOKED, PICKED


@dataclass(frozen=True, slots=True)
class Offer:
    """What a carrier offers for an order: where it may go, where it goes, and the fee to there.

    `to` and `fee` are None until a place is known. `refusal` is the carrier's own word where it will not go there.
    """

    districts: Sequence[Area]
    choices: Sequence[Choice]
    to: Choice | None
    fee: int | None
    collect: int
    weight_g: int
    refusal: str = ""


def offer_for(order: Order, *, wanted: str = "", district: str = "", weight_g: int | None = None) -> Offer:
    """Ask the booth's carrier about an order.

    `wanted` is a place as `Choice.value` writes it, `district` one whose wards are offered instead of those that fit
    the commune. Raises NoCarrier, CarrierNotReached, CarrierSaysNo, and SpotMissing for a place not in the lists.
    """
    home, purchase = home_of(order.booth_id), order.purchase
    about = _About(
        old_names_of(purchase.commune_code), _provinces(purchase.commune_code), purchase.address_text,
        _before(order.booth_id, purchase.commune_code),
    )  # fmt: skip
    grams, collect, worth = weight_g or order.weight_g, order.cash_to_collect, worth_of_goods(order)
    api = ghn_for(order.booth_id)
    if api is None:
        raise NoCarrier
    try:
        districts, choices = _places(kept_lists(api), about, wanted, district)
        to = _chosen(choices, about, wanted, district)
        fee, refusal = (
            _fee(api, home, Sending("", "", "", "", to.spot, grams, collect, worth, "")) if to else (None, "")
        )
    except WrongKeys as fault:
        raise KeysUnknown from fault
    except CarrierRefused as fault:
        raise CarrierSaysNo(reason=str(fault)) from fault
    except CarrierAway as fault:
        raise CarrierNotReached from fault
    return Offer(districts, choices, to, fee, collect, grams, refusal)


@dataclass(frozen=True, slots=True)
class _About:
    """What is known of where an order goes; `before` is what the booth chose for its commune the last time."""

    old: Sequence[OldName]
    provinces: Sequence[str]
    address: str
    before: Spot | None


def _provinces(commune_code: str) -> list[str]:
    """The province as it is called today, for communes of which no old name is known."""
    commune = commune_by_code(commune_code)
    return [commune.province.name] if commune else []


def _before(booth_id: int, commune_code: str) -> Spot | None:
    known = chosen_spot(booth_id, commune_code)
    return Spot(known.district, known.ward) if known else None


def _places(lists: Lists, about: _About, wanted: str, district: str) -> tuple[list[Area], list[Choice]]:
    """The districts of the commune's provinces, and the wards to choose from."""
    provinces = dict.fromkeys([*(each.province for each in about.old), *about.provinces])
    found = [each for province in provinces for each in districts_of(province, lists)]
    districts = list({each.number: each for each in found}.values())
    if district:
        return districts, _wards(lists, districts, district)
    choices = choices_for(about.old, lists)
    others = [wanted] if wanted else []
    if about.before is not None:
        others.append(Choice(about.before, "").value)
    for value in others:
        if all(each.value != value for each in choices):
            wards = _wards(lists, districts, value.partition(":")[0])
            choices += [each for each in wards if each.value == value]
    return districts, choices


def _chosen(choices: Sequence[Choice], about: _About, wanted: str, district: str) -> Choice | None:
    if not wanted:
        return likeliest(choices, about.address, before=None if district else about.before)
    found = next((each for each in choices if each.value == wanted), None)
    if found is None and not district:
        raise SpotMissing
    return found


def _wards(lists: Lists, districts: Sequence[Area], number: str) -> list[Choice]:
    chosen = next((each for each in districts if each.number == number), None)
    return [] if chosen is None else [choice_of(chosen, ward) for ward in lists.wards(chosen.number)]


def _fee(api: Ghn, home: Spot, sending: Sending) -> tuple[int | None, str]:
    """The fee, or why the carrier will not go there."""
    try:
        return api.fee(home, sending), ""
    except WrongKeys:
        raise
    except CarrierRefused as refusal:
        return None, str(refusal)


def label_of(order: Order) -> str:
    """Where the label of the order's booked parcel can be printed, for a short time; asked for anew each time.

    Raises NothingBooked, NoCarrier, CarrierNotReached, CarrierSaysNo.
    """
    booking = booking_of(order)
    if booking is None or not booking.code or booking.state not in (BOOKED, PICKED):
        raise NothingBooked
    code = booking.code
    api = ghn_for(order.booth_id)
    if api is None:
        raise NoCarrier
    try:
        return api.label(code)
    except CarrierRefused as fault:
        raise CarrierSaysNo(reason=str(fault)) from fault
    except CarrierAway as fault:
        raise CarrierNotReached from fault
