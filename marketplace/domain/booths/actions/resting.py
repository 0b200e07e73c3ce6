"""A booth goes on holiday and comes back."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, insert

from marketplace.core import audit, clock, versions
from marketplace.core.db import db
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.booths.errors import BadHoliday
from marketplace.domain.booths.models import Booth, Holiday
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import MOST_HOLIDAY_DAYS


@transactional
def take_holiday(booth: Booth, *, by: Person, first_day: date, last_day: date, note: str = "") -> None:
    """Send nothing from the first day to the last, both included; what was said before no longer holds.

    Raises BadHoliday naming the field; BoothNotThere to strangers, NotYourPart to packers and helpers.
    """
    authorize(by, booth.id, can_run_booth)
    if last_day < max(first_day, clock.today()) or last_day - first_day >= timedelta(days=MOST_HOLIDAY_DAYS):
        raise BadHoliday(field="last_day", most=MOST_HOLIDAY_DAYS)
    db.session.execute(delete(Holiday).where(Holiday.booth_id == booth.id))
    row = {"booth_id": booth.id, "first_day": first_day, "last_day": last_day, "note": clean_lines(note)}
    db.session.execute(insert(Holiday).values(**row))
    _tell(booth, by, {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()})


@transactional
def end_holiday(booth: Booth, *, by: Person) -> None:
    """Send again from today on; twice is once. Refuses whom `take_holiday` refuses."""
    authorize(by, booth.id, can_run_booth)
    ended = delete(Holiday).where(Holiday.booth_id == booth.id).returning(Holiday.booth_id)
    if db.session.execute(ended).first() is not None:
        _tell(booth, by, {})


def _tell(booth: Booth, by: Person, details: dict[str, str]) -> None:
    audit.note("booth.holiday", by=by.id, booth=booth.id, subject=f"booth:{booth.id}", details=details)
    db.session.expire(booth, ["holiday"])
    versions.bump("catalogue")
