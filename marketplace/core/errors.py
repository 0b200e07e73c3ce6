"""What may go wrong in the market's own words. `core/problems.py` turns these into pages and problem JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class Refusal(Exception):
    """Something the market will not do, with a sentence for the person who asked.

    Subclasses are named for what is the matter and set `sentence` to a lazy translated text; values named in
    it come from the keyword arguments. `field` names the form field the sentence belongs beside, if any.
    `others` are further things that are the matter, so that nobody learns of them one by one.
    """

    status: ClassVar[int] = 409
    sentence: Any = "Yêu cầu này không thực hiện được."
    field: str | None = None
    others: Sequence[Refusal] = ()

    def __init__(self, *, field: str | None = None, **values: Any) -> None:
        super().__init__(values)
        self.values = values
        if field is not None:
            self.field = field

    def __str__(self) -> str:
        return str(self.sentence) % self.values if self.values else str(self.sentence)

    @property
    def has_own_sentence(self) -> bool:
        """Whether it says more than that something is not done."""
        return self.sentence is not Refusal.sentence

    @property
    def code(self) -> str:
        """A stable name for programs: `TooLateToCancel` gives `too-late-to-cancel`."""
        name = type(self).__name__
        return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class NotThere(Refusal):
    """The thing does not exist, or is not this person's to see: the two look alike."""

    status = 404


class NotAllowed(Refusal):
    """The person is known and may not do this."""

    status = 403


class BadInput(Refusal):
    """What was sent cannot be understood; `field` says which part."""

    status = 422


class TooMany(Refusal):
    """Too many tries in too short a time; `seconds` says when to come back."""

    status = 429

    def __init__(self, *, seconds: int, **values: Any) -> None:
        super().__init__(seconds=seconds, **values)
        self.seconds = seconds


class SwallowedRefusal(RuntimeError):
    """A fault in the program: an outer action went on after an inner one had been refused."""


def refuse_for(lacks: Sequence[Refusal]) -> None:
    """Raise the first of what is the matter, which carries the others; do nothing if nothing is."""
    if lacks:
        first, *others = lacks
        first.others = others
        raise first
