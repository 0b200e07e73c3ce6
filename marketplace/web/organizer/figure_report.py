"""The report of a campaign on paper: every figure as it stands, as it was closed, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marketplace.core.clock import local
from marketplace.core.language import gettext as _
from marketplace.core.pdf import A4, Paper
from marketplace.domain.livestream.definitions import (
    CAMPAIGN_STATE_NAMES,
    DEFINITIONS,
    GUARD_QUESTIONS,
    NOTES,
    SOURCE_NAMES,
    name_of,
)
from marketplace.domain.livestream.queries import Against, Metrics, digest_of, figures_of
from marketplace.domain.livestream.tables import FigureTable, tables_of
from marketplace.web.organizer.results import written

_MARGIN = 14.0
FOOT = 282.0
# How wide a figure may be, in millimetres.
_WIDTH_OF = {"count": 21.0, "decimal": 21.0, "percent": 21.0, "seconds": 21.0, "dong": 31.0}


class Report:
    """A paper that begins a new page where the old one is full."""

    def __init__(self, title: str) -> None:
        self.paper = Paper(A4, title=title)
        self.width = self.paper.width - 2 * _MARGIN
        self.pages = 0
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        self.paper.page()
        self.pages += 1
        self.paper.write(str(self.pages), _MARGIN, FOOT + 4, self.width, size=8, align="R")
        self.y = _MARGIN

    def room(self, height: float) -> None:
        """Begin a page where so much is not left of this one."""
        if self.y + height > FOOT:
            self.turn()

    def heading(self, text: str, *, table: bool = False) -> None:
        """A heading with room for what begins under it; of a table the names of its columns and two rows."""
        self.room(60 if table else 24)
        self.y = self.paper.write(text, _MARGIN, self.y + 5, self.width, size=14, bold=True) + 1

    def words(self, text: str, *, size: float = 10, bold: bool = False, lines: int = 6) -> None:
        """A paragraph."""
        self.room(lines * 5 if lines < 3 else 20)
        self.y = self.paper.write(text, _MARGIN, self.y, self.width, size=size, bold=bold, lines=lines) + 0.8

    def row(self, cells: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> None:
        """One row of a table; the first cell is words, the others are figures."""
        self.room(18)
        self.paper.rule(_MARGIN, self.y, self.width)
        x, below = _MARGIN, self.y
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            align, lines = ("L", 3) if place == 0 else ("R", 3 if bold else 1)
            end = self.paper.write(cell, x, self.y + 0.6, width - 1, size=9, bold=bold, lines=lines, align=align)
            below, x = max(below, end), x + width
        self.y = below + 0.8


def report_pdf(metrics: Metrics, goals: Sequence[Against]) -> bytes:
    """Figures, goals, answers to guards, tables by broadcast, booth and product, and every definition."""
    campaign = metrics.campaign
    report = Report(_("Báo cáo: %(name)s", name=campaign.name))
    report.words(campaign.name, size=20, bold=True, lines=2)
    report.words(str(_("Báo cáo kết quả livestream")), size=12)
    taken = _("Tính lúc %(at)s từ từng dòng gốc.", at=f"{local(metrics.at):%d/%m/%Y %H:%M}")
    report.words(f"{CAMPAIGN_STATE_NAMES[campaign.state]}. {taken}")
    if campaign.final_figures:
        digest = digest_of(campaign.final_figures)
        report.words(str(_("Đã chốt. SHA-256 của số đã chốt: %(digest)s", digest=digest)), size=8)
    _figures(report, metrics)
    _answers(report, metrics)
    tables = tables_of(metrics, goals).values()
    _tables(report, tables)
    _definitions(report, metrics, tables)
    return report.paper.finished()


def exact(value: float | None, unit: str) -> str:
    """A figure without rounding: whole đồng, whole counts and seconds, rates with their two decimals."""
    return written(value, "count" if unit == "seconds" else unit)


def _figures(report: Report, metrics: Metrics) -> None:
    closed = metrics.campaign.final_figures
    widths = (84.0, 49.0, 49.0) if closed else (133.0, 49.0)
    report.heading(str(_("Con số")), table=True)
    report.row([_("Tên"), _("Hiện nay"), *([_("Đã chốt")] if closed else [])], widths, bold=True)
    for key, value in figures_of(metrics).items():
        about = DEFINITIONS.get(key.removeprefix("assisted_"))
        if about is None:
            continue
        name = f"{about.name} ({_('hỗ trợ')})" if key.startswith("assisted_") else name_of(key, metrics)
        cells = [name, exact(value, about.unit)]
        report.row([*cells, exact(closed.get(key), about.unit)] if closed else cells, widths)
    for note in metrics.notes:
        report.words(str(NOTES[note]), size=9)


def _answers(report: Report, metrics: Metrics) -> None:
    if not metrics.guards:
        return
    report.heading(str(_("Con số cần giải thích")))
    for guard in metrics.guards:
        report.words(str(GUARD_QUESTIONS[guard.key]), bold=True, lines=3)
        report.words(guard.explanation.text if guard.explanation else str(_("Chưa có giải thích.")), lines=8)


def _tables(report: Report, tables: Iterable[FigureTable]) -> None:
    for table in tables:
        report.heading(table.name, table=True)
        if table.key == "platforms":
            _turned(report, table)
        else:
            _straight(report, table)


def _straight(report: Report, table: FigureTable) -> None:
    """One row for each line, as on the page; the name takes what the figures leave."""
    numbers = [_WIDTH_OF[cell.unit] for cell in table.lines[0].cells]
    widths = (report.width - sum(numbers), *numbers)
    report.row([table.of, *(name for _key, name in table.columns)], widths, bold=True)
    for line in table.lines:
        name = f"{line.name} ({line.note})" if line.note else line.name
        report.row([name, *(exact(cell.value, cell.unit) for cell in line.cells)], widths)


def _turned(report: Report, table: FigureTable) -> None:
    """One row for each figure: a table of few lines and more figures than paper is wide."""
    width = min(34.0, (report.width - 60.0) / len(table.lines))
    widths = (report.width - width * len(table.lines), *(width for _line in table.lines))
    report.row([table.of, *(line.name for line in table.lines)], widths, bold=True)
    for place, (_key, name) in enumerate(table.columns):
        cells = [line.cells[place] for line in table.lines]
        report.row([name, *(exact(cell.value, cell.unit) for cell in cells)], widths)


def _definitions(report: Report, metrics: Metrics, tables: Iterable[FigureTable]) -> None:
    report.heading(str(_("Mỗi con số nghĩa là gì")))
    of_tables = (key for table in tables for key, _name in table.columns)
    for key in dict.fromkeys((*figures_of(metrics), *of_tables)):
        about = DEFINITIONS.get(key)
        if about is not None:
            report.room(24)
            report.words(f"{name_of(key, metrics)} ({SOURCE_NAMES[about.source]})", bold=True, size=9, lines=1)
            report.words(str(about.sentence), size=9, lines=4)
