"""The inside of `core/sheets`, run by the child: rows of plain values out of a CSV or XLSX file (THREATS T25).

The answer is JSON: a list of rows, a moment written as {"at": "2026-07-31T21:03:00"} on the sheet's own clock.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

import openpyxl

from marketplace.core.confined import Unfit
from marketplace.core.formulas import unguarded
from marketplace.core.text import clean_lines

MOST_UNPACKED = 20 * 1024 * 1024
MOST_RATIO = 60
MOST_MEMBERS = 50
MOST_ROWS = 5_001
MOST_COLUMNS = 80
MOST_LETTERS = 20_000_000
_MOST_BLANK_ROWS = 1_048_576
_LARGEST_EXACT = 10**15
_ENCRYPTED = 0x1
_UNSAFE_PARTS = ("vbaproject", "externallinks/", "activex/", "embeddings/", "macrosheets/")
_MARKS_OF_ENCODING = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t"


def read(payload: bytes) -> bytes:
    """The rows in JSON; raise Unfit: not-a-sheet, too-large, unsafe, too-many-rows or too-many-columns."""
    rows = _xlsx_rows(payload) if payload.startswith(b"PK") else _csv_rows(payload)
    return json.dumps(_bounded(rows)).encode()


def _bounded(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Every row up to the last that holds anything; rows and columns that are only claimed cost nothing."""
    kept: list[list[Any]] = []
    blank, letters = 0, 0
    for row in rows:
        values = _without_blank_end([_plain(value) for value in row])
        if not values:
            blank += 1
        else:
            kept += [[] for _ in range(min(blank, MOST_ROWS))] + [values]
            blank = 0
        letters += sum(len(value) for value in values if isinstance(value, str))
        _check(len(kept), len(values), blank, letters)
    return kept


def _check(rows: int, columns: int, blank: int, letters: int) -> None:
    if rows > MOST_ROWS:
        raise Unfit("too-many-rows")
    if columns > MOST_COLUMNS:
        raise Unfit("too-many-columns")
    if letters > MOST_LETTERS or blank > _MOST_BLANK_ROWS:
        raise Unfit("too-large")


def _without_blank_end(values: list[Any]) -> list[Any]:
    while values and values[-1] is None:
        values.pop()
    return values


def _plain(value: Any) -> Any:
    """A value that JSON can carry: text cleaned, a whole float as an integer, lengths of time as h:mm:ss."""
    if value is None or isinstance(value, str):
        return clean_lines(value or "") or None
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return int(value)
    if isinstance(value, date):
        return {"at": datetime.combine(value, time()).isoformat() if type(value) is date else value.isoformat()}
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return value if type(value) in (int, float) else str(value)


def _xlsx_rows(data: bytes) -> Iterator[Sequence[Any]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_archive(archive, len(data))
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                yield from sheet.iter_rows(values_only=True)
                return
    except (Unfit, MemoryError):
        raise
    except Exception as fault:
        # Whatever the reader stumbles over, it means the same to the person who sent the file.
        raise Unfit("not-a-sheet") from fault


def _check_archive(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    names = [member.filename.lower() for member in members]
    if len(members) > MOST_MEMBERS:
        raise Unfit("too-large")
    if len(set(names)) < len(names) or any(map(_is_unsafe, names)):
        raise Unfit("unsafe")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unfit("not-a-sheet")
    # First what the directory says, then what is really there.
    for unpacked in (sum(member.file_size for member in members), _real_size(archive)):
        if unpacked > min(MOST_UNPACKED, MOST_RATIO * packed):
            raise Unfit("too-large")


def _is_unsafe(name: str) -> bool:
    outside = name.startswith("/") or "\\" in name or ".." in name.split("/")
    return outside or any(part in name for part in _UNSAFE_PARTS)


def _real_size(archive: zipfile.ZipFile) -> int:
    size = 0
    for name in archive.namelist():
        with archive.open(name) as file:
            while size <= MOST_UNPACKED and (chunk := file.read(65_536)):
                size += len(chunk)
    return size


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    text, delimiter = _decoded(data), ""
    if text.lower().startswith("sep="):
        delimiter, text = text[4:5], text.partition("\n")[2]
    try:
        if delimiter not in tuple(_DELIMITERS):
            delimiter = max(_DELIMITERS, key=lambda mark: _evenness(text, mark))
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield [unguarded(cell) for cell in row]
    except csv.Error:
        raise Unfit("not-a-sheet") from None


def _decoded(data: bytes) -> str:
    encodings = [name for mark, name in _MARKS_OF_ENCODING if data.startswith(mark)]
    for encoding in encodings or ("utf-8", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Unfit("not-a-sheet")


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the commonest number of cells, one excepted; and that number."""
    rows = islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 20)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((often, width) for width, often in widths.items()), default=(0, 0))
