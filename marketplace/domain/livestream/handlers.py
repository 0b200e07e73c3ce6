"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.livestream.actions import forget_listener


def empty_heard(event: PersonErased) -> None:
    """What was heard of the person is emptied."""
    forget_listener(event.person_id)
