"""Taking in a product list: asked for by a person, done by a worker part by part, each row once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any

from sqlalchemy import or_, select

from marketplace.core import audit, clock
from marketplace.core.db import db, lock_row
from marketplace.core.errors import Refusal
from marketplace.core.jobs import run_soon
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.columns import check_in_preview
from marketplace.domain.catalog.actions.importing import checked_import
from marketplace.domain.catalog.actions.making import cleaned_texts, new_draft
from marketplace.domain.catalog.actions.mending import apply_changes
from marketplace.domain.catalog.actions.pricing import cleaned_variant, note_new_variants, variant_row, with_code
from marketplace.domain.catalog.errors import SheetHasProblems, SheetIsDone
from marketplace.domain.catalog.importing.checking import CheckedRow, CheckedSheet, Draft
from marketplace.domain.catalog.models import ImportSheet, Product, ProductStep, Variant
from marketplace.domain.catalog.rules import VariantFacts

log = logging.getLogger(__name__)

# Rows in one transaction: SQLite has one writer, and a purchase must not wait long for its turn.
ROWS_AT_ONCE = 100
HELD = timedelta(minutes=2)
MOST_TRIES = 5


@dataclass(frozen=True)
class Part:
    """What one transaction takes in: new products, and rows that change known ones."""

    drafts: Sequence[Draft] = ()
    changed: Sequence[CheckedRow] = ()


def ask_to_take_in(sheet: ImportSheet, *, by: Person) -> None:
    """Have a worker make every new product of the list and every change of a known code; asking twice is asking once.

    Raises SheetHasProblems, SheetIsDone. The list is checked before the transaction: a long one takes a while.
    """
    authorize(by, sheet.booth_id, can_edit_products)
    if sheet.state == "preview":
        checked = checked_import(sheet)
        if checked.problem_count:
            raise SheetHasProblems
        _keep_asked(sheet, by, checked)
    elif sheet.state == "dropped":
        raise SheetIsDone


@transactional
def stop_taking_in(sheet: ImportSheet, *, by: Person) -> None:
    """Have the worker leave a running list after the part it is at; what is in stays, the rest may be asked for.

    Stopped twice is stopped once. Raises SheetIsDone for one of which everything is in, or that was dropped.
    """
    authorize(by, sheet.booth_id, can_edit_products)
    lock_row(sheet)
    if sheet.state in ("taken_in", "dropped"):
        raise SheetIsDone
    if sheet.state == "taking_in":
        sheet.state, sheet.held_until = "preview", None
        details = {"done": sheet.done_count, "wanted": sheet.wanted_count}
        audit.note("import.stopped", by=by.id, booth=sheet.booth_id, subject=f"import:{sheet.id}", details=details)


@transactional
def take_in_import(sheet: ImportSheet, *, by: Person) -> list[Product]:
    """Take the whole list in at once, for programs that wait for it; a second time nothing is left.

    All of it or nothing. Raises SheetHasProblems, SheetIsBusy, SheetIsDone, and what `update_product` raises.
    """
    authorize(by, sheet.booth_id, can_edit_products)
    lock_row(sheet)
    if sheet.state == "taken_in":
        return []
    check_in_preview(sheet)
    checked = checked_import(sheet)
    if checked.problem_count:
        raise SheetHasProblems
    _mark_asked(sheet, by, checked)
    products = _take_part(sheet, Part(checked.drafts(), checked.changed_rows))
    _mark_done(sheet)
    return products or []


def take_in_asked_imports() -> None:
    """Work on every list that somebody asked to be taken in, the oldest first; one that fails is left for later."""
    while (sheet_id := _held_import()) is not None:
        try:
            while not _take_round(sheet_id):
                pass
        except Refusal:
            log.warning("the taking in of list %s was refused", sheet_id, exc_info=True)
            _give_back(sheet_id, "refused")
        except Exception:
            db.session.rollback()
            log.exception("the taking in of list %s failed; it is tried again", sheet_id)


def _take_round(sheet_id: int) -> bool:
    """Check what is left and take it in; False when the booth changed meanwhile, so that it is to be checked anew."""
    sheet = db.session.get_one(ImportSheet, sheet_id)
    checked = checked_import(sheet)
    db.session.rollback()
    if checked.problem_count:
        _give_back(sheet_id, "problems")
        return True
    for part in _parts_of(checked):
        if not _take_asked_part(sheet_id, part):
            return False
    _finish(sheet_id)
    return True


def _parts_of(checked: CheckedSheet) -> Iterator[Part]:
    """Parts of about `ROWS_AT_ONCE` rows; what belongs to one product stays together."""
    for drafts in _in_hundreds(checked.drafts(), lambda draft: len(draft.places)):
        yield Part(drafts=drafts)
    for groups in _in_hundreds(checked.changes, len):
        yield Part(changed=list(chain.from_iterable(groups)))


def _in_hundreds(things: Sequence[Any], rows_of: Any) -> Iterator[list[Any]]:
    taken: list[Any] = []
    count = 0
    for thing in things:
        taken.append(thing)
        count += rows_of(thing)
        if count >= ROWS_AT_ONCE:
            yield taken
            taken, count = [], 0
    if taken:
        yield taken


@transactional
def _keep_asked(sheet: ImportSheet, by: Person, checked: CheckedSheet) -> None:
    lock_row(sheet)
    if sheet.state != "preview":
        return
    _mark_asked(sheet, by, checked)
    run_soon("take_in_lists")


def _mark_asked(sheet: ImportSheet, by: Person, checked: CheckedSheet) -> None:
    sheet.state, sheet.asked_by_id, sheet.halted = "taking_in", by.id, ""
    sheet.tries, sheet.held_until = 0, None
    rows = sum(len(draft.places) for draft in checked.drafts()) + len(checked.changed_rows)
    sheet.wanted_count = len(sheet.done_places) + rows
    audit.note("import.asked", by=by.id, booth=sheet.booth_id, subject=f"import:{sheet.id}", details={"rows": rows})


@transactional
def _held_import() -> int | None:
    """The next list to work on, held for this worker; one that failed too often is given back instead."""
    now = clock.now()
    free = or_(ImportSheet.held_until.is_(None), ImportSheet.held_until <= now)
    found = select(ImportSheet).where(ImportSheet.state == "taking_in", free).order_by(ImportSheet.id)
    for sheet in db.session.scalars(found.with_for_update(skip_locked=True)):
        if sheet.tries >= MOST_TRIES:
            sheet.state, sheet.halted = "preview", "failed"
            continue
        sheet.tries, sheet.held_until = sheet.tries + 1, now + HELD
        return sheet.id
    return None


@transactional
def _take_asked_part(sheet_id: int, part: Part) -> bool:
    sheet = _locked(sheet_id)
    return sheet.state != "taking_in" or _take_part(sheet, part) is not None


def _take_part(sheet: ImportSheet, part: Part) -> list[Product] | None:
    """Make the part's products and changes, except those that are done; None when a name or code was taken since."""
    by = db.session.get_one(Person, sheet.asked_by_id)
    authorize(by, sheet.booth_id, can_edit_products)
    done = set(sheet.done_places)
    drafts = [draft for draft in part.drafts if done.isdisjoint(draft.places)]
    changed = [row for row in part.changed if row.place not in done]
    if _is_taken(sheet.booth_id, drafts):
        return None
    products = _make(sheet, drafts, by)
    apply_changes(sheet.booth_id, changed, by=by)
    done |= {place for draft in drafts for place in draft.places} | {row.place for row in changed}
    sheet.done_places = sorted(done)
    sheet.made_count += len(products)
    sheet.changed_count += len(changed)
    sheet.tries, sheet.held_until = 0, clock.now() + HELD
    return products


def _is_taken(booth_id: int, drafts: Sequence[Draft]) -> bool:
    """Whether somebody made a product of such a name, or gave such a code, since the list was checked."""
    names = {draft.facts.name.casefold() for draft in drafts}
    known = select(Product.name).where(Product.booth_id == booth_id, Product.state != "withdrawn")
    if not names.isdisjoint(name.casefold() for name in db.session.scalars(known)):
        return True
    codes = {facts.sku for draft in drafts for facts in draft.variants if facts.sku}
    taken = select(Variant.id).where(Variant.booth_id == booth_id, Variant.sku.in_(codes))
    return db.session.scalar(taken.limit(1)) is not None


@transactional
def _finish(sheet_id: int) -> None:
    sheet = _locked(sheet_id)
    if sheet.state == "taking_in":
        _mark_done(sheet)
        # Photos that came before their products wait for them.
        run_soon("hang_photos_of_lists")


def _mark_done(sheet: ImportSheet) -> None:
    sheet.state, sheet.taken_in_at = "taken_in", clock.now()
    sheet.held_until = None
    audit.note(
        "import.taken_in", by=sheet.asked_by_id, booth=sheet.booth_id, subject=f"import:{sheet.id}",
        details={"products": sheet.made_count, "changed": sheet.changed_count, "rows": sheet.row_count},
    )  # fmt: skip


@transactional
def _give_back(sheet_id: int, why: str) -> None:
    """Let the person look at the list again; what was taken in already stays and is not asked for again."""
    sheet = _locked(sheet_id)
    if sheet.state == "taking_in":
        sheet.state, sheet.halted, sheet.held_until = "preview", why, None


def _locked(sheet_id: int) -> ImportSheet:
    """The list as it is now, without its rows: they are long and do not change here."""
    found = select(ImportSheet).where(ImportSheet.id == sheet_id).with_for_update()
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def _make(sheet: ImportSheet, drafts: Sequence[Draft], by: Person) -> list[Product]:
    """All products in a few statements: lists are long."""
    booth = db.session.get_one(Booth, sheet.booth_id)
    products = [_new_product(booth, sheet, draft) for draft in drafts]
    db.session.add_all(products)
    db.session.flush()
    wanted = [[with_code(cleaned_variant(facts)) for facts in draft.variants] for draft in drafts]
    rows = [
        [variant_row(product, facts, place) for place, facts in enumerate(each)]
        for product, each in zip(products, wanted, strict=True)
    ]
    db.session.add_all(chain.from_iterable(rows))
    db.session.add_all(_first_step(product, by) for product in products)
    db.session.flush()
    pairs: list[tuple[Variant, VariantFacts]] = list(
        zip(chain.from_iterable(rows), chain.from_iterable(wanted), strict=True)
    )
    note_new_variants(pairs, by=by)
    return products


def _new_product(booth: Booth, sheet: ImportSheet, draft: Draft) -> Product:
    product = new_draft(booth, cleaned_texts(draft.facts), source=draft.source, is_sample=bool(draft.source))
    # Unique in the booth: whatever goes wrong here, a row of a list never makes two products.
    product.sending_key = f"list-{sheet.id}-{draft.places[0]}"
    return product


def _first_step(product: Product, by: Person) -> ProductStep:
    values: dict[str, Any] = {"seq": 1, "from_state": None, "to_state": "draft", "by_id": by.id, "at": clock.now()}
    return ProductStep(booth_id=product.booth_id, product_id=product.id, **values)
