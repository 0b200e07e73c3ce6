"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.carts.actions import forget_carts


def forget_carts_of(event: PersonErased) -> None:
    """Carts go with their person."""
    forget_carts(event.person_id)
