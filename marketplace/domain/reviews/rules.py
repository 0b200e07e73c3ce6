"""How many, how long and until when; what a rating comes to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

STARS = (1, 2, 3, 4, 5)
# A mean of one or two says more about chance, or about who could be meant, than about the goods.
FEWEST_TOLD = 3
TIME_TO_WRITE = timedelta(days=90)
TIME_TO_EDIT = timedelta(days=30)
MOST_PHOTOS = 4
LONGEST_REVIEW = 2000
LONGEST_QUESTION = 500
LONGEST_ANSWER = 1000
REPORT_REASONS = ("untrue", "insult", "private", "advert", "other")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many shown reviews gave one star, two, …, five."""

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.counts)

    @property
    def is_told(self) -> bool:
        """Whether there are enough for a mean to be shown."""
        return self.count >= FEWEST_TOLD

    @property
    def tenths(self) -> int:
        """The mean in tenths of a star, half up; 0 when there is none."""
        total = sum(stars * count for stars, count in zip(STARS, self.counts, strict=True))
        return (20 * total + self.count) // (2 * self.count) if self.count else 0

    @property
    def mean(self) -> float:
        """The mean as programs write it: 4.7."""
        return self.tenths / 10

    def share(self, stars: int) -> int:
        """How many of a hundred gave so many stars."""
        return round(100 * self.counts[stars - 1] / self.count) if self.count else 0


def tally_of(stars: Sequence[int]) -> Tally:
    """The tally of these reviews."""
    one, two, three, four, five = (sum(each == wanted for each in stars) for wanted in STARS)
    return Tally((one, two, three, four, five))


def signature_of(full_name: str | None) -> str:
    """What stands under a review: the given name, which comes last in Viet Nam, and one letter of the family's.

    A note in brackets, such as that of sample people, stays.
    """
    name, bracket, note = (full_name or "").partition("(")
    names = name.split()
    short = f"{names[-1]} {names[0][0].upper()}." if len(names) > 1 else "".join(names)
    return f"{short} {bracket}{note}".strip()


def may_write(delivered_at: datetime | None, at: datetime) -> bool:
    """Whether what was delivered then may still be reviewed."""
    return delivered_at is not None and delivered_at <= at < delivered_at + TIME_TO_WRITE


def may_edit(state: str, written_at: datetime, at: datetime) -> bool:
    """Whether the author may still change a review; one that organizers hid stays as it was judged."""
    return state == "shown" and at < written_at + TIME_TO_EDIT
