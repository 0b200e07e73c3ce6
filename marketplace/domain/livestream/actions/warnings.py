"""The warning over a broadcast: what whoever watches must know, from the organizers."""

from __future__ import annotations

from marketplace.core import audit
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.errors import BadWarning, BroadcastCannotMove
from marketplace.domain.livestream.models import Broadcast
from marketplace.domain.livestream.rules import LONGEST_WARNING


@transactional
def warn_viewers(broadcast: Broadcast, text: str, *, by: Person) -> None:
    """Show a warning on the live page at once, instead of one that is there.

    Raises BadWarning, and BroadcastCannotMove for a broadcast that was called off.
    """
    text = clean(text)
    if not text or len(text) > LONGEST_WARNING:
        raise BadWarning(most=LONGEST_WARNING)
    if broadcast.state == "cancelled":
        raise BroadcastCannotMove
    _say(broadcast, text, by)


@transactional
def withdraw_warning(broadcast: Broadcast, *, by: Person) -> None:
    """Show it no longer; what was shown stays in the audit trail."""
    _say(broadcast, "", by)


def _say(broadcast: Broadcast, text: str, by: Person) -> None:
    if broadcast.warning == text:
        return
    details = {"before": broadcast.warning, "text": text}
    broadcast.warning = text
    audit.note("warn_viewers", by=by.id, subject=f"broadcast:{broadcast.id}", details=details)
    bump("catalogue")
