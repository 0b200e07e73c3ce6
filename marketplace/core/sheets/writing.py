"""Writing a spreadsheet in which no text is a formula (THREATS T26)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from marketplace.core.clock import format_day, format_moment, local
from marketplace.core.formulas import guarded, is_formula

_LONGEST_CELL = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_TITLE = re.compile(r"[\\/*?:\[\]]")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file in UTF-8 with its mark, which Excel needs; texts quoted and guarded, numbers plain."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    for row in (header, *rows):
        writer.writerow([_csv_value(value) for value in row])
    return file.getvalue().encode("utf-8-sig", errors="replace")


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An XLSX file of one sheet: the header bold and standing still, texts never formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", _NOT_IN_XML.sub("", title))[:31].strip("' ") or None)
    sheet.freeze_panes = "A2"
    for place, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(len(name) + 4, 12), 40)
    sheet.append([_xlsx_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _csv_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    if value is None or _is_number(value):
        return "" if value is None else value
    return guarded(str(value))


def _xlsx_cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    if isinstance(value, datetime):
        return _with_format(WriteOnlyCell(sheet, local(value).replace(tzinfo=None)), "dd/mm/yyyy hh:mm")
    if isinstance(value, date):
        return _with_format(WriteOnlyCell(sheet, datetime.combine(value, time())), "dd/mm/yyyy")
    if value is None or _is_number(value):
        return _with_format(WriteOnlyCell(sheet, value), "#,##0" if type(value) is int else "General")
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", str(value))[:_LONGEST_CELL])
    # openpyxl takes "=…" for a formula and "#N/A" for an error; here text is text, also after someone edits it.
    cell.data_type = "s"
    cell.quotePrefix = is_formula(str(value))
    cell.font = Font(bold=bold)
    return cell


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _with_format(cell: Any, number_format: str) -> Any:
    cell.number_format = number_format
    return cell
