"""Photos in a ZIP beside a list: matched with its rows when they come, hung on the products once these are there."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from sqlalchemy import or_, select

from marketplace.core import audit, clock, files
from marketplace.core.archives import read_pictures
from marketplace.core.db import db, lock_row
from marketplace.core.errors import BadInput, Refusal
from marketplace.core.jobs import run_soon
from marketplace.core.text import clean
from marketplace.core.transactions import after_commit, transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.photos import hang_photo, stored_photo
from marketplace.domain.catalog.errors import NoPhotoMatches, SheetIsBusy, SheetIsDone
from marketplace.domain.catalog.importing.naming import match_photos
from marketplace.domain.catalog.models import ImportArchive, ImportSheet, Photo, Product, Variant

log = logging.getLogger(__name__)

FOLDER = "archives"
HELD = timedelta(minutes=5)
MOST_TRIES = 5


def bring_photos(sheet: ImportSheet, *, by: Person, file_name: str, data: bytes) -> ImportArchive:
    """Keep a ZIP of photos for the products of a list; it is looked through before the transaction.

    Raises NotAnArchive and its kind, NoPhotoMatches, SheetIsDone for a list that was dropped.
    """
    authorize(by, sheet.booth_id, can_edit_products)
    if sheet.state == "dropped":
        raise SheetIsDone
    matched, unmatched = match_photos(list(read_pictures(data)), sheet.rows)
    if not matched:
        raise NoPhotoMatches(names=", ".join(unmatched[:5]))
    key = files.keep(data, folder=FOLDER, suffix="zip")
    return _keep_archive(sheet, by, clean(file_name)[-120:], key, matched, unmatched)


@transactional
def take_back_photos(archive: ImportArchive, *, by: Person) -> None:
    """Forget a ZIP of which no photo hangs yet; raise SheetIsBusy once they are being hung, SheetIsDone afterwards."""
    authorize(by, archive.booth_id, can_edit_products)
    lock_row(archive)
    if archive.state != "waiting":
        raise SheetIsDone
    if archive.done or (archive.held_until is not None and archive.held_until > clock.now()):
        raise SheetIsBusy
    db.session.delete(archive)
    audit.note("import.photos_taken_back", by=by.id, booth=archive.booth_id, subject=f"import:{archive.sheet_id}")
    after_commit(partial(files.drop, archive.file_key))


def hang_brought_photos() -> None:
    """Hang the photos of every ZIP whose list is taken in, each once; one ZIP that fails is left for later."""
    while (archive_id := _held_archive()) is not None:
        try:
            _hang_all(archive_id)
        except Exception:
            db.session.rollback()
            log.exception("the photos of archive %s could not be hung; it is tried again", archive_id)


@transactional
def _keep_archive(
    sheet: ImportSheet, by: Person, file_name: str, key: str, matched: dict[str, int], unmatched: list[str]
) -> ImportArchive:
    archive = ImportArchive(
        booth_id=sheet.booth_id, sheet_id=sheet.id, by_id=by.id, file_name=file_name, file_key=key, at=clock.now(),
        matched=matched, unmatched=unmatched,
    )  # fmt: skip
    db.session.add(archive)
    db.session.flush()
    audit.note(
        "import.photos", by=by.id, booth=sheet.booth_id, subject=f"import:{sheet.id}", details={"photos": len(matched)}
    )
    run_soon("hang_photos_of_lists")
    return archive


@transactional
def _held_archive() -> int | None:
    """The next ZIP to work on, held for this worker; one that failed too often is given up."""
    now = clock.now()
    free = or_(ImportArchive.held_until.is_(None), ImportArchive.held_until <= now)
    found = (
        select(ImportArchive)
        .join(ImportSheet, ImportSheet.id == ImportArchive.sheet_id)
        .where(ImportArchive.state == "waiting", ImportSheet.state == "taken_in", free)
        .order_by(ImportArchive.id)
        .with_for_update(skip_locked=True, of=ImportArchive)
    )
    for archive in db.session.scalars(found):
        if archive.tries >= MOST_TRIES:
            _close(archive, "failed")
            continue
        archive.tries, archive.held_until = archive.tries + 1, now + HELD
        return archive.id
    return None


def _hang_all(archive_id: int) -> None:
    archive = db.session.get_one(ImportArchive, archive_id)
    key, matched, done, by_id = archive.file_key, archive.matched, set(archive.done), archive.by_id
    sheet_id, booth_id = archive.sheet_id, archive.booth_id
    rows = db.session.get_one(ImportSheet, sheet_id).rows
    db.session.rollback()
    pictures = read_pictures(files.read(key))
    # A JSON object keeps no order on PostgreSQL: matched anew, they come in the order in which they are hung.
    for name in match_photos(list(matched), rows)[0]:
        if name not in done:
            by = db.session.get_one(Person, by_id)
            authorize(by, booth_id, can_edit_products)
            product = _product_of(booth_id, sheet_id, rows, matched[name])
            _hang_one(archive_id, name, product, pictures.get(name, b""))
    _finish(archive_id)


def _hang_one(archive_id: int, name: str, product: Product | None, data: bytes) -> None:
    """Paint one photo, then hang it and note that in one transaction; what speaks against it is noted as well."""
    if product is None:
        _note(archive_id, name, "no-product")
        return
    try:
        photo = stored_photo(product.booth_id, data)
        _hang_and_note(archive_id, name, product, photo)
    except BadInput as refusal:
        _note(archive_id, name, refusal.code)
    except Refusal as refusal:
        _note(archive_id, name, refusal.code)


@transactional
def _hang_and_note(archive_id: int, name: str, product: Product, photo: Photo) -> None:
    archive = _locked(archive_id)
    if name in archive.done:
        return
    hang_photo(product, photo)
    _mark(archive, name)


@transactional
def _note(archive_id: int, name: str, problem: str) -> None:
    archive = _locked(archive_id)
    if name not in archive.done:
        archive.problems = {**archive.problems, name: problem}
        _mark(archive, name)


def _mark(archive: ImportArchive, name: str) -> None:
    archive.done = [*archive.done, name]
    archive.tries, archive.held_until = 0, clock.now() + HELD
    db.session.flush()


@transactional
def _finish(archive_id: int) -> None:
    archive = _locked(archive_id)
    if archive.state == "waiting":
        _close(archive, "done")


def _close(archive: ImportArchive, state: str) -> None:
    """The pictures are on the products now, painted anew: what came from outside is not kept."""
    archive.state, archive.held_until = state, None
    after_commit(partial(files.drop, archive.file_key))


def _locked(archive_id: int) -> ImportArchive:
    found = select(ImportArchive).where(ImportArchive.id == archive_id).with_for_update()
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def _product_of(booth_id: int, sheet_id: int, rows: list[dict[str, str]], place: int) -> Product | None:
    """The product that a row made or changed: by its code, else as one of the rows of its name that made it."""
    code = clean(rows[place].get("sku", "")).upper()
    found = select(Product).where(Product.booth_id == booth_id, Product.state != "withdrawn")
    if code:
        coded = found.join(Variant, Variant.product_id == Product.id)
        return db.session.scalar(coded.where(Variant.booth_id == booth_id, Variant.sku == code))
    name = clean(rows[place].get("name", "")).casefold()
    same = [n for n, row in enumerate(rows) if clean(row.get("name", "")).casefold() == name]
    keys = [f"list-{sheet_id}-{n}" for n in same]
    return db.session.scalar(found.where(Product.sending_key.in_(keys)))
