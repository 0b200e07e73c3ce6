"""What is said of an item in a booth: by its owner, by an organizer; each as a row that stays."""

from __future__ import annotations

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import authorize_organizer
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import needed_reason
from marketplace.domain.joining.access import can_attest
from marketplace.domain.joining.errors import NothingToTakeBack, NotSaidThisWay
from marketplace.domain.joining.models import ChecklistItem, ChecklistMark
from marketplace.domain.joining.queries import last_mark


@transactional
def attest_item(booth: Booth, item: ChecklistItem, *, by: Person) -> None:
    """Say, as the owner and in one's own name, that the item holds; twice is once. Raises NotSaidThisWay."""
    authorize(by, booth.id, can_attest)
    if item.kind != "attested" or not item.is_active:
        raise NotSaidThisWay
    _mark(booth, item, "attested", by)


@transactional
def take_back_attestation(booth: Booth, item: ChecklistItem, *, by: Person) -> None:
    """Say no longer what the owner said; raise NothingToTakeBack, also for what an organizer waived."""
    authorize(by, booth.id, can_attest)
    last = last_mark(booth, item)
    if last is None or last.kind != "attested":
        raise NothingToTakeBack
    _mark(booth, item, "taken_back", by)


@transactional
def verify_item(booth: Booth, item: ChecklistItem, *, by: Person, note: str = "") -> None:
    """Say, as an organizer, that the item was found true, and how it was looked at. Raises NotSaidThisWay."""
    authorize_organizer(by)
    if item.kind != "verified" or not item.is_active:
        raise NotSaidThisWay
    _mark(booth, item, "verified", by, note)


@transactional
def waive_item(booth: Booth, item: ChecklistItem, *, by: Person, reason: str) -> None:
    """Ask this booth for the item no longer, for a reason that stays in the audit trail. Raises ReasonNeeded."""
    authorize_organizer(by)
    if not item.is_active:
        raise NotSaidThisWay
    _mark(booth, item, "waived", by, needed_reason(reason))


@transactional
def take_back_mark(booth: Booth, item: ChecklistItem, *, by: Person, reason: str) -> None:
    """Undo, as an organizer and for a reason, what was last said of the item. Raises NothingToTakeBack."""
    authorize_organizer(by)
    last = last_mark(booth, item)
    if last is None or last.kind == "taken_back":
        raise NothingToTakeBack
    _mark(booth, item, "taken_back", by, needed_reason(reason))


def _mark(booth: Booth, item: ChecklistItem, kind: str, by: Person, note: str = "") -> None:
    last = last_mark(booth, item)
    if last is not None and last.kind == kind:
        return
    row = ChecklistMark(
        booth_id=booth.id, item_id=item.id, kind=kind, by_id=by.id, at=clock.now(), note=clean_lines(note)
    )
    db.session.add(row)
    db.session.flush()
    audit.note(
        f"checklist.{kind}", by=by.id, booth=booth.id, subject=f"checklist:{item.id}",
        details={"title": item.title, "note": row.note},
    )  # fmt: skip
