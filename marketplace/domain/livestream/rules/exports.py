"""Export files of platforms: which column is which figure, in Vietnamese and English (DOMAIN 5.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from marketplace.core.errors import BadInput
from marketplace.core.shapes import parse_count, parse_duration, parse_moment, parse_money
from marketplace.core.sheets import Cell, Sheet, column_key
from marketplace.core.text import fold

# A platform goes on correcting its figures for about two days.
SETTLES_AFTER = timedelta(days=2)
FARTHEST_START = timedelta(hours=3)

# Reach, impressions and rates are on purpose not here: they are no viewers, and rates are computed from counts.
COLUMNS: dict[str, tuple[str, ...]] = {
    "account": (
        "Nhà sáng tạo", "Tên người dùng", "Tài khoản", "Người phát", "Creator", "Creator name", "Creator username",
        "Username", "Nickname", "Account", "Page name", "Tên Trang", "Host",
    ),
    "title": ("Tiêu đề", "Tên phiên LIVE", "Tiêu đề LIVE", "Title", "LIVE title", "Livestream name", "Video title"),
    "external_id": (
        "ID phiên LIVE", "ID phòng", "Room ID", "LIVE ID", "Livestream ID", "Video ID", "Post ID", "Content",
    ),
    "starts_at": (
        "Thời gian bắt đầu", "Giờ bắt đầu", "Bắt đầu", "Thời gian đăng", "Start time", "Start", "LIVE start time",
        "Publish time", "Published time", "Video publish time", "Actual start time",
    ),
    "duration": (
        "Thời lượng", "Thời lượng LIVE", "Thời lượng (giây)", "Duration", "LIVE duration", "Duration (sec)",
        "Duration (seconds)",
    ),
    "views": ("Lượt xem", "Lượt xem LIVE", "Lượt xem phiên LIVE", "Views", "LIVE views", "Video views", "Total views"),
    "unique_viewers": (
        "Người xem", "Số người xem", "Người xem duy nhất", "Viewers", "LIVE viewers", "Unique viewers", "Total viewers",
    ),
    "peak_viewers": (
        "Người xem đồng thời cao nhất", "Số người xem cao nhất", "PCU", "Peak viewers", "Peak concurrent viewers",
        "Peak live viewers", "Peak concurrents", "Max concurrent viewers",
    ),
    "avg_watch_seconds": (
        "Thời lượng xem trung bình", "Thời gian xem trung bình", "Avg. viewing duration", "Average viewing duration",
        "Avg. watch time", "Average watch time", "Average watch duration", "Average view duration",
        "Average seconds viewed", "Avg. view duration",
    ),
    "comments": ("Bình luận", "Số bình luận", "Lượt bình luận", "Comments", "Comments added"),
    "likes": ("Lượt thích", "Số lượt thích", "Cảm xúc", "Likes", "Reactions"),
    "shares": ("Lượt chia sẻ", "Chia sẻ", "Shares"),
    "new_followers": (
        "Người theo dõi mới", "Lượt theo dõi mới", "New followers", "Subscribers gained", "Subscribers", "Follows",
    ),
    "platform_clicks": (
        "Lượt nhấp Sản phẩm", "Số lần nhấp vào sản phẩm", "Nhấp vào sản phẩm", "Product clicks", "LIVE product clicks",
    ),
    "platform_orders": (
        "Đơn hàng đã thanh toán", "Đơn hàng SKU", "Đơn hàng SKU từ LIVE", "Đơn hàng", "SKU orders", "LIVE SKU orders",
        "Paid orders", "Orders", "Attributed orders", "Orders paid for",
    ),
    "platform_value": (
        "GMV LIVE", "GMV LIVE (₫)", "GMV", "GMV (₫)", "GMV đến từ buổi LIVE", "LIVE GMV", "Attributed GMV",
        "LIVE-attributed GMV", "Gross merchandise value", "Doanh thu",
    ),
}  # fmt: skip

FIELD_OF = {column_key(name): field_name for field_name, names in COLUMNS.items() for name in names}
_READERS: dict[str, Callable[[Cell], int]] = {"avg_watch_seconds": parse_duration, "platform_value": parse_money}
_TEXTS = ("account", "title", "external_id")
_EMPTY = ("", "-", "–", "—", "n/a", "--")


@dataclass(frozen=True)
class ExportRow:
    """One live as a platform's file tells it. `faults` names the columns that could not be read."""

    number: int
    account: str = ""
    title: str = ""
    external_id: str = ""
    starts_at: datetime | None = None
    duration: int = 0
    figures: Mapping[str, int] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def natural_key(self) -> str:
        """What makes two rows the same live: account, start and duration."""
        start = f"{self.starts_at:%Y%m%dT%H%M}" if self.starts_at else self.external_id
        return f"{fold(self.account)}:{start}:{self.duration}"

    def is_provisional(self, now: datetime) -> bool:
        """Whether the platform may still be correcting these figures."""
        if self.starts_at is None:
            return False
        return now < self.starts_at + timedelta(seconds=self.duration) + SETTLES_AFTER


def named_cells(sheet: Sheet) -> tuple[list[str], list[list[Any]]]:
    """The columns of a file that have a name, and under them its rows, each with its number before its cells."""
    places = [place for place, name in enumerate(sheet.header) if name.strip()]
    rows = [[number, *(_plain(cells[place]) for place in places)] for number, cells in sheet.body]
    return [sheet.header[place] for place in places], rows


def _plain(cell: Cell) -> Cell:
    return _written(cell) if isinstance(cell, datetime) else cell


def lives_of(names: Sequence[str], rows: Sequence[Sequence[Any]], fields: Sequence[str]) -> list[ExportRow]:
    """The lives in a platform's file, read as `fields` says what its columns are.

    Rows without any figure (empty ones, notes, totals without a start) are left.
    """
    lives = [_row(number, names, cells, fields) for number, *cells in rows]
    return [row for row in lives if row.figures and (row.starts_at or row.external_id or row.faults)]


def _row(number: int, names: Sequence[str], cells: Sequence[Cell], fields: Sequence[str]) -> ExportRow:
    values: dict[str, Any] = {}
    figures: dict[str, int] = {}
    faults: list[str] = []
    for name, known, cell in zip(names, fields, cells, strict=True):
        if not known or _is_empty(cell):
            continue
        try:
            _take(known, cell, values, figures)
        except BadInput:
            faults.append(name)
    raw = {name: _written(cell) for name, cell in zip(names, cells, strict=True) if not _is_empty(cell)}
    return ExportRow(number, **values, figures=figures, raw=raw, faults=tuple(faults))


def _take(known: str, cell: Cell, values: dict[str, Any], figures: dict[str, int]) -> None:
    if known in _TEXTS:
        values[known] = _written(cell)
    elif known == "starts_at":
        values[known] = parse_moment(cell)
    elif known == "duration":
        values[known] = parse_duration(cell)
    else:
        figures[known] = _READERS.get(known, parse_count)(cell)


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in _EMPTY)


def _written(cell: Cell) -> str:
    return cell.isoformat(sep=" ", timespec="seconds") if isinstance(cell, datetime) else str(cell).strip()


@dataclass(frozen=True)
class Candidate:
    """A broadcast that a row of a file may be about."""

    id: int
    host: str
    starts_at: datetime
    external_id: str | None


def matches(rows: Iterable[ExportRow], candidates: Sequence[Candidate]) -> dict[int, int]:
    """Row number → broadcast: by the platform's own number, else the nearest start, the named host first.

    A broadcast takes one row at most, the closest; starts more than three hours apart are strangers.
    """
    pairs = sorted(
        (_distance(row, each), row.number, each.id) for row in rows for each in candidates if _may_be(row, each)
    )
    found: dict[int, int] = {}
    for _, number, broadcast_id in pairs:
        if number not in found and broadcast_id not in found.values():
            found[number] = broadcast_id
    return found


def _may_be(row: ExportRow, candidate: Candidate) -> bool:
    if row.external_id and row.external_id == candidate.external_id:
        return True
    return row.starts_at is not None and abs(row.starts_at - candidate.starts_at) <= FARTHEST_START


def is_same_account(one: str, other: str) -> bool:
    """Whether two names are of one account, however it was typed: marks, capitals and the @ before it aside."""
    return fold(one).lstrip("@") == fold(other).lstrip("@") != ""


def _distance(row: ExportRow, candidate: Candidate) -> tuple[bool, bool, float]:
    same_id = bool(row.external_id) and row.external_id == candidate.external_id
    same_host = is_same_account(row.account, candidate.host)
    apart = abs(row.starts_at - candidate.starts_at).total_seconds() if row.starts_at else 0.0
    return not same_id, not same_host, apart
