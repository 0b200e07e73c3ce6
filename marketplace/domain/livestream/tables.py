"""The tables of a campaign's results, made once: its page, files, report and program show the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.core.clock import format_day
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.livestream.definitions import (
    BENCHMARK_NAMES,
    DEFINITIONS,
    GOAL_NAMES,
    PER_NAMES,
    PLATFORM_NAMES,
    ROUTE_NAMES,
)
from marketplace.domain.livestream.queries import Against, Compared, LinkFigures, Metrics, compared, platforms_of

Number = int | float | None


@dataclass(frozen=True)
class Cell:
    """One figure with its unit, as in definitions."""

    value: Number
    unit: str


@dataclass(frozen=True)
class Line:
    """One thing with its figures, in the order of the columns; `note` says more about it in words."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True)
class FigureTable:
    """A table of figures. The keys of `columns` are those of the definitions, where there is one."""

    key: str
    name: str
    of: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


_PLATFORM = (
    "views", "unique_viewers", "orders_secured", "value_secured", "conversion", "platform_orders",
    "platform_value", "shop_orders", "shop_value",
)  # fmt: skip
_BROADCAST = (
    "views", "unique_clickers", "orders_placed", "orders_secured", "orders_kept", "value_secured",
    "assisted_orders_placed",
)  # fmt: skip
_ROUTE = ("orders_placed", "orders_secured", "orders_delivered", "orders_kept", "value_secured")
_BOOTH = ("orders_placed", "orders_secured", "orders_kept", "value_secured")
_PRODUCT = ("orders_placed", "units_placed", "value_placed", "orders_secured", "value_secured")
_LINK = ("clicks", "unique_clickers", "orders_placed", "value_secured")
_COMPARED = (
    "compared_viewers", "compared_orders", "compared_value", "orders_per_1000_viewers", "value_per_1000_viewers",
)  # fmt: skip


def tables_of(metrics: Metrics, goals: Sequence[Against], *, public: bool = False) -> dict[str, FigureTable]:
    """Every table by its key; those without a line are left out. For the public, of the past only what it may read."""
    tables = (
        _goals(goals),
        _table("platforms", _("Theo nền tảng"), _("Nền tảng"), _PLATFORM, _platforms(metrics)),
        _table(
            "comparison", _("Đặt cạnh chương trình khác"), _("Chương trình"), _COMPARED, _comparison(metrics, public)
        ),
        _table("broadcasts", _("Theo buổi phát"), _("Buổi phát"), _BROADCAST, _broadcasts(metrics)),
        _table("routes", _("Theo cách đặt"), _("Cách"), _ROUTE, _routes(metrics)),
        _table("booths", _("Theo gian hàng"), _("Gian hàng"), _BOOTH, _booths(metrics)),
        _table("products", _("Theo sản phẩm"), _("Tên sản phẩm"), _PRODUCT, _products(metrics)),
        _table("links", _("Theo liên kết"), _("Liên kết"), _LINK, _links(metrics)),
    )
    return {table.key: table for table in tables if table.lines}


def _table(key: str, name: Any, of: Any, columns: Sequence[str], lines: Iterable[Line]) -> FigureTable:
    named = tuple((column, column_name(column)) for column in columns)
    return FigureTable(key, str(name), str(of), named, tuple(lines))


def column_name(key: str) -> str:
    """The name of a figure at the head of a column."""
    name = str(DEFINITIONS[key.removeprefix("assisted_")].name)
    return str(_("%(name)s, hỗ trợ", name=name)) if key.startswith("assisted_") else name


def _cells(keys: Sequence[str], values: Sequence[Number]) -> tuple[Cell, ...]:
    units = (DEFINITIONS[key.removeprefix("assisted_")].unit for key in keys)
    return tuple(Cell(value, unit) for value, unit in zip(values, units, strict=True))


def _read(figures: Any, keys: Sequence[str]) -> tuple[Cell, ...]:
    return _cells(keys, [getattr(figures, key) for key in keys])


def _goals(goals: Sequence[Against]) -> FigureTable:
    columns = (("target", str(_("Đặt ra"))), ("reached", str(_("Đạt được"))), ("share", str(_("Phần đạt"))))
    lines = []
    for each in goals:
        unit = "dong" if each.key == "value_secured" else "count"
        cells = (Cell(each.target, unit), Cell(each.reached, unit), Cell(each.percent, "percent"))
        lines.append(Line(each.key, str(GOAL_NAMES[each.key]), cells))
    return FigureTable("goals", str(_("So với mục tiêu")), str(_("Mục tiêu")), columns, tuple(lines))


def _platforms(metrics: Metrics) -> Iterable[Line]:
    for each in platforms_of(metrics):
        values = [each.conversion.percent if key == "conversion" else getattr(each, key) for key in _PLATFORM]
        note = _("chuyển đổi %(per)s", per=str(PER_NAMES[each.conversion.per]))
        yield Line(each.platform, str(PLATFORM_NAMES[each.platform]), _cells(_PLATFORM, values), str(note))


def _comparison(metrics: Metrics, public: bool) -> Iterable[Line]:
    for each in compared(metrics):
        if public and not each.is_public:
            continue
        values = (
            each.viewers, each.orders, each.value, each.orders_per_1000.decimal, each.value_per_1000.rounded,
        )  # fmt: skip
        name = each.name or str(BENCHMARK_NAMES[each.key])
        yield Line(f"{each.kind}-{each.key}", name, _cells(_COMPARED, values), _said_of(each))


def _said_of(each: Compared) -> str:
    """What kind of figures these are, and where they come from."""
    if each.kind == "press":
        return str(_("Báo chí: %(source)s", source=each.source))
    day = format_day(each.began_at) if each.began_at else ""
    kind = _("chương trình này") if each.kind == "this" else _("đã chốt số")
    return ", ".join(filter(None, (str(kind), day, str(PER_NAMES[each.per]))))


def _broadcasts(metrics: Metrics) -> Iterable[Line]:
    for each in metrics.broadcasts:
        values = [getattr(each, key, each.assisted.orders_placed) for key in _BROADCAST]
        platform = str(PLATFORM_NAMES[each.broadcast.platform])
        yield Line(str(each.broadcast.id), each.broadcast.title, _cells(_BROADCAST, values), platform)


def _routes(metrics: Metrics) -> Iterable[Line]:
    return (Line(each.route, str(ROUTE_NAMES[each.route]), _read(each.sales, _ROUTE)) for each in metrics.routes)


def _booths(metrics: Metrics) -> Iterable[Line]:
    return (Line(each.slug, each.name, _read(each.sales, _BOOTH)) for each in metrics.booths)


def _products(metrics: Metrics) -> Iterable[Line]:
    return (Line(each.slug, each.name, _read(each, _PRODUCT), each.booth_name) for each in metrics.products)


def _links(metrics: Metrics) -> Iterable[Line]:
    for each in metrics.links:
        values = (
            each.hits.clicks, each.hits.unique_clickers, each.sales.orders_placed, each.sales.value_secured,
        )  # fmt: skip
        yield Line(each.link.code, each.link.code, _cells(_LINK, values), _leads_to(each))


def _leads_to(figures: LinkFigures) -> str:
    link = figures.link
    target = link.product.name if link.product else link.booth.name if link.booth else str(_("Trang livestream"))
    return f"QR, {target}" if link.medium == "qr" else target
