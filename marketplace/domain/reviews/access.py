"""Who may answer and who may moderate."""

from __future__ import annotations

from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_review, can_run_booth
from marketplace.domain.booths.models import Part


def can_answer(membership: Part | None) -> bool:
    """Answer reviews and questions in the booth's name: owner and manager."""
    return can_run_booth(membership)


def can_moderate(person: Person | None) -> bool:
    """Hide what breaks the rules, and show it again."""
    return can_review(person)
