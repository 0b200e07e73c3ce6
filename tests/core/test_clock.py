import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import clock
from marketplace.core.clock import BadMoment

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(days=-15_000), timedelta(days=60_000)).map(lambda step: NOON + step)


def test_the_running_clock_is_in_utc():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_a_stopped_clock_stands_until_its_hands_are_moved():
    with clock.frozen(NOON) as hands:
        assert clock.now() == clock.now() == NOON
        assert hands.move(minutes=5) == clock.now() == NOON + timedelta(minutes=5)
        hands.move_to(NOON)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_a_stopped_clock_inside_another_gives_way_to_it_again():
    with clock.frozen(NOON):
        with clock.frozen(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON


def test_every_thread_sees_the_stopped_clock():
    seen = []
    with clock.frozen(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [NOON]


def test_the_clock_runs_again_after_a_fault():
    with pytest.raises(RuntimeError), clock.frozen(NOON):
        raise RuntimeError
    assert clock.now() != NOON


def test_a_moment_without_a_zone_is_a_fault():
    with pytest.raises(ValueError, match="time zone"):
        clock.local(NOON.replace(tzinfo=None))


def test_a_day_begins_seven_hours_before_it_does_in_greenwich():
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert clock.local_day(late) == date(2026, 11, 23)
    assert clock.day_start(date(2026, 11, 23)) == datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    with clock.frozen(late):
        assert clock.today() == date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed", ["2026-11-22T20:30", "2026-11-22T20:30:00", "2026-11-22 20:30", " 22/11/2026  20:30 "]
)
def test_a_typed_moment_is_on_the_clock_of_vietnam(typed):
    assert clock.parse_local(typed) == datetime(2026, 11, 22, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "22/11/2026", "31/02/2026 10:00", "11/22/2026 10:00", "2026-11-22T25:00", "1/1/1 0:00"]
)
def test_what_is_not_a_moment_is_refused(typed):
    with pytest.raises(BadMoment):
        clock.parse_local(typed)


def test_what_is_today_needs_no_day():
    with clock.frozen(NOON):
        assert clock.format_near(NOON + timedelta(hours=11)) == "23:00"
        assert clock.format_near(NOON + timedelta(hours=13)) == "23/11/2026 01:00"
        assert clock.format_near(NOON - timedelta(hours=13)) == "21/11/2026 23:00"


def test_days_and_moments_are_written_as_vietnam_writes_them():
    late = datetime(2026, 1, 2, 18, 5, tzinfo=UTC)
    assert clock.format_moment(late) == "03/01/2026 01:05"
    assert clock.format_day(late) == "03/01/2026"
    assert clock.format_day(date(2026, 1, 3)) == "03/01/2026"


@given(MOMENTS)
def test_a_written_moment_is_read_back_to_the_minute(moment):
    assert clock.parse_local(clock.format_moment(moment)) == moment.replace(second=0, microsecond=0)


@given(MOMENTS)
def test_a_moment_is_within_its_day(moment):
    start = clock.day_start(clock.local_day(moment))
    assert start <= moment < start + timedelta(days=1)


def test_a_clock_stopped_in_another_zone_still_tells_utc():
    with clock.frozen(datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=7)))):
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC
