"""Organizers keep the checklist: what it asks, in which order, and what it no longer asks."""

from __future__ import annotations

from dataclasses import asdict, replace

from sqlalchemy import select

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.text import clean, clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.joining.access import can_keep_checklist
from marketplace.domain.joining.errors import CheckTaken, ItemInUse, OnlyAfterOpening, TitleMissing, UnknownKind
from marketplace.domain.joining.models import ChecklistItem
from marketplace.domain.joining.queries import is_used
from marketplace.domain.joining.rules import AFTER_OPENING, CHECKS, KINDS, ItemFacts
from marketplace.domain.joining.suggestions import SUGGESTIONS


@transactional
def add_item(*, kind: str, check_name: str | None = None, facts: ItemFacts, by: Person) -> ChecklistItem:
    """Ask something more of every booth; raise UnknownKind, CheckTaken, TitleMissing, OnlyAfterOpening."""
    _check_organizer(by)
    if kind not in KINDS or (kind == "computed") != (check_name in CHECKS):
        raise UnknownKind
    if check_name and db.session.scalar(select(ChecklistItem.id).where(ChecklistItem.check_name == check_name)):
        raise CheckTaken
    told = _cleaned(facts, check_name)
    item = ChecklistItem(kind=kind, check_name=check_name or None, created_at=clock.now(), **asdict(told))
    db.session.add(item)
    db.session.flush()
    _note("checklist.item_added", item, by)
    return item


@transactional
def update_item(item: ChecklistItem, *, facts: ItemFacts, by: Person) -> None:
    """Change how an item is told, whether it is required, its place, or whether it is asked at all."""
    _check_organizer(by)
    for name, value in asdict(_cleaned(facts, item.check_name)).items():
        setattr(item, name, value)
    db.session.flush()
    _note("checklist.item_changed", item, by)


@transactional
def remove_item(item: ChecklistItem, *, by: Person) -> None:
    """Forget an item of which nothing was said yet; raise ItemInUse for the others, which can only be stopped."""
    _check_organizer(by)
    if is_used(item):
        raise ItemInUse
    _note("checklist.item_removed", item, by)
    db.session.delete(item)
    db.session.flush()


@transactional
def load_default_checklist(*, by: Person) -> int:
    """Begin with the items that the law and good sense ask for, where there are none yet; how many were added."""
    _check_organizer(by)
    if db.session.scalar(select(ChecklistItem.id).limit(1)) is not None:
        return 0
    for position, (kind, check_name, facts) in enumerate(SUGGESTIONS, start=1):
        add_item(kind=kind, check_name=check_name, facts=replace(facts, position=position * 10), by=by)
    return len(SUGGESTIONS)


def _cleaned(facts: ItemFacts, check_name: str | None) -> ItemFacts:
    told = replace(
        facts, title=clean(facts.title), title_en=clean(facts.title_en), hint=clean_lines(facts.hint),
        hint_en=clean_lines(facts.hint_en),
    )  # fmt: skip
    if not told.title:
        raise TitleMissing
    if told.is_required and check_name in AFTER_OPENING:
        raise OnlyAfterOpening
    return told


def _check_organizer(by: Person) -> None:
    if not can_keep_checklist(by):
        raise ForOrganizers


def _note(action: str, item: ChecklistItem, by: Person) -> None:
    facts = {name: getattr(item, name) for name in ("kind", "check_name", "title", "is_required", "is_active")}
    audit.note(action, by=by.id, subject=f"checklist:{item.id}", details=facts)
