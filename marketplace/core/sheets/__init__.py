"""Spreadsheets that people bring and take away: CSV and XLSX."""

from marketplace.core.sheets.reading import (
    Cell,
    NotASheet,
    Sheet,
    SheetTooLarge,
    TooManyColumns,
    TooManyRows,
    UnsafeSheet,
    column_key,
    read_sheet,
)
from marketplace.core.sheets.writing import write_csv, write_xlsx

__all__ = [
    "Cell",
    "NotASheet",
    "Sheet",
    "SheetTooLarge",
    "TooManyColumns",
    "TooManyRows",
    "UnsafeSheet",
    "column_key",
    "read_sheet",
    "write_csv",
    "write_xlsx",
]
