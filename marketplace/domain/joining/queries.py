"""Reads of the checklist: its items, and how they stand in one booth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.rules import BoothFacts, first_missing
from marketplace.domain.catalog.models import Photo, Product, Variant
from marketplace.domain.joining.errors import ItemNotThere
from marketplace.domain.joining.models import ChecklistItem, ChecklistMark
from marketplace.domain.joining.rules import (
    CHECKS,
    Standing,
    holds_up_opening,
    holds_up_sending,
    next_step,
    state_of,
)
from marketplace.domain.papers.models import Paper
from marketplace.domain.shipping.models import ShippingRate


@dataclass(frozen=True)
class Entry:
    """One item as it stands in one booth, with what was last said of it."""

    item: ChecklistItem
    standing: Standing
    mark: ChecklistMark | None

    @property
    def state(self) -> str:
        """Done, waived, open or waiting."""
        return self.standing.state

    @property
    def page(self) -> str:
        """Where a seller brings it about; empty where it is said on the checklist itself."""
        return CHECKS.get(self.item.check_name or "", "")


@dataclass(frozen=True)
class Checklist:
    """Every active item of one booth, in order."""

    booth_state: str
    entries: Sequence[Entry]

    @property
    def open_for_sending(self) -> list[Entry]:
        """The required items that keep the application from being sent."""
        return [entry for entry in self.entries if holds_up_sending(entry.standing)]

    @property
    def open_for_opening(self) -> list[Entry]:
        """The required items that keep the booth from being opened."""
        return [entry for entry in self.entries if holds_up_opening(entry.standing)]

    @property
    def met_count(self) -> int:
        """How many items are done or waived."""
        return sum(entry.standing.is_met for entry in self.entries)

    @cached_property
    def next_entry(self) -> Entry | None:
        """The item that is the seller's next step, if it is one."""
        step = next_step(self.booth_state, [entry.standing for entry in self.entries])
        return self.entries[step] if isinstance(step, int) else None

    @cached_property
    def next_move(self) -> str:
        """The next step where it is none of the items: `send`, `wait`, or nothing."""
        step = next_step(self.booth_state, [entry.standing for entry in self.entries])
        return step if isinstance(step, str) else ""


def checklist_items() -> Sequence[ChecklistItem]:
    """Every item, those no longer used last, in the order in which sellers see them."""
    found = select(ChecklistItem).order_by(ChecklistItem.is_active.desc(), ChecklistItem.position, ChecklistItem.id)
    return db.session.scalars(found).all()


def item_by_id(item_id: int) -> ChecklistItem:
    """The item of this number; raise ItemNotThere."""
    item = db.session.get(ChecklistItem, item_id)
    if item is None:
        raise ItemNotThere
    return item


def is_used(item: ChecklistItem) -> bool:
    """Whether anything was said of this item in any booth."""
    return bool(db.session.scalar(select(exists().where(ChecklistMark.item_id == item.id))))


def checklist_of(booth: Booth) -> Checklist:
    """How every active item stands in the booth now, in one statement."""
    rows = db.session.execute(_entries_of(booth)).unique()
    return Checklist(booth.state, [_entry(booth, item, mark, seen) for item, mark, *seen in rows])


def last_mark(booth: Booth, item: ChecklistItem) -> ChecklistMark | None:
    """What was last said of an item in a booth."""
    found = select(ChecklistMark).where(ChecklistMark.booth_id == booth.id, ChecklistMark.item_id == item.id)
    return db.session.scalars(found.order_by(ChecklistMark.id.desc()).limit(1)).first()


def _entries_of(booth: Booth) -> Select[Any]:
    last = select(func.max(ChecklistMark.id)).where(ChecklistMark.booth_id == booth.id).group_by(ChecklistMark.item_id)
    on_it = (ChecklistMark.booth_id == booth.id) & (ChecklistMark.item_id == ChecklistItem.id)
    seen = [select(check).scalar_subquery().label(name) for name, check in _seen_in(booth).items()]
    return (
        select(ChecklistItem, ChecklistMark, *seen)
        .outerjoin(ChecklistMark, on_it & ChecklistMark.id.in_(last))
        .outerjoin(Person, Person.id == ChecklistMark.by_id)
        .options(contains_eager(ChecklistMark.by))
        .where(ChecklistItem.is_active.is_(True))
        .order_by(ChecklistItem.position, ChecklistItem.id)
    )


def _seen_in(booth: Booth) -> dict[str, ColumnElement[bool]]:
    """What the database is asked of a booth; the rest stands in its own row."""
    product = (Product.booth_id == booth.id, Product.state != "withdrawn")
    return {
        "shipping_set": exists().where(ShippingRate.booth_id == booth.id),
        "product_ready": exists().where(
            *product, Variant.booth_id == booth.id, Variant.product_id == Product.id, Variant.is_active.is_(True),
            Photo.booth_id == booth.id, Photo.product_id == Product.id,
        ),
        "product_on_sale": exists().where(Product.booth_id == booth.id, Product.state == "on_sale"),
        "paper_on_file": exists().where(Paper.booth_id == booth.id, Paper.state != "refused"),
        "paper_checked": exists().where(Paper.booth_id == booth.id, Paper.state == "checked"),
    }  # fmt: skip


def _entry(booth: Booth, item: ChecklistItem, mark: ChecklistMark | None, seen: list[bool]) -> Entry:
    facts = {**dict(zip(_seen_in(booth), seen, strict=True)), **_told_by(booth)}
    state = state_of(item.kind, mark.kind if mark else None, bool(facts.get(item.check_name or "")))
    return Entry(item, Standing(item.kind, state, item.is_required), mark)


def _told_by(booth: Booth) -> dict[str, bool]:
    told = BoothFacts(**{name: getattr(booth, name) for name in BoothFacts.__dataclass_fields__})
    return {
        "identity_complete": first_missing(told) is None,
        "story_told": bool(booth.story),
        "pictures_shown": bool(booth.cover_key and booth.portrait_key),
    }
