"""The product lists that a booth brought."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.errors import ArchiveNotThere, SheetNotThere
from marketplace.domain.catalog.models import ImportArchive, ImportColumn, ImportSheet, Product


def import_sheet_for(booth: Booth, sheet_id: int) -> ImportSheet:
    """One list of this booth with what its columns are; raise SheetNotThere."""
    found = select(ImportSheet).where(ImportSheet.booth_id == booth.id, ImportSheet.id == sheet_id)
    sheet = db.session.scalar(found.options(undefer(ImportSheet.columns)))
    if sheet is None:
        raise SheetNotThere
    return sheet


def archives_of(sheet: ImportSheet) -> Sequence[ImportArchive]:
    """The photos that came beside this list, the newest first."""
    found = select(ImportArchive).where(ImportArchive.booth_id == sheet.booth_id, ImportArchive.sheet_id == sheet.id)
    return db.session.scalars(found.order_by(ImportArchive.id.desc()).limit(20)).all()


def archive_of(sheet: ImportSheet, archive_id: int) -> ImportArchive:
    """One ZIP beside this list; raise ArchiveNotThere."""
    found = select(ImportArchive).where(
        ImportArchive.booth_id == sheet.booth_id, ImportArchive.sheet_id == sheet.id, ImportArchive.id == archive_id
    )
    archive = db.session.scalar(found)
    if archive is None:
        raise ArchiveNotThere
    return archive


def remembered_columns(booth: Booth) -> dict[str, str]:
    """What the booth said its columns are, by header as `column_key` gives it; empty for one that is not used."""
    found = select(ImportColumn.header, ImportColumn.field).where(ImportColumn.booth_id == booth.id)
    return dict(iter(db.session.execute(found)))


def products_to_list(booth: Booth) -> Sequence[Product]:
    """Every product of the booth that was not given up, with all that a product list tells of it, by name."""
    found = select(Product).where(Product.booth_id == booth.id, Product.state != "withdrawn")
    parts = (
        joinedload(Product.category), joinedload(Product.origin).joinedload(Commune.province),
        selectinload(Product.variants),
    )  # fmt: skip
    return db.session.scalars(found.options(*parts).order_by(Product.sort_key, Product.id)).unique().all()


def import_sheets_of(booth: Booth) -> Sequence[ImportSheet]:
    """The lists of this booth that were not dropped, the newest first; the last twenty."""
    found = select(ImportSheet).where(ImportSheet.booth_id == booth.id, ImportSheet.state != "dropped")
    return db.session.scalars(found.order_by(ImportSheet.id.desc()).limit(20)).all()
