import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.text import within_one_edit

FEW = st.text("abc", max_size=5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mam", "mam"),
        ("mm", "mam"),
        ("maam", "mam"),
        ("mem", "mam"),
        ("amm", "mam"),
        ("nuoc mma", "nuoc mam"),
        ("", "a"),
    ],
)
def test_one_slip_of_a_finger_is_near(typed, meant):
    assert within_one_edit(typed, meant)
    assert within_one_edit(meant, typed)


@pytest.mark.parametrize(("typed", "meant"), [("mam", "mamut"), ("mam", "men"), ("abc", "cab"), ("ab", "")])
def test_two_slips_are_far(typed, meant):
    assert not within_one_edit(typed, meant)
    assert not within_one_edit(meant, typed)


@given(FEW, FEW)
def test_near_is_what_one_edit_reaches(one, other):
    assert within_one_edit(one, other) == (other in _one_edit_from(one))


def _one_edit_from(word):
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return (
        {word}
        | {left + right[1:] for left, right in splits if right}
        | {left + letter + right for left, right in splits for letter in "abc"}
        | {left + letter + right[1:] for left, right in splits if right for letter in "abc"}
        | {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    )
