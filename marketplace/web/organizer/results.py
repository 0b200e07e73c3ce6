"""The results page of a campaign: figures in words, charts, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from marketplace.core import charts
from marketplace.core.clock import local
from marketplace.core.language import gettext as _
from marketplace.core.money import format_dong
from marketplace.core.numbers import format_count, format_decimal, format_percent
from marketplace.domain.livestream.definitions import DEFINITIONS, SOURCE_NAMES, name_of
from marketplace.domain.livestream.models import Reading
from marketplace.domain.livestream.queries import Metrics, PinMark
from marketplace.domain.livestream.rules import SMALLEST_DENOMINATOR, Rate

HEADLINES = ("views", "unique_viewers", "orders_placed", "orders_secured", "value_secured", "conversion")
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        "audience",
        ("peak_viewers", "avg_watch_seconds", "comments", "likes", "shares", "new_followers"),
    ),
    ("visits", ("clicks", "unique_clickers", "visitors", "carts", "click_rate", "clicker_conversion")),
    ("uncounted", ("clicks_bot", "clicks_prefetch", "clicks_repeat", "clicks_own")),
    ("orders", ("orders_delivered", "orders_kept", "orders_cancelled", "orders_refused", "fall_through")),
    (
        "money",
        ("value_placed", "value_delivered", "value_kept", "average_order", "value_per_1000_views",
         "shipping_secured", "market_discount_secured", "refunded_value"),
    ),
    (
        "platform",
        ("platform_clicks", "platform_orders", "platform_value", "shop_orders", "shop_orders_cancelled", "shop_value",
         "shop_refunded"),
    ),
)  # fmt: skip
STEPS_OF_FUNNEL = (
    "views", "clicks", "unique_clickers", "orders_placed", "orders_secured", "orders_delivered", "orders_kept",
)  # fmt: skip
MOST_POINTS = 60
MOST_MARKS = 24
_WIDTHS = (1, 5, 15, 60, 360, 1440)


@dataclass(frozen=True)
class Figure:
    """One figure as the page shows it: `value` is ready text, `evidence` the readings behind it."""

    key: str
    name: str
    value: str
    sentence: str
    source: str
    note: str
    assisted: str
    evidence: tuple[Reading, ...]


@dataclass(frozen=True)
class Timeline:
    """What happened when, in steps of `minutes`: orders as columns, views as a line, both with pins and prices."""

    orders: charts.Columns | None
    views: charts.Lines | None
    minutes: int


@dataclass(frozen=True)
class Results:
    """Everything the results page shows."""

    headlines: tuple[Figure, ...]
    groups: tuple[tuple[str, tuple[Figure, ...]], ...]
    funnel: tuple[charts.Step, ...]
    timeline: Timeline | None


def results_of(metrics: Metrics, marks: Sequence[PinMark]) -> Results:
    """The results page for these figures, with what was done at the desk on its charts."""
    counts = [(name_of(key, metrics), getattr(metrics, key)) for key in STEPS_OF_FUNNEL]
    return Results(
        tuple(figure_of(key, metrics) for key in HEADLINES),
        tuple((group, tuple(figure_of(key, metrics) for key in keys)) for group, keys in GROUPS),
        charts.funnel([(name, value) for name, value in counts if value is not None], SMALLEST_DENOMINATOR),
        _timeline(metrics, marks),
    )


def figure_of(key: str, metrics: Metrics) -> Figure:
    """One figure with its name, definition, source and evidence."""
    definition = DEFINITIONS[key]
    evidence = tuple(reading for reading in metrics.readings if reading.metric == key)
    rate = metrics.rates.get(key)
    value = written_rate(rate, definition.unit) if rate else written(getattr(metrics, key), definition.unit)
    assisted = getattr(metrics.assisted, key, 0) or 0
    return Figure(
        key=key,
        name=name_of(key, metrics),
        value=value,
        sentence=str(definition.sentence),
        source=str(SOURCE_NAMES[definition.source]),
        note=_sides(rate) if rate else "",
        assisted=written(assisted, definition.unit) if assisted else "",
        evidence=evidence,
    )


def written(value: float | None, unit: str) -> str:
    """A figure as people read it, by its unit as in definitions; a dash where there is none."""
    if value is None:
        return "–"
    if unit == "percent":
        return format_percent(value)
    if unit == "decimal":
        return format_decimal(value)
    if unit == "dong":
        return format_dong(int(value))
    if unit == "seconds":
        return f"{int(value) // 60}:{int(value) % 60:02d}"
    return format_count(int(value))


def written_figure(key: str, value: int) -> str:
    """A figure of a platform as people read it."""
    return written(value, DEFINITIONS[key].unit)


def written_rate(rate: Rate, unit: str) -> str:
    """A rate as people read it; a dash where its denominator says nothing."""
    return written(rate.rounded if unit == "dong" else rate.percent, unit)


def _sides(rate: Rate) -> str:
    """Both sides of a rate in figures."""
    of, per = DEFINITIONS[rate.of], DEFINITIONS[rate.per]
    if rate.denominator is None:
        return str(_("Chưa có %(per)s để chia.", per=str(per.name).lower()))
    if rate.value is None:
        sentence = _("Ẩn vì mới có %(count)s %(per)s (cần 30).", count=rate.denominator, per=str(per.name).lower())
        return str(sentence)
    return str(_("%(of)s chia %(per)s", of=written(rate.numerator, of.unit), per=written(rate.denominator, per.unit)))


def _timeline(metrics: Metrics, marks: Sequence[PinMark]) -> Timeline | None:
    """Orders and views over time, in steps that fit on a page; None where nothing has happened."""
    orders = [(_moment(minute), count) for minute, count, _value in metrics.series.minutes]
    views = [(at, broadcast_id, value) for broadcast_id, at, value in metrics.series.views]
    moments = [at for at, _count in orders] + [at for at, _id, _value in views]
    if not moments:
        return None
    done = [mark for mark in marks if mark.at <= metrics.at]
    moments += [mark.at for mark in done]
    minutes = _step(max(moments) - min(moments))
    slots = _slots(min(moments), max(moments), minutes)
    placed = [0] * len(slots)
    for at, count in orders:
        placed[_slot(slots, at, minutes)] += count
    labels = [f"{local(slot):{'%H:%M' if minutes < 360 else '%d/%m'}}" for slot in slots]
    said = [(_slot(slots, mark.at, minutes), _said(mark)) for mark in done]
    known = [(_("Lượt xem lũy kế"), _cumulative(views, slots, minutes))] if views else []
    return Timeline(
        charts.columns(zip(labels, placed, strict=True), said[:MOST_MARKS]) if orders else None,
        charts.lines(labels, known, said[:MOST_MARKS]) if known else None,
        minutes,
    )


def _said(mark: PinMark) -> str:
    if mark.price is None:
        return str(_("Ghim %(name)s", name=mark.product_name))
    return str(_("Giá %(name)s: %(price)s", name=mark.product_name, price=format_dong(mark.price)))


def _moment(minute: str) -> datetime:
    return datetime.strptime(minute, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def _step(whole: timedelta) -> int:
    fitting = (width for width in _WIDTHS if whole / timedelta(minutes=width) < MOST_POINTS)
    return next(fitting, -(-whole // timedelta(minutes=_WIDTHS[-1] * MOST_POINTS)) * _WIDTHS[-1])


def _slots(first: datetime, last: datetime, minutes: int) -> list[datetime]:
    begin = first.replace(second=0, microsecond=0) - timedelta(minutes=first.minute % min(minutes, 60))
    count = (last - begin) // timedelta(minutes=minutes) + 1
    return [begin + timedelta(minutes=minutes * n) for n in range(max(count, 2))]


def _slot(slots: Sequence[datetime], at: datetime, minutes: int) -> int:
    return min((at - slots[0]) // timedelta(minutes=minutes), len(slots) - 1)


def _cumulative(
    views: Iterable[tuple[datetime, int, int]], slots: Sequence[datetime], minutes: int
) -> list[int | None]:
    """Views as known at each slot: the last sample of each broadcast, added; None before the first sample."""
    last: dict[int, int] = {}
    known: list[int | None] = [None] * len(slots)
    samples = sorted(views)
    for index, slot in enumerate(slots):
        until = slot + timedelta(minutes=minutes)
        while samples and samples[0][0] < until:
            _at, broadcast_id, value = samples.pop(0)
            last[broadcast_id] = value
        known[index] = sum(last.values()) if last else None
    return known
