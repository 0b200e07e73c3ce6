"""Which field each column of a brought list is: told by its name, by a person, and remembered for the booth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from marketplace.core.db import db, lock_row
from marketplace.core.sheets import column_key
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.errors import ColumnsLacking, ColumnTwice, SheetIsBusy, SheetIsDone
from marketplace.domain.catalog.importing.columns import COLUMNS, column_named
from marketplace.domain.catalog.models import ImportColumn, ImportSheet
from marketplace.domain.catalog.rules import columns_are_enough


@transactional
def map_import_columns(sheet: ImportSheet, *, by: Person, fields: Sequence[str]) -> None:
    """Say which of our fields each column of the file is, empty for none; the booth's next list is read alike.

    What was typed into cells stays. Raises ColumnTwice naming `column-<place>`, ColumnsLacking, SheetIsBusy,
    SheetIsDone.
    """
    authorize(by, sheet.booth_id, can_edit_products)
    lock_row(sheet)
    check_in_preview(sheet)
    fields = _checked_fields(sheet.columns, fields)
    moved = {
        column["field"] or column["own"]: field or column["own"]
        for column, field in zip(sheet.columns, fields, strict=True)
    }
    sheet.rows = [_moved(row, moved) for row in sheet.rows]
    sheet.columns = [
        {**column, "field": field, "said": "yes"} for column, field in zip(sheet.columns, fields, strict=True)
    ]
    _remember(sheet)


def columns_of(header: Sequence[str], remembered: Mapping[str, str]) -> list[dict[str, str]]:
    """The columns of a file with what they are: as the booth said before, else as their names say, each field once."""
    columns: list[dict[str, str]] = []
    for place, written in enumerate(header):
        name, key = clean(written)[:60], column_key(written)
        named = column_named(written) if key else None
        field = remembered.get(key, named.key if named else "") if key else ""
        if field in {each["field"] for each in columns}:
            field = ""
        told = {"name": name or _letter(place), "own": _own_key(name, place, columns), "field": field}
        columns.append({**told, "said": "yes" if key in remembered else ""})
    return columns


def check_in_preview(sheet: ImportSheet) -> None:
    """Raise SheetIsBusy while the list is being taken in, SheetIsDone once it was or was dropped."""
    if sheet.state == "taking_in":
        raise SheetIsBusy
    if sheet.state != "preview":
        raise SheetIsDone


def _checked_fields(columns: Sequence[Mapping[str, str]], fields: Sequence[str]) -> list[str]:
    known = {column.key for column in COLUMNS}
    wanted = [field if field in known else "" for field in fields][: len(columns)]
    wanted += [""] * (len(columns) - len(wanted))
    for place, field in enumerate(wanted):
        if field and field in wanted[:place]:
            raise ColumnTwice(field=f"column-{place}", name=columns[wanted.index(field)]["name"])
    if not columns_are_enough(wanted):
        raise ColumnsLacking
    return wanted


def _moved(row: Mapping[str, str], moved: Mapping[str, str]) -> dict[str, str]:
    stays = {key: text for key, text in row.items() if key not in moved}
    return stays | {moved[key]: text for key, text in row.items() if key in moved and text}


def _remember(sheet: ImportSheet) -> None:
    told = {column_key(column["name"]): column["field"] for column in reversed(sheet.columns)}
    told.pop("", None)
    mine = (ImportColumn.booth_id == sheet.booth_id, ImportColumn.header.in_(told))
    db.session.execute(delete(ImportColumn).where(*mine))
    db.session.add_all(ImportColumn(booth_id=sheet.booth_id, header=key, field=field) for key, field in told.items())
    db.session.flush()


def _own_key(name: str, place: int, before: Sequence[Mapping[str, str]]) -> str:
    """A key for the cells of a column that is no field of ours: its name, if that can be told from the others."""
    taken = {column.key for column in COLUMNS} | {"#"} | {each["own"] for each in before}
    return name if name and name not in taken else f"{name} [{_letter(place)}]".strip()


def _letter(place: int) -> str:
    """What spreadsheets call a column: A to Z, then AA and so on."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
