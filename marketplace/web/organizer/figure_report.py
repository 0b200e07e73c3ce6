"""The report of a campaign on paper: every figure as it stands, as it was closed, and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core.clock import local
from marketplace.core.language import gettext as _
from marketplace.core.money import format_dong
from marketplace.core.pdf import A4, Paper
from marketplace.core.templates import format_count
from marketplace.domain.livestream.definitions import (
    CAMPAIGN_STATE_NAMES,
    DEFINITIONS,
    GOAL_NAMES,
    GUARD_QUESTIONS,
    NOTES,
    SOURCE_NAMES,
    name_of,
)
from marketplace.domain.livestream.queries import Against, Metrics, digest_of, figures_of

_MARGIN = 14.0
_FOOT = 282.0


class _Report:
    """A paper that begins a new page where the old one is full."""

    def __init__(self, title: str) -> None:
        self.paper = Paper(A4, title=title)
        self.width = self.paper.width - 2 * _MARGIN
        self.pages = 0
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        self.paper.page()
        self.pages += 1
        self.paper.write(str(self.pages), _MARGIN, _FOOT + 4, self.width, size=8, align="R")
        self.y = _MARGIN

    def room(self, height: float) -> None:
        if self.y + height > _FOOT:
            self.turn()

    def heading(self, text: str) -> None:
        self.room(24)
        self.y = self.paper.write(text, _MARGIN, self.y + 5, self.width, size=14, bold=True) + 1

    def words(self, text: str, *, size: float = 10, bold: bool = False, lines: int = 6) -> None:
        self.room(lines * 5 if lines < 3 else 20)
        self.y = self.paper.write(text, _MARGIN, self.y, self.width, size=size, bold=bold, lines=lines) + 0.8

    def row(self, cells: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> None:
        """One row of a table; the first cell is words, the others are figures."""
        self.room(12)
        self.paper.rule(_MARGIN, self.y, self.width)
        x, below = _MARGIN, self.y
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            align, lines = ("L", 2) if place == 0 else ("R", 1)
            end = self.paper.write(cell, x, self.y + 0.6, width - 1, size=9.5, bold=bold, lines=lines, align=align)
            below, x = max(below, end), x + width
        self.y = below + 0.8


def report_pdf(metrics: Metrics, goals: Sequence[Against]) -> bytes:
    """Figures, goals, answers to guards, tables by broadcast, booth and product, and every definition."""
    campaign = metrics.campaign
    report = _Report(_("Báo cáo: %(name)s", name=campaign.name))
    report.words(campaign.name, size=20, bold=True, lines=2)
    report.words(str(_("Báo cáo kết quả livestream")), size=12)
    taken = _("Tính lúc %(at)s từ từng dòng gốc.", at=f"{local(metrics.at):%d/%m/%Y %H:%M}")
    report.words(f"{CAMPAIGN_STATE_NAMES[campaign.state]}. {taken}")
    if campaign.final_figures:
        digest = digest_of(campaign.final_figures)
        report.words(str(_("Đã chốt. SHA-256 của số đã chốt: %(digest)s", digest=digest)), size=8)
    _figures(report, metrics)
    _goals(report, goals)
    _answers(report, metrics)
    _tables(report, metrics)
    _definitions(report, metrics)
    return report.paper.finished()


def exact(value: float | None, unit: str) -> str:
    """A figure without rounding: whole đồng, whole counts, rates with their two decimals."""
    if value is None:
        return "–"
    if unit == "percent":
        return f"{value:.2f}".replace(".", ",") + "\u00a0%"
    return format_dong(int(value)) if unit == "dong" else format_count(int(value))


def _figures(report: _Report, metrics: Metrics) -> None:
    closed = metrics.campaign.final_figures
    widths = (84.0, 49.0, 49.0) if closed else (133.0, 49.0)
    report.heading(str(_("Con số")))
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


def _goals(report: _Report, goals: Sequence[Against]) -> None:
    if not goals:
        return
    widths = (84.0, 37.0, 37.0, 24.0)
    report.heading(str(_("So với mục tiêu")))
    report.row([_("Mục tiêu"), _("Đặt ra"), _("Đạt được"), _("Phần đạt")], widths, bold=True)
    for each in goals:
        unit = "dong" if each.key == "value_secured" else "count"
        reached = "–" if each.percent is None else f"{each.percent}\u00a0%"
        report.row([str(GOAL_NAMES[each.key]), exact(each.target, unit), exact(each.reached, unit), reached], widths)


def _answers(report: _Report, metrics: Metrics) -> None:
    if not metrics.guards:
        return
    report.heading(str(_("Con số cần giải thích")))
    for guard in metrics.guards:
        report.words(str(GUARD_QUESTIONS[guard.key]), bold=True, lines=3)
        report.words(guard.explanation.text if guard.explanation else str(_("Chưa có giải thích.")), lines=8)


def _tables(report: _Report, metrics: Metrics) -> None:
    widths = (86.0, 24.0, 24.0, 48.0)
    head = [_("Đơn đã đặt"), _("Đơn chắc chắn"), _("Giá trị chắc chắn")]
    tables = (
        (_("Theo buổi phát"), [(each.broadcast.title, each) for each in metrics.broadcasts]),
        (_("Theo gian hàng"), [(each.name, each.sales) for each in metrics.booths]),
        (_("Theo sản phẩm"), [(f"{each.name} · {each.booth_name}", each) for each in metrics.products]),
    )
    for title, rows in tables:
        if rows:
            report.heading(str(title))
            report.row(["", *head], widths, bold=True)
        for name, sales in rows:
            figures = (sales.orders_placed, sales.orders_secured)
            report.row([name, *(format_count(each) for each in figures), format_dong(sales.value_secured)], widths)


def _definitions(report: _Report, metrics: Metrics) -> None:
    report.heading(str(_("Mỗi con số nghĩa là gì")))
    for key in figures_of(metrics):
        about = DEFINITIONS.get(key)
        if about is not None:
            report.words(f"{name_of(key, metrics)} ({SOURCE_NAMES[about.source]})", bold=True, size=9, lines=1)
            report.words(str(about.sentence), size=9, lines=4)
