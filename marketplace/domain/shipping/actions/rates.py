"""A booth sets its fees."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert

from marketplace.core.audit import note
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.shipping.errors import BadRates
from marketplace.domain.shipping.models import ShippingPolicy, ShippingRate
from marketplace.domain.shipping.rules import HEAVIEST_G, ZONES, Rate, Terms

MOST_FEE = 10_000_000
MOST_DAYS = 30


@transactional
def save_rates(booth: Booth, *, by: Person, terms: Terms, rates: Mapping[str, Rate]) -> None:
    """Replace a booth's shipping table; raise BadRates unless every zone has a sound rate."""
    _check_table(terms, rates)
    db.session.execute(delete(ShippingRate).where(ShippingRate.booth_id == booth.id))
    db.session.execute(delete(ShippingPolicy).where(ShippingPolicy.booth_id == booth.id))
    policy = {"booth_id": booth.id, "free_from": terms.free_from, "days_to_send": terms.days_to_send}
    db.session.execute(insert(ShippingPolicy).values(**policy))
    for zone in ZONES:
        db.session.execute(insert(ShippingRate).values(_row(booth.id, zone, rates[zone])))
    note("save_rates", by=by.id, subject=f"booth:{booth.id}", booth=booth.id, details={"free_from": terms.free_from})


def _row(booth_id: int, zone: str, rate: Rate) -> dict[str, object]:
    return {
        "booth_id": booth_id, "zone": zone, "first_g": rate.first_g, "fee": rate.fee, "step_g": rate.step_g,
        "step_fee": rate.step_fee, "days_min": rate.days_min, "days_max": rate.days_max,
    }  # fmt: skip


def _check_table(terms: Terms, rates: Mapping[str, Rate]) -> None:
    if terms.free_from is not None and terms.free_from < 0:
        raise BadRates(field="free_from")
    if not 0 <= terms.days_to_send <= MOST_DAYS:
        raise BadRates(field="days_to_send")
    for zone in ZONES:
        if zone not in rates or not _is_sound(rates[zone]):
            raise BadRates(field=zone)


def _is_sound(rate: Rate) -> bool:
    fees = 0 <= rate.fee <= MOST_FEE and 0 <= rate.step_fee <= MOST_FEE
    grams = 0 < rate.first_g <= HEAVIEST_G and 0 < rate.step_g <= HEAVIEST_G
    return fees and grams and 0 <= rate.days_min <= rate.days_max <= MOST_DAYS
