"""The two gates of a booth, each held against the checklist: sending the application, and opening."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core import audit
from marketplace.core.language import language
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.actions import open_booth, submit_booth
from marketplace.domain.booths.models import Booth
from marketplace.domain.joining.errors import ChecklistNotDone
from marketplace.domain.joining.queries import Entry, checklist_of


@transactional
def send_application(booth: Booth, *, by: Person) -> None:
    """Hand the application in; raise FactMissing, or ChecklistNotDone while required items wait for the seller."""
    submit_booth(booth, by=by)
    _refuse(checklist_of(booth).open_for_sending)


@transactional
def admit_booth(booth: Booth, *, by: Person) -> None:
    """Open a booth that applied; raise ChecklistNotDone while a required item is neither met nor waived.

    How each item stood goes into the audit trail.
    """
    open_booth(booth, by=by)
    checklist = checklist_of(booth)
    _refuse(checklist.open_for_opening)
    stood = {str(entry.item.id): entry.state for entry in checklist.entries}
    audit.note("checklist.at_opening", by=by.id, booth=booth.id, subject=f"booth:{booth.id}", details={"items": stood})


def _refuse(open_entries: Sequence[Entry]) -> None:
    if open_entries:
        raise ChecklistNotDone(items="; ".join(entry.item.title_in(language()) for entry in open_entries))
