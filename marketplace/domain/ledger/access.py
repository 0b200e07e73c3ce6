"""Who may say what selling costs."""

from __future__ import annotations

from marketplace.domain.accounts.models import Person


def can_set_rates(person: Person) -> bool:
    """Write down rates, and for which booths tax is kept back: legal figures are an administrator's (DESIGN 3)."""
    return person.is_admin and person.state == "active"
