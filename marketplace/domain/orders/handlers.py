"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.orders.actions import forget_buyer


def forget_name(event: PersonErased) -> None:
    """Orders stay, their buyer has no name any more."""
    forget_buyer(event.person_id)
