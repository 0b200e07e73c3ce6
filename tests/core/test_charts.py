"""Charts are drawn in proportion, whatever the figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.charts import bars, columns, funnel, lines, scale_top, share

counts = st.integers(0, 10**12)
rows = st.lists(st.tuples(st.text(max_size=5), counts), max_size=60)


@given(st.integers(-5, 10**12))
def test_a_scale_reaches_the_highest_value_in_four_whole_steps_and_wastes_little(highest: int) -> None:
    top = scale_top(highest)
    assert top >= highest
    assert top % 4 == 0
    assert top == 4 or top <= highest * 2


@given(rows)
def test_bars_keep_their_order_and_stay_within_their_frame(values: list[tuple[str, int]]) -> None:
    drawn = bars(values)
    assert [(bar.label, bar.value) for bar in drawn] == values
    assert all(0 <= bar.share <= 100 for bar in drawn)
    if any(value for _, value in values):
        assert max(bar.share for bar in drawn) == 100


@given(rows)
def test_columns_show_at_most_seven_labels(values: list[tuple[str, int]]) -> None:
    chart = columns(values)
    assert len(range(0, len(values), chart.every)) <= 5
    assert chart.grid[0] == chart.top
    assert chart.grid[-1] == 0
    assert chart.width == len(values) * 10


def test_the_peak_is_named() -> None:
    peak = columns([("8h", 3), ("9h", 12), ("10h", 12)]).peak
    assert peak is not None
    assert peak.label == "9h"
    assert columns([]).peak is None


def test_a_line_is_drawn_from_the_bottom_of_the_scale_upwards() -> None:
    chart = lines(["a", "b", "c"], [("views", [0, 50, 100])])
    assert chart.top == 120
    assert chart.series[0].runs == ("5,100 15,58.3 25,16.7",)


def test_a_missing_reading_leaves_a_gap_and_a_lone_one_can_be_seen() -> None:
    chart = lines(["a", "b", "c", "d"], [("views", [4, None, 4, 4])])
    assert chart.series[0].runs == ("4,0 6,0", "25,0 35,0")


def test_a_mark_stands_at_its_moment() -> None:
    mark = lines(["20:00", "20:04"], [("views", [1, 2])], [(1, "Ghim tiêu")]).marks[0]
    assert (mark.x, mark.moment, mark.label) == (15.0, "20:04", "Ghim tiêu")


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one value"):
        lines(["a", "b"], [("views", [1])])


def test_a_funnel_names_the_step_that_lost_the_most() -> None:
    steps = funnel([("views", 2500), ("clicks", 500), ("carts", 400), ("orders", 100)])
    assert [step.of_previous for step in steps] == [None, 20.0, 80.0, 25.0]
    assert [step.worst for step in steps] == [False, True, False, False]


def test_a_share_of_too_few_is_not_given() -> None:
    steps = funnel([("clicks", 29), ("orders", 3)])
    assert steps[1].of_previous is None
    assert not steps[1].worst


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_share_never_leaves_its_frame(value: float, whole: float) -> None:
    assert 0 <= share(value, whole) <= 100
