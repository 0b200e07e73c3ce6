"""What organizers decide about booths, and the end that an owner may make."""

from __future__ import annotations

from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_close_booth, can_review
from marketplace.domain.booths.actions.stepping import move_booth
from marketplace.domain.booths.errors import BoothCannotMove, ForOrganizers, ReasonNeeded
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import membership_for


@transactional
def open_booth(booth: Booth, *, by: Person) -> None:
    """Admit a booth that applied."""
    _check_organizer(by)
    if booth.state == "suspended":
        raise BoothCannotMove
    move_booth(booth, "open", by=by)


@transactional
def reject_booth(booth: Booth, *, by: Person, reason: str) -> None:
    """Send the application back with a reason; the booth may mend and submit again."""
    _check_organizer(by)
    move_booth(booth, "rejected", by=by, reason=_given(reason))


@transactional
def suspend_booth(booth: Booth, *, by: Person, reason: str) -> None:
    """Hide an open booth and its products for a reason."""
    _check_organizer(by)
    move_booth(booth, "suspended", by=by, reason=_given(reason))


@transactional
def reopen_booth(booth: Booth, *, by: Person) -> None:
    """Show a suspended booth again."""
    _check_organizer(by)
    if booth.state not in ("suspended", "open"):
        raise BoothCannotMove
    move_booth(booth, "open", by=by)


@transactional
def close_booth(booth: Booth, *, by: Person, reason: str = "") -> None:
    """End a booth for good: its owner may, and an organizer with a reason."""
    if can_review(by):
        reason = _given(reason)
    else:
        membership_for(by, booth.id, can_close_booth)
    move_booth(booth, "closed", by=by, reason=clean_lines(reason))


def _check_organizer(by: Person) -> None:
    if not can_review(by):
        raise ForOrganizers


def _given(reason: str) -> str:
    reason = clean_lines(reason)
    if not reason:
        raise ReasonNeeded
    return reason
