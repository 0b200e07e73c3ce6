"""A product list before it is taken in: read it, keep it as typed, mend its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db, lock_row
from marketplace.core.sheets import Cell, column_key, read_sheet
from marketplace.core.text import clean, clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import membership_for
from marketplace.domain.catalog.actions.mending import standing_of
from marketplace.domain.catalog.errors import NoHeader, NoRows, SheetIsBusy, SheetIsDone
from marketplace.domain.catalog.importing.checking import CheckedSheet, check_rows
from marketplace.domain.catalog.importing.columns import COLUMNS, column_named, known_names
from marketplace.domain.catalog.models import ImportSheet, Product

LONGEST_CELL = 8_000


def read_import(booth: Booth, *, by: Person, file_name: str, data: bytes) -> ImportSheet:
    """Keep a product list as typed, for a look before anything is made of it.

    Raises NotASheet and its kind, NoHeader, NoRows. The file is read before the transaction: that takes a while.
    """
    membership_for(by, booth.id, can_edit_products)
    rows = _rows_of(data)
    return _keep_sheet(booth, by, clean(file_name)[-120:], rows)


@transactional
def update_import_cells(sheet: ImportSheet, *, by: Person, cells: Mapping[tuple[int, str], str]) -> None:
    """Write what was typed into cells, given by the place of the row (0 is the first) and our key of the column.

    Raises SheetIsBusy, SheetIsDone.
    """
    membership_for(by, sheet.booth_id, can_edit_products)
    lock_row(sheet)
    check_in_preview(sheet)
    keys = {column.key for column in COLUMNS}
    rows = [dict(row) for row in sheet.rows]
    for (place, key), text in cells.items():
        if 0 <= place < len(rows) and key in keys:
            rows[place][key] = clean_lines(text)[:LONGEST_CELL]
    sheet.rows = rows


@transactional
def drop_import(sheet: ImportSheet, *, by: Person) -> None:
    """Forget a list that was not taken in; raise SheetIsBusy, SheetIsDone."""
    membership_for(by, sheet.booth_id, can_edit_products)
    lock_row(sheet)
    check_in_preview(sheet)
    sheet.state = "dropped"


def checked_import(sheet: ImportSheet) -> CheckedSheet:
    """The list with everything that was found in it, compared with what the booth has."""
    known = select(Product.name).where(Product.booth_id == sheet.booth_id, Product.state != "withdrawn")
    return check_rows(
        sheet.rows,
        known_names=frozenset(name.casefold() for name in db.session.scalars(known)),
        standing=standing_of(sheet.booth_id),
        near=current_app.config["MARKET"].PROVINCE_CODE,
        done=frozenset(sheet.done_places),
    )


def check_in_preview(sheet: ImportSheet) -> None:
    """Raise SheetIsBusy while the list is being taken in, SheetIsDone once it was or was dropped."""
    if sheet.state == "taking_in":
        raise SheetIsBusy
    if sheet.state != "preview":
        raise SheetIsDone


def _rows_of(data: bytes) -> list[dict[str, str]]:
    sheet = read_sheet(data, known_columns=known_names())
    keys = _keys_of(sheet.header)
    if not {"name", "price"} <= set(keys):
        raise NoHeader
    rows = [_typed(number, keys, cells) for number, cells in sheet.body]
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        raise NoRows
    return rows


def _keys_of(header: list[str]) -> list[str]:
    """Our key of each column; a name of theirs where we have none, nothing for a column met before."""
    keys: list[str] = []
    for name in header:
        column = column_named(name) if column_key(name) else None
        key = column.key if column else clean(name)[:60]
        keys.append("" if key in keys else key)
    return keys


def _typed(number: int, keys: list[str], cells: list[Cell]) -> dict[str, str]:
    row = {key: text for key, cell in zip(keys, cells, strict=False) if key and (text := _as_typed(cell))}
    return {"#": str(number), **row}


def _as_typed(cell: Cell) -> str:
    """The text of a cell as a person would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.6f}".rstrip("0").replace(".", ",")
    return clean_lines(str(cell))[:LONGEST_CELL]


@transactional
def _keep_sheet(booth: Booth, by: Person, file_name: str, rows: list[dict[str, str]]) -> ImportSheet:
    sheet = ImportSheet(
        booth_id=booth.id, by_id=by.id, file_name=file_name, rows=rows, row_count=len(rows), state="preview",
        at=clock.now(),
    )  # fmt: skip
    db.session.add(sheet)
    db.session.flush()
    return sheet
