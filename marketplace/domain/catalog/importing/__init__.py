"""Reading a product list: columns by the names people give them, cells with their mistakes, products at the end."""

from __future__ import annotations

from marketplace.domain.catalog.importing.checking import CheckedRow, CheckedSheet, Draft, Problem, check_rows
from marketplace.domain.catalog.importing.columns import COLUMNS, Column, column_guessed, column_named
from marketplace.domain.catalog.importing.export import list_rows
from marketplace.domain.catalog.importing.naming import match_photos
from marketplace.domain.catalog.importing.template import template_rows

__all__ = [
    "COLUMNS",
    "CheckedRow",
    "CheckedSheet",
    "Column",
    "Draft",
    "Problem",
    "check_rows",
    "column_guessed",
    "column_named",
    "list_rows",
    "match_photos",
    "template_rows",
]
