"""A booth on holiday keeps its door open and sends later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.places.queries import commune_by_code
from marketplace.domain.booths.actions import add_member, end_holiday, take_holiday
from marketplace.domain.booths.errors import BadHoliday, BoothNotThere, NotYourPart
from marketplace.domain.booths.models import Holiday
from marketplace.domain.shipping.queries import quotes_for
from marketplace.domain.shipping.rules import Terms
from tests.people import DONG_HA, a_person

NOON = clock.day_start(date(2026, 11, 23)) + timedelta(hours=12)
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON) as hands:
        yield hands


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_shoppers_hear_of_it_a_week_ahead_and_until_it_is_over(booth, minh):
    take_holiday(booth, by=minh, first_day=day(10), last_day=day(12), note="  Nghỉ Tết  ")
    assert booth.holiday.note == "Nghỉ Tết"
    assert booth.holiday.back_on == day(13)
    assert [number for number in range(15) if booth.holiday.is_told_on(day(number))] == list(range(3, 13))


def test_the_newest_word_holds_and_coming_back_ends_it(booth, minh):
    take_holiday(booth, by=minh, first_day=day(1), last_day=day(2))
    take_holiday(booth, by=minh, first_day=day(3), last_day=day(3))
    assert (booth.holiday.first_day, booth.holiday.last_day) == (day(3), day(3))
    end_holiday(booth, by=minh)
    end_holiday(booth, by=minh)
    assert booth.holiday is None


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-5, -1), (0, 60)])
def test_days_the_wrong_way_round_over_or_too_many_are_refused(booth, minh, first, last):
    with pytest.raises(BadHoliday) as refused:
        take_holiday(booth, by=minh, first_day=day(first), last_day=day(last))
    assert refused.value.field == "last_day"
    assert booth.holiday is None


def test_only_who_runs_the_booth_sends_it_on_holiday(booth, minh):
    packer, stranger = a_person("Người gói"), a_person("Người lạ")
    add_member(booth, by=minh, login=packer.phone or packer.email, role="packer")
    with pytest.raises(NotYourPart):
        take_holiday(booth, by=packer, first_day=day(0), last_day=day(1))
    with pytest.raises(BoothNotThere):
        end_holiday(booth, by=stranger)


def test_the_database_keeps_no_holiday_that_ends_before_it_begins(booth):
    db.session.add(Holiday(booth_id=booth.id, first_day=day(2), last_day=day(1)))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


@pytest.mark.parametrize(
    ("first", "last", "needs", "days"),
    [
        (0, 2, 1, 3),  # away today: sent the day after it is back
        (1, 2, 1, 3),  # would have left on the first day of it
        (2, 4, 1, 1),  # leaves before it begins
        (-3, -1, 1, 1),  # is back
        (0, 0, 0, 1),  # not even a booth that sends at once sends today
        (0, 2, 3, 5),
    ],
)
def test_a_parcel_waits_for_the_booth_to_be_back(first, last, needs, days):
    assert Terms(days_to_send=needs, away=(day(first), day(last))).days_from(MONDAY) == days


def test_the_days_promised_at_checkout_count_the_holiday(booth, minh):
    commune = commune_by_code(DONG_HA)
    plain = quotes_for({booth.id: 500}, {booth.id: 100_000}, commune)[booth.id]
    take_holiday(booth, by=minh, first_day=day(0), last_day=day(4))
    away = quotes_for({booth.id: 500}, {booth.id: 100_000}, commune)[booth.id]
    assert (away.days_min - plain.days_min, away.days_max - plain.days_max) == (4, 4)
    assert (plain.away_until, away.away_until) == (None, day(4))
    assert away.fee == plain.fee
