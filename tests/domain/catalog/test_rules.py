import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.catalog.rules import MOVES, packed_weight, price_per_unit, read_net, read_yes_no


@pytest.mark.parametrize(
    ("typed", "unit", "read"),
    [
        ("500 g", "", (500, "g")),
        ("500", "g", (500, "g")),
        ("1,5 kg", "", (1500, "g")),
        ("0.5 lít", "", (500, "ml")),
        ("1.000 ml", "", (1000, "ml")),
        ("1,500 kg", "", (1500, "g")),
        ("12 viên", "", (12, "piece")),
        ("3", "", (3, "piece")),
        ("2 lạng", "", (200, "g")),
        ("0", "g", None),
        ("-5", "g", None),
        ("nhiều", "", None),
        ("5 bao tải", "", None),
        ("٥ g", "", None),
        ("99999999 kg", "", None),
        ("1e3 g", "", None),
    ],
)
def test_contents_are_read_as_labels_state_them(typed, unit, read):
    assert read_net(typed, unit) == read


@given(st.integers(1, 10_000_000), st.sampled_from(["g", "ml"]))
def test_what_is_written_on_a_label_is_read_back(quantity, unit):
    assert read_net(f"{quantity} {unit}") == (quantity, unit)


@given(st.integers(1, 1_000_000))
def test_a_parcel_weighs_at_least_a_tenth_more_than_its_contents(quantity):
    weight = packed_weight(quantity, "g")
    assert quantity * 11 <= weight * 10 < quantity * 11 + 110
    assert packed_weight(quantity, "piece") is None


def test_price_per_kilogram_is_rounded_half_up():
    assert price_per_unit(95_000, 300, "g") == 316_667
    assert price_per_unit(1_001, 2_000, "ml") == 501
    assert price_per_unit(95_000, None, "g") is None
    assert price_per_unit(95_000, 3, "piece") is None


def test_yes_and_no_are_read_and_the_rest_is_not_guessed():
    assert [read_yes_no(word) for word in ("Có", "x", "YES", "không", "", "-", "có lẽ")] == [
        True, True, True, False, False, False, None,
    ]  # fmt: skip


def test_nothing_leaves_withdrawn():
    assert not [pair for pair in MOVES if pair[0] == "withdrawn"]
