"""What platforms report, and how figures of several broadcasts become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

PLATFORMS = ("tiktok", "facebook", "youtube", "shopee", "on_site")

# What a platform may report; each is a whole number (seconds for watch time, đồng for value).
METRICS = (
    "views", "unique_viewers", "peak_viewers", "avg_watch_seconds", "comments", "likes", "shares", "new_followers",
    "platform_clicks", "platform_orders", "platform_value",
)  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """The one figure that counts for a broadcast and metric, with whether a second person has looked at it."""

    value: int
    reviewed: bool


def combined(broadcasts: Iterable[Mapping[str, Taken]]) -> dict[str, int | None]:
    """The figures of several broadcasts as one.

    Counts add up over the broadcasts that report them; peaks combine by maximum; the average watch time is weighted
    by views. Unique viewers are given only if every broadcast with views gives them: a sum with holes would be
    too small a denominator.
    """
    rows = [{metric: taken.value for metric, taken in each.items()} for each in broadcasts]
    figures: dict[str, int | None] = {metric: _sum(rows, metric) for metric in METRICS}
    figures["peak_viewers"] = max((row["peak_viewers"] for row in rows if "peak_viewers" in row), default=None)
    figures["avg_watch_seconds"] = _weighted(rows)
    if any("views" in row and "unique_viewers" not in row for row in rows):
        figures["unique_viewers"] = None
    return figures


def _sum(rows: Iterable[Mapping[str, int]], metric: str) -> int | None:
    values = [row[metric] for row in rows if metric in row]
    return sum(values) if values else None


def _weighted(rows: Iterable[Mapping[str, int]]) -> int | None:
    both = [(row["avg_watch_seconds"], row["views"]) for row in rows if "avg_watch_seconds" in row and "views" in row]
    weight = sum(views for _, views in both)
    if not weight:
        return None
    return int(Fraction(sum(seconds * views for seconds, views in both), weight) + Fraction(1, 2))
