"""What TikTok Shop's answers mean under our keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

# A return counts once the platform says that it is done.
_DONE = "COMPLETE"


@dataclass(frozen=True)
class Live:
    """One LIVE as the platform reports it: whole numbers under our keys, and all it said."""

    live_id: str
    username: str
    starts_at: datetime
    ends_at: datetime
    figures: dict[str, int]
    raw: dict[str, Any] = field(default_factory=dict, repr=False)


def live_of(row: Mapping[str, Any]) -> Live:
    """One row of the list; amounts in another currency than đồng are left out."""
    sales, seen = row.get("sales_performance") or {}, row.get("interaction_performance") or {}
    gmv = sales.get("gmv") or {}
    told = {
        "views": seen.get("views"), "unique_viewers": seen.get("viewers"), "peak_viewers": seen.get("pcu"),
        "avg_watch_seconds": seen.get("avg_viewing_duration"), "comments": seen.get("comments"),
        "likes": seen.get("likes"), "shares": seen.get("shares"), "new_followers": seen.get("new_followers"),
        "platform_clicks": seen.get("product_clicks"), "platform_orders": sales.get("sku_orders"),
        "platform_value": gmv.get("amount") if gmv.get("currency") == "VND" else None,
    }  # fmt: skip
    figures = {key: number for key, value in told.items() if (number := whole(value)) is not None}
    return Live(
        str(row["id"]), str(row.get("username", "")), moment(row["start_time"]), moment(row["end_time"]), figures,
        dict(row),
    )  # fmt: skip


def whole(value: object) -> int | None:
    """A whole number out of `12`, `12.0` or `"12"`; None for anything else and for less than nothing."""
    try:
        number = int(float(str(value)))
    except (ValueError, OverflowError):
        return None
    return number if number >= 0 else None


def moment(seconds: object) -> datetime:
    """A moment from seconds since 1970."""
    return datetime.fromtimestamp(int(str(seconds)), UTC)


def refunds_in(returns: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Đồng given back for each order, of the returns that are done."""
    found: dict[str, int] = {}
    for each in returns:
        amount = each.get("refund_amount") or {}
        if _DONE in str(each.get("return_status", "")).upper() and amount.get("currency") == "VND":
            order_id = str(each["order_id"])
            found[order_id] = found.get(order_id, 0) + (whole(amount.get("refund_total")) or 0)
    return found
