import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.money import (
    MAX_DONG,
    NotAnAmount,
    NotAWholeNumber,
    format_dong,
    parse_dong,
    parse_whole_number,
    percent_of,
    shares,
)

AMOUNTS = st.integers(-MAX_DONG, MAX_DONG)
WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0\u00a0₫"),
        (999, "999\u00a0₫"),
        (125_000, "125.000\u00a0₫"),
        (1_234_567, "1.234.567\u00a0₫"),
        (-5_000, "-5.000\u00a0₫"),
    ],
)
def test_money_is_written_as_vietnam_writes_it(amount, written):
    assert format_dong(amount) == written


@pytest.mark.parametrize(
    "written",
    [
        "125.000 ₫",
        "125.000\u00a0₫",
        "125.000",
        "125,000đ",
        "125 000",
        "125000",
        " 125000 VND",
        "125.000 đồng",
    ],
)
def test_a_price_is_read_however_people_write_it(written):
    assert parse_dong(written) == 125_000


@pytest.mark.parametrize(
    "written",
    [
        "",
        "₫",
        "12.5",
        "125.00",
        "1.25.000",
        "1,234.567",
        "0125.0000",
        "1e3",
        "NaN",
        "١٢٥",
        "１２５",
        "-1",
        "9" * 30,
    ],
)
def test_a_doubtful_price_is_refused(written):
    with pytest.raises(NotAnAmount):
        parse_dong(written)


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount):
    assert parse_dong(format_dong(amount), low=-MAX_DONG) == amount


@pytest.mark.parametrize("value", ["1", "007", "999", 999])
def test_whole_numbers_in_bounds_are_taken(value):
    assert parse_whole_number(value, 1, 999) == int(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "-1",
        "0",
        "1000",
        "1.5",
        "1e3",
        "NaN",
        "١٢",
        "１２",
        "1_0",
        " 7 ",
        "7\n",
        "+7",
        "9" * 30,
        2**31,
        2**53 + 1,
        1.0,
        True,
        False,
        None,
        [1],
        {"a": 1},
    ],
)
def test_anything_else_is_not_a_quantity(value):
    with pytest.raises(NotAWholeNumber):
        parse_whole_number(value, 1, 999)


def test_the_refusal_names_the_bounds():
    with pytest.raises(NotAWholeNumber, match="từ 1 đến 999"):
        parse_whole_number("0", 1, 999)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [0, 0, 0], [34, 33, 33]),
        (2, [1, 1, 1], [1, 1, 0]),
        (10, [0, 5, 5], [0, 5, 5]),
        (7, [3, 1], [5, 2]),
        (0, [1, 2], [0, 0]),
        (0, [], []),
        (-100, [1, 1, 1], [-34, -33, -33]),
    ],
)
def test_the_odd_dong_goes_to_the_largest_remainder_and_then_to_the_first(total, weights, parts):
    assert shares(total, weights) == parts


@given(AMOUNTS, WEIGHTS)
def test_shares_lose_no_dong(total, weights):
    assert sum(shares(total, weights)) == total


@given(st.integers(0, MAX_DONG), WEIGHTS)
def test_every_share_is_within_one_dong_of_fair(total, weights):
    whole = sum(weights)
    for part, weight in zip(shares(total, weights), weights, strict=True):
        if whole:
            assert abs(part * whole - total * weight) < whole
        assert part >= 0


@given(st.integers(0, MAX_DONG), WEIGHTS)
def test_a_refund_mirrors_what_was_shared(total, weights):
    assert shares(-total, weights) == [-part for part in shares(total, weights)]


@pytest.mark.parametrize(("total", "weights"), [(1, []), (1, [-1, 2])])
def test_money_without_anyone_to_take_it_is_a_fault(total, weights):
    with pytest.raises(ValueError, match=r"nobody|negative"):
        shares(total, weights)


@pytest.mark.parametrize(
    ("amount", "basis_points", "part"),
    [(100_000, 500, 5_000), (1, 5_000, 1), (1, 4_999, 0), (3, 5_000, 2), (-1, 5_000, -1), (33_333, 50, 167)],
)
def test_half_a_dong_is_rounded_up(amount, basis_points, part):
    assert percent_of(amount, basis_points) == part


@given(AMOUNTS, st.integers(0, 10_000))
def test_a_percentage_undone_is_undone_exactly(amount, basis_points):
    assert percent_of(-amount, basis_points) == -percent_of(amount, basis_points)
    assert abs(percent_of(amount, basis_points)) <= abs(amount)
