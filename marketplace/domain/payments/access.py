"""Who may decide about money."""

from __future__ import annotations

from marketplace.domain.accounts.models import Person


def can_settle_money(person: Person) -> bool:
    """Whether this person may decide about money that does not fit."""
    return person.is_organizer
