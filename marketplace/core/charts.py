"""The geometry of charts: shares, scales and points. Words and figures are set in HTML by the templates.

Drawings are stretched to the width at hand, so they hold shapes only; text inside would shrink with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INTERVALS = 4
HEIGHT = 100.0
SLOT = 10.0
MOST_LABELS = 5


@dataclass(frozen=True)
class Bar:
    """One value among others. `share` is its length, 0 to 100."""

    label: str
    value: int
    share: float


@dataclass(frozen=True)
class Columns:
    """Values over time as standing bars on a scale from 0 to `top`."""

    bars: tuple[Bar, ...]
    top: int
    grid: tuple[int, ...]
    every: int
    marks: tuple[Mark, ...] = ()

    @property
    def width(self) -> float:
        """The width of the drawing: ten units for each bar."""
        return len(self.bars) * SLOT

    @property
    def peak(self) -> Bar | None:
        """The highest bar, the first of equals; None where there are no bars."""
        return max(self.bars, key=lambda bar: bar.value, default=None)


@dataclass(frozen=True)
class Series:
    """One line: its name, its values, and its points as SVG wants them. A None is a gap."""

    name: str
    values: tuple[int | None, ...]
    runs: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """Something that happened at a moment of a chart; `x` in units of the drawing."""

    x: float
    label: str
    moment: str


@dataclass(frozen=True)
class Lines:
    """One or more lines over the same moments on a scale from 0 to `top`."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    top: int
    grid: tuple[int, ...]
    every: int

    @property
    def width(self) -> float:
        """The width of the drawing: ten units for each moment."""
        return len(self.labels) * SLOT


@dataclass(frozen=True)
class Step:
    """One step of a funnel. Shares are in per cent; `of_previous` is None where it would say nothing."""

    name: str
    count: int
    share: float
    of_previous: float | None
    worst: bool


def share(value: float, whole: float) -> float:
    """`value` in per cent of `whole`, kept between 0 and 100, one decimal; 0 where there is no whole."""
    if whole <= 0:
        return 0.0
    return round(min(max(value / whole, 0.0), 1.0) * 100, 1)


def scale_top(highest: int) -> int:
    """The least round number, divisible into four whole steps, that is not below `highest`."""
    if highest <= INTERVALS:
        return INTERVALS
    power = 1
    while True:
        for factor in (4, 8, 12, 16, 20, 24, 32):
            if factor * power >= highest:
                return factor * power
        power *= 10


def bars(values: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    """Lying bars, each in proportion to the greatest value; the order stays."""
    rows = list(values)
    greatest = max((value for _, value in rows), default=0)
    return tuple(Bar(label, value, share(value, greatest)) for label, value in rows)


def columns(values: Iterable[tuple[str, int]], marks: Iterable[tuple[int, str]] = ()) -> Columns:
    """Standing bars over time; a mark is (index of its bar, text)."""
    rows = list(values)
    top = scale_top(max((value for _, value in rows), default=0))
    standing = tuple(Bar(label, value, share(value, top)) for label, value in rows)
    marked = tuple(Mark(_middle(index), text, rows[index][0]) for index, text in marks)
    return Columns(standing, top, _grid(top), _every(len(rows)), marked)


def lines(
    labels: Sequence[str],
    series: Iterable[tuple[str, Sequence[int | None]]],
    marks: Iterable[tuple[int, str]] = (),
) -> Lines:
    """Lines over `labels`; a mark is (index of its label, text).

    Raise ValueError for a series that is longer or shorter than `labels`.
    """
    rows = list(series)
    if any(len(values) != len(labels) for _, values in rows):
        raise ValueError("every series needs one value, or None, for each label")
    top = scale_top(max((value or 0 for _, values in rows for value in values), default=0))
    drawn = tuple(Series(name, tuple(values), _runs(values, top)) for name, values in rows)
    marked = tuple(Mark(_middle(index), text, labels[index]) for index, text in marks)
    return Lines(tuple(labels), drawn, marked, top, _grid(top), _every(len(labels)))


def funnel(counts: Iterable[tuple[str, int]], smallest: int = 30) -> tuple[Step, ...]:
    """Steps with the share that came from the step before; the least share is the worst.

    A share of fewer than `smallest` is not given: it would be noise.
    """
    rows = list(counts)
    most = max((count for _, count in rows), default=0)
    previous = [None, *(count for _, count in rows)]
    kept = [_kept(count, before, smallest) for (_, count), before in zip(rows, previous, strict=False)]
    known = [each for each in kept if each is not None]
    worst = min(known) if len(known) > 1 else None
    return tuple(
        Step(name, count, share(count, most), of_previous, of_previous is not None and of_previous == worst)
        for (name, count), of_previous in zip(rows, kept, strict=True)
    )


def _kept(count: int, before: int | None, smallest: int) -> float | None:
    if before is None or before < smallest:
        return None
    return round(count / before * 100, 1)


def _grid(top: int) -> tuple[int, ...]:
    return tuple(top * step // INTERVALS for step in range(INTERVALS, -1, -1))


def _every(count: int) -> int:
    return max(1, -(-count // MOST_LABELS))


def _middle(index: int) -> float:
    return index * SLOT + SLOT / 2


def _runs(values: Sequence[int | None], top: int) -> tuple[str, ...]:
    """The points of each unbroken run, e.g. "5,80 15,40"; a lone point becomes a short stroke."""
    runs: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        height = HEIGHT - share(value, top)
        runs[-1].append(f"{_middle(index):g},{height:g}")
    return tuple(" ".join(run if len(run) > 1 else _stroke(run[0])) for run in runs if run)


def _stroke(point: str) -> list[str]:
    x, y = point.split(",")
    return [f"{float(x) - 1:g},{y}", f"{float(x) + 1:g},{y}"]
