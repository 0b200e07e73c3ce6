"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.booths.actions import leave_booths


def leave(event: PersonErased) -> None:
    """Whoever is gone works in no booth."""
    leave_booths(event.person_id)
