"""What happens here when somebody's account is erased."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.complaints.actions import forget_complainant


def forget_reach(event: PersonErased) -> None:
    """Complaints stay, nobody is behind them."""
    forget_complainant(event.person_id)
