"""What organizers decide about booths, and the end that an owner may make."""

from __future__ import annotations

from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import authorize_organizer, can_close_booth, can_review
from marketplace.domain.booths.actions.showing import forget_makers
from marketplace.domain.booths.actions.stepping import move_booth
from marketplace.domain.booths.errors import BoothCannotMove
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import needed_reason


@transactional
def open_booth(booth: Booth, *, by: Person) -> None:
    """Admit a booth that applied."""
    authorize_organizer(by)
    if booth.state in ("suspended", "closing"):
        raise BoothCannotMove
    move_booth(booth, "open", by=by)


@transactional
def reject_booth(booth: Booth, *, by: Person, reason: str) -> None:
    """Send the application back with a reason; the booth may mend and submit again."""
    authorize_organizer(by)
    move_booth(booth, "rejected", by=by, reason=needed_reason(reason))


@transactional
def suspend_booth(booth: Booth, *, by: Person, reason: str) -> None:
    """Hide an open booth and its products for a reason."""
    authorize_organizer(by)
    move_booth(booth, "suspended", by=by, reason=needed_reason(reason))


@transactional
def reopen_booth(booth: Booth, *, by: Person) -> None:
    """Show a suspended booth again, or keep one that was about to close."""
    authorize_organizer(by)
    if booth.state not in ("suspended", "closing", "open"):
        raise BoothCannotMove
    move_booth(booth, "open", by=by)


@transactional
def begin_closing(booth: Booth, *, by: Person, reason: str) -> None:
    """Begin to end a booth for good, with a reason: its owner may, and an organizer. Raises ReasonNeeded.

    What becomes of its goods and open orders is told by `leaving`, which stands above them and calls this.
    """
    if not can_review(by):
        authorize(by, booth.id, can_close_booth)
    move_booth(booth, "closing", by=by, reason=needed_reason(reason))


@transactional
def finish_closing(booth: Booth, *, by: Person) -> None:
    """End a booth whose last order is finished, in the name of who began it."""
    if booth.state != "closing":
        raise BoothCannotMove
    move_booth(booth, "closed", by=by, reason=booth.reason)
    forget_makers(booth)
