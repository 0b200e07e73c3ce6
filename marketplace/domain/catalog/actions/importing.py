"""A product list before it is taken in: read it, keep it as typed, mend its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import current_app

from marketplace.core import clock
from marketplace.core.db import db, lock_row
from marketplace.core.sheets import Cell, Sheet, read_sheet
from marketplace.core.text import clean, clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.columns import check_in_preview, columns_of
from marketplace.domain.catalog.actions.mending import kept_in, standing_of
from marketplace.domain.catalog.errors import NoHeader, NoRows
from marketplace.domain.catalog.importing.checking import CheckedSheet, check_rows
from marketplace.domain.catalog.importing.columns import COLUMNS, known_names
from marketplace.domain.catalog.models import ImportSheet
from marketplace.domain.catalog.queries.sheets import remembered_columns

LONGEST_CELL = 8_000
FEWEST_COLUMNS = 2


def read_import(booth: Booth, *, by: Person, file_name: str, data: bytes) -> ImportSheet:
    """Keep a product list as typed, for a look before anything is made of it.

    Columns are known by what the booth said of them before, then by their names. Raises NotASheet and its kind,
    NoHeader, NoRows. The file is read before the transaction: that takes a while.
    """
    authorize(by, booth.id, can_edit_products)
    sheet = read_sheet(data, known_columns=known_names())
    columns = columns_of(sheet.header, remembered_columns(booth))
    rows = _rows_of(sheet, columns)
    return _keep_sheet(booth, by, clean(file_name)[-120:], columns, rows)


@transactional
def update_import_cells(sheet: ImportSheet, *, by: Person, cells: Mapping[tuple[int, str], str]) -> None:
    """Write what was typed into cells, given by the place of the row (0 is the first) and our key of the column.

    Raises SheetIsBusy, SheetIsDone.
    """
    authorize(by, sheet.booth_id, can_edit_products)
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
    authorize(by, sheet.booth_id, can_edit_products)
    lock_row(sheet)
    check_in_preview(sheet)
    sheet.state = "dropped"


def checked_import(sheet: ImportSheet) -> CheckedSheet:
    """The list with everything that was found in it, compared with what the booth has."""
    kept = kept_in(sheet.booth_id)
    return check_rows(
        sheet.rows,
        known_names=kept.names,
        standing=standing_of(sheet.booth_id, sheet.rows, kept.claims),
        near=current_app.config["MARKET"].PROVINCE_CODE,
        done=frozenset(sheet.done_places),
    )


def _rows_of(sheet: Sheet, columns: list[dict[str, str]]) -> list[dict[str, str]]:
    if len(columns) < FEWEST_COLUMNS:
        raise NoHeader
    keys = [column["field"] or column["own"] for column in columns]
    rows = [_typed(number, keys, cells) for number, cells in sheet.body]
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        raise NoRows
    return rows


def _typed(number: int, keys: list[str], cells: list[Cell]) -> dict[str, str]:
    row = {key: text for key, cell in zip(keys, cells, strict=False) if (text := _as_typed(cell))}
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
def _keep_sheet(
    booth: Booth, by: Person, file_name: str, columns: list[dict[str, str]], rows: list[dict[str, str]]
) -> ImportSheet:
    sheet = ImportSheet(
        booth_id=booth.id, by_id=by.id, file_name=file_name, columns=columns, rows=rows,
        row_count=len(rows), state="preview", at=clock.now(),
    )  # fmt: skip
    db.session.add(sheet)
    db.session.flush()
    return sheet
