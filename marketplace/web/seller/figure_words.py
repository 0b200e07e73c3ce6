"""A booth's figures as people read them: names, definitions, comparisons and charts."""
# ruff: noqa: E501 - a sentence for people stays in one piece

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.core import charts
from marketplace.core.clock import format_day
from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.core.numbers import format_percent
from marketplace.domain.figures.queries import HAND, UNSEEN, BoothFigures, Line, Tally
from marketplace.domain.figures.rules import Period
from marketplace.domain.livestream.definitions import PLATFORM_NAMES
from marketplace.domain.livestream.rules import SMALLEST_DENOMINATOR

SOURCE_NAMES = {
    "search": _("Tìm kiếm"), "booth": _("Trang gian hàng"), "market": _("Trang khác của chợ"), "live": _("Livestream"),
    "qr": _("Mã QR đã in"), "fair": _("Hội chợ"), "elsewhere": _("Trang bên ngoài"), "direct": _("Vào thẳng"),
    "hand": _("Ban tổ chức nhập tay"), "unseen": _("Không rõ"),
}  # fmt: skip
DEFINITIONS = (
    (_("Giá trị bán"), _("Tiền hàng của các đơn chắc chắn đặt trong kỳ: đã trả tiền, hoặc là đơn tiền mặt gian hàng đã nhận, và không bị hủy. Đã trừ phần giảm do gian hàng chịu; phí giao hàng để riêng. Tính vào ngày đặt.")),
    (_("Đơn"), _("Số đơn chắc chắn của gian hàng. Một lần mua ở hai gian hàng là một đơn của mỗi gian hàng.")),
    (_("Người ghé"), _("Số người xem trang hoặc món của gian hàng, mỗi người một lần mỗi ngày, không kể người của gian hàng và ban tổ chức. Ai ghé hai ngày được tính hai lần. Không dùng cookie.")),
    (_("Tỷ lệ mua"), _("Đơn chắc chắn chia người ghé, không kể đơn ban tổ chức nhập tay vì người mua không ghé trang. Theo món: đơn có món đó chia người xem món đó. Dưới 30 người ghé thì không hiện, vì con số chưa nói lên điều gì.")),
    (_("Nguồn"), _("Cách người ghé đến gian hàng lần đầu trong ngày; đơn mang nguồn của người mua ngày đặt.")),
    (_("Phiên live"), _("Đơn mà phiên live đó trực tiếp mang về: có mã nói trên sóng, được nhập tay cho phiên, hoặc đến từ liên kết của phiên. Chợ không đếm người ghé theo từng phiên nên ở đây không có người ghé và tỷ lệ mua.")),
    (_("Theo món"), _("Giá từng dòng hàng, chưa trừ mã giảm giá của cả đơn. Một đơn nhiều món được đếm ở mỗi món, nên cộng cột đơn có thể lớn hơn tổng.")),
    (_("Bị hủy, bị trả"), _("Đơn bị hủy không nằm trong giá trị bán. Đơn bị từ chối khi giao hoặc trả lại vẫn nằm trong giá trị bán, và được ghi riêng; phần thiếu hàng và tiền hoàn xem ở trang Tiền bán hàng.")),
)  # fmt: skip
MOST_POINTS = 62
WEEK = 7


@dataclass(frozen=True)
class Drawn:
    """The charts of the page. `by_week` when days would be too many to tell apart."""

    value: charts.Lines
    orders: charts.Columns
    visitors: charts.Columns
    sources: tuple[charts.Bar, ...]
    by_week: bool


def name_of(line: Line) -> str:
    """The name of a source, with the name of its fair."""
    name = str(SOURCE_NAMES[line.key])
    return f"{name}: {line.name}" if line.name else name


def day_of(line: Line) -> date:
    """The day that a line is about."""
    return date.fromisoformat(line.key)


def sees_visitors(line: Line) -> bool:
    """Whether the visitors of a source are counted: who orders by phone, or came unseen, visited no page."""
    return line.key not in (HAND, UNSEEN)


def broadcast_name(line: Line) -> str:
    """The title of a broadcast, its platform and its day: titles come again."""
    day = [] if line.at is None else [format_day(line.at)]
    return " · ".join([line.name, str(PLATFORM_NAMES.get(line.platform, line.platform)), *day])


def percent_of(tally: Tally) -> str:
    """The conversion with two decimals, a dash where it is hidden."""
    percent = tally.conversion.percent
    return "–" if percent is None else format_percent(percent)


def change(now: int, before: int, enough: int) -> str:
    """By how much in per cent; nothing where fewer than thirty orders or visitors stood behind it before."""
    if enough < SMALLEST_DENOMINATOR or not before:
        return ""
    moved = round((now - before) * 100 / before)
    return f"{'+' if moved >= 0 else '−'}{abs(moved)}\u00a0%"


def compared(figures: BoothFigures) -> dict[str, str]:
    """What stands under each headline: by how much it changed, if that says something."""
    now, before = figures.total.now, figures.total.before
    return {
        "value": change(now.value, before.value, before.orders),
        "orders": change(now.orders, before.orders, before.orders),
        "visitors": change(now.visitors, before.visitors, before.visitors),
    }


def drawn(figures: BoothFigures) -> Drawn:
    """The charts of these figures."""
    by_week = figures.period.length > MOST_POINTS
    step = WEEK if by_week else 1
    labels = [f"{day_of(day):%d/%m}" for day in figures.days[::step]]
    series = (
        (gettext("Kỳ này"), _sums(figures.days, step, lambda day: day.now.value)),
        (gettext("Kỳ trước"), _sums(figures.days, step, lambda day: day.before.value)),
    )
    orders = _sums(figures.days, step, lambda day: day.now.orders)
    visitors = _sums(figures.days, step, lambda day: day.now.visitors)
    sources = [(name_of(line), line.now.value) for line in figures.sources if line.now.value]
    return Drawn(
        charts.lines(labels, series), charts.columns(zip(labels, orders, strict=True)),
        charts.columns(zip(labels, visitors, strict=True)), charts.bars(sources), by_week,
    )  # fmt: skip


def _sums(days: Sequence[Line], step: int, value: Callable[[Line], int]) -> list[int]:
    return [sum(value(day) for day in days[at : at + step]) for at in range(0, len(days), step)]


def figure_table(figures: BoothFigures, group: str) -> tuple[list[str], list[list[Any]]]:
    """One of the four tables as it goes into a file: whole đồng, rates in per cent, nothing rounded further."""
    lines: Sequence[Line] = getattr(figures, f"{group}s")
    names = {"day": _("Ngày"), "source": _("Nguồn"), "broadcast": _("Phiên live"), "product": _("Món")}
    counted = group != "broadcast"
    header = [names[group], _("Giá trị bán (đồng)"), _("Đơn"), _("Giá trị bán kỳ trước (đồng)"), _("Đơn kỳ trước")]
    header += [_("Số lượng")] if group == "product" else []
    header += [_("Người ghé"), _("Người ghé kỳ trước"), _("Đơn tính tỷ lệ"), _("Tỷ lệ mua (%)")] if counted else []
    return [str(each) for each in header], [_row(line, group) for line in lines]


def _row(line: Line, group: str) -> list[Any]:
    now, before = line.now, line.before
    row: list[Any] = [_label(line, group), now.value, now.orders, before.value, before.orders]
    row += [now.units] if group == "product" else []
    if group == "broadcast":
        return row
    return [*row, now.visitors, before.visitors, now.orders_by_page, now.conversion.percent]


def _label(line: Line, group: str) -> Any:
    if group == "day":
        return day_of(line)
    return {"source": name_of, "broadcast": broadcast_name}.get(group, lambda each: each.name)(line)


def file_name(slug: str, group: str, period: Period, kind: str) -> str:
    """The name under which a table is kept."""
    return f"{slug}-{group}-{period.first.isoformat()}-{period.last.isoformat()}.{kind}"
