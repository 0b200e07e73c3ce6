"""Reading a spreadsheet in a confined child, within the limits of THREATS T25."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from marketplace.core.confined import OutOfBounds, Unfit, run_confined
from marketplace.core.errors import BadInput
from marketplace.core.text import fold

Cell = str | int | float | datetime | None
"""What a cell holds; a datetime has no zone, it is what the sheet shows."""

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_001
MOST_COLUMNS = 80
_SECONDS = 15
_ROWS_BEFORE_THE_HEADER = 20


class NotASheet(BadInput):
    """Neither CSV nor XLSX, or broken, or locked by a password."""

    sentence = _("Tệp này không phải bảng tính đọc được. Vui lòng lưu thành .xlsx hoặc .csv, không đặt mật khẩu.")


class SheetTooLarge(BadInput):
    """More bytes, packed or unpacked, or more work than a spreadsheet may cost."""

    sentence = _("Bảng tính này quá lớn. Vui lòng gửi tệp không quá 2 MB.")


class UnsafeSheet(BadInput):
    """Holds macros, embedded objects or links to other files."""

    sentence = _("Bảng tính này có macro hoặc liên kết tới tệp khác. Vui lòng lưu lại thành .xlsx thường hoặc .csv.")


class TooManyRows(BadInput):
    """More than a header and 5,000 rows."""

    sentence = _("Bảng tính có hơn %(most)s dòng. Vui lòng chia thành nhiều tệp.")


class TooManyColumns(BadInput):
    """More columns than MOST_COLUMNS."""

    sentence = _("Bảng tính có hơn %(most)s cột. Vui lòng bỏ bớt cột.")


@dataclass(frozen=True)
class Sheet:
    """The rows of the first visible sheet, and which of them names the columns (0 is the first)."""

    header_row_index: int
    rows: list[list[Cell]]

    @property
    def header(self) -> list[str]:
        """The names of the columns, as written."""
        if not self.rows:
            return []
        return ["" if cell is None else str(cell) for cell in self.rows[self.header_row_index]]

    @property
    def body(self) -> list[tuple[int, list[Cell]]]:
        """The rows under the header that hold anything, as wide as it, with their numbers as people count."""
        width = len(self.header)
        return [
            (number, row + [None] * (width - len(row)))
            for number, row in enumerate(self.rows, start=1)
            if number > self.header_row_index + 1 and row
        ]


def read_sheet(data: bytes, *, known_columns: Collection[str] = ()) -> Sheet:
    """The first visible sheet of an XLSX file, or a CSV file (UTF-8, UTF-16, cp1258; comma, semicolon, tab).

    The header is that of the first 20 rows with the most of `known_columns` (as `column_key` gives them), else
    with the most texts that are no numbers. Raises one of the refusals above.
    """
    if len(data) > MOST_BYTES:
        raise SheetTooLarge
    try:
        answer = run_confined("marketplace.core.confined.spreadsheets:read", data, seconds=_SECONDS)
    except Unfit as unfit:
        raise _refusal(unfit.reason) from None
    except OutOfBounds as fault:
        raise SheetTooLarge from fault
    rows: list[list[Cell]] = json.loads(answer, object_hook=_moment)
    return Sheet(_header_row_index(rows, frozenset(known_columns)), rows)


def column_key(name: str) -> str:
    """What makes two column names one: folded, nothing but letters and digits kept."""
    return re.sub(r"[\W_]", "", fold(name))


def _refusal(reason: str) -> BadInput:
    refusals: dict[str, BadInput] = {
        "too-large": SheetTooLarge(),
        "unsafe": UnsafeSheet(),
        "too-many-rows": TooManyRows(most=MOST_ROWS - 1),
        "too-many-columns": TooManyColumns(most=MOST_COLUMNS),
    }
    return refusals.get(reason, NotASheet())


def _moment(value: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(value["at"])


def _header_row_index(rows: Sequence[Sequence[Cell]], known: frozenset[str]) -> int:
    def fitness(index: int) -> tuple[int, int]:
        names = {column_key(cell) for cell in rows[index] if isinstance(cell, str)}
        return len(names & known), sum(not name.isdigit() for name in names if name)

    return max(range(min(len(rows), _ROWS_BEFORE_THE_HEADER)), key=fitness, default=0)
