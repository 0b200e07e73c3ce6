"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.favourites.actions import forget_favourites


def forget_wishes(event: PersonErased) -> None:
    """Wishes and followed booths go with their person."""
    forget_favourites(event.person_id)
