"""An answer is worked out once while what it shows stands, and again as soon as it does not."""

from marketplace.core import keeping
from marketplace.core.keeping import KeptAnswers, kept_parts, kept_while_standing
from marketplace.core.transactions import transaction
from marketplace.core.versions import bump


class Counter:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_an_answer_is_worked_out_once_for_each_key(app):
    count = Counter()
    assert [kept_while_standing("catalogue", key, count) for key in "aabba"] == [1, 1, 2, 2, 1]


def test_an_answer_of_none_is_kept_too(app):
    asked = []
    for _ in range(2):
        kept_while_standing("catalogue", "nothing", lambda: asked.append("asked"))
    assert asked == ["asked"]


def test_a_changed_catalogue_is_looked_at_anew(app):
    count = Counter()
    kept_while_standing("catalogue", "a", count)
    with transaction():
        bump("catalogue")
    assert kept_while_standing("catalogue", "a", count) == 2


def test_an_answer_grows_too_old(ticks):
    answers = KeptAnswers()
    answers.keep("a", 1, "old")
    assert answers.find("a", 1) == ("old",)
    ticks.go_on(keeping.MOST_SECONDS + 1)
    assert answers.find("a", 1) is None


def test_the_oldest_leave_when_there_are_too_many():
    answers = KeptAnswers(most=2)
    for key in "abc":
        answers.keep(key, 1, key)
    assert [answers.find(key, 1) for key in "abc"] == [None, ("b",), ("c",)]


def test_only_the_parts_that_are_missing_are_worked_out_and_all_at_once(app):
    asked = []

    def doubled(numbers):
        asked.append(numbers)
        return {number: 2 * number for number in numbers}

    assert kept_parts("catalogue", "double", [1, 2], doubled) == {1: 2, 2: 4}
    assert kept_parts("catalogue", "double", [2, 3, 1], doubled) == {1: 2, 2: 4, 3: 6}
    assert kept_parts("catalogue", "other kind", [1], doubled) == {1: 2}
    assert asked == [[1, 2], [3], [1]]


def test_the_parts_of_another_catalogue_are_worked_out_anew(app):
    kept_parts("catalogue", "part", [1], lambda _: {1: "old"})
    with transaction():
        bump("catalogue")
    assert kept_parts("catalogue", "part", [1], lambda _: {1: "new"}) == {1: "new"}
