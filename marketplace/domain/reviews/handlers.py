"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.reviews.actions import drop_signatures


def unsign(event: PersonErased) -> None:
    """Words stay, without a name."""
    drop_signatures(event.person_id)
