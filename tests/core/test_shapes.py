from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import BadMoment, format_moment
from marketplace.core.errors import BadInput
from marketplace.core.money import MAX_DONG, NotAnAmount, NotAWholeNumber, format_dong
from marketplace.core.shapes import (
    BadDuration,
    BadRate,
    parse_count,
    parse_day,
    parse_duration,
    parse_moment,
    parse_money,
    parse_rate,
)

EVENING = datetime(2026, 7, 31, 14, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2h 57min", 10_620),
        ("2h57m", 10_620),
        ("57min", 3_420),
        ("3h", 10_800),
        ("45s", 45),
        ("1 giờ 3 phút", 3_780),
        ("1 ngày 2 giờ", 93_600),
        ("2 hours 5 minutes 1 second", 7_501),
        ("00:57:03", 3_423),
        ("26:00:00", 93_600),
        ("57:03", 3_423),
        ("0:45.6", 45),
        ("10620", 10_620),
        (10_620, 10_620),
        (92.5, 93),
        (0, 0),
    ],
)
def test_a_length_of_time_is_read_as_programs_write_it(written, seconds):
    assert parse_duration(written) == seconds


@pytest.mark.parametrize(
    "written", ["", None, "-", "abc", "-5", "2h 57", "1:2:3:4", "9" * 12, "1e3", float("nan"), 100 * 86_400 + 1]
)
def test_what_is_no_length_of_time_is_refused(written):
    with pytest.raises(BadDuration):
        parse_duration(written)


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("12.5%", "0.125"),
        ("12,5 %", "0.125"),
        ("0%", "0"),
        ("150%", "1.5"),
        (0.125, "0.125"),
        ("0,125", "0.125"),
        (1, "1"),
        (0, "0"),
        (1e-05, "0.00001"),
        (0.1, "0.1"),
    ],
)
def test_a_rate_is_read_in_both_shapes(written, rate):
    assert parse_rate(written) == Decimal(rate)


@pytest.mark.parametrize("written", ["", None, "-1%", "12.5", 12.5, "%", "1.2.3%", "n/a"])
def test_a_doubtful_rate_is_refused(written):
    with pytest.raises(BadRate):
        parse_rate(written)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("₫1.234.567", 1_234_567),
        ("1,234,567₫", 1_234_567),
        ("1 234 567 ₫", 1_234_567),
        ("1.234.567,50 đ", 1_234_568),
        ("1,234,567.49 VND", 1_234_567),
        ("45000.00", 45_000),
        ("1.234", 1_234),
        ("12.5", 13),
        ("-₫5.000", -5_000),
        ("- 5.000 ₫", -5_000),
        ("0", 0),
        (45_000, 45_000),
        (45_000.5, 45_001),
        (1e7, 10_000_000),
    ],
)
def test_money_is_read_with_dots_or_commas(written, amount):
    assert parse_money(written) == amount


@pytest.mark.parametrize(
    "written", ["", None, "₫", "1.23.456", "1,234.567", "abc", "1e9", "9" * 16, "1.234.567.890.123.456", "5 USD", 1e20]
)
def test_doubtful_money_is_refused(written):
    with pytest.raises(NotAnAmount):
        parse_money(written)


@given(st.integers(-MAX_DONG, MAX_DONG))
def test_money_as_we_write_it_is_read_back(amount):
    assert parse_money(format_dong(amount)) == parse_money(amount) == amount


@pytest.mark.parametrize("written", ["2,500", "2.500", "2 500", "2500", 2_500, 2_500.0])
def test_a_count_is_read_with_or_without_marks(written):
    assert parse_count(written) == 2_500


@pytest.mark.parametrize("written", ["", None, "-1", -1, "2.5", 2.5, "2.5K", "25.00", "٢"])
def test_what_is_no_count_is_refused(written):
    with pytest.raises(NotAWholeNumber):
        parse_count(written)


@pytest.mark.parametrize(
    "written",
    [
        "2026/07/31/ 21:03",
        "2026/07/31 21:03",
        "2026-07-31 21:03:00",
        "2026-07-31T21:03",
        "31/07/2026 21:03",
        "31-7-2026  21:03",
        datetime(2026, 7, 31, 21, 3),  # noqa: DTZ001 - sheets know no zones
    ],
)
def test_a_moment_is_on_the_clock_of_vietnam(written):
    assert parse_moment(written) == EVENING
    assert parse_day(written) == date(2026, 7, 31)


def test_a_day_alone_is_its_first_moment():
    assert parse_moment("2026/07/31/") == datetime(2026, 7, 30, 17, tzinfo=UTC)
    assert parse_day("31/07/2026") == date(2026, 7, 31)


@pytest.mark.parametrize(
    "written", ["", None, 46_234, "07/31/2026 21:03", "2026/02/30 21:03", "2026/07/31 25:00", "21:03", "0001/01/01"]
)
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(BadMoment):
        parse_moment(written)


@given(st.integers(0, 2_000_000_000))
def test_a_moment_as_we_write_it_is_read_back(seconds):
    moment = datetime.fromtimestamp(seconds - seconds % 60, UTC)
    assert parse_moment(format_moment(moment)) == moment


@pytest.mark.parametrize("parse", [parse_duration, parse_rate, parse_money, parse_count, parse_moment, parse_day])
@given(figure=st.none() | st.integers() | st.floats() | st.text() | st.text("0123456789.,:/-%₫hm "))
def test_whatever_a_cell_holds_is_read_or_refused(parse, figure):
    with suppress(BadInput):
        assert parse(figure) is not None
