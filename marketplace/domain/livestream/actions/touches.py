"""What ties a purchase to a broadcast, written once while it is being placed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, literal, null, select, union_all

from marketplace.core.db import db
from marketplace.core.inserting import insert_rows
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.models import Broadcast, Click, Touch, TrackingLink


@transactional
def note_touches(
    purchase_id: int,
    *,
    voucher_id: int | None,
    hand_broadcast_id: int | None,
    link_code: str | None,
    click_id: int | None,
    touched_at: datetime | None,
    at: datetime,
) -> None:
    """Keep every route by which this purchase may belong to a broadcast; at most two statements.

    What fits no broadcast leaves no row. Which route counts is decided when figures are read, not here.
    """
    rows = _found(voucher_id, link_code, click_id, touched_at, at)
    if hand_broadcast_id is not None:
        rows.append(_row("hand", hand_broadcast_id, at))
    insert_rows(Touch, [{**row, "purchase_id": purchase_id} for row in rows])


def _row(
    route: str, broadcast_id: int, at: datetime, link_id: int | None = None, click_id: int | None = None
) -> dict[str, Any]:
    return {"route": route, "broadcast_id": broadcast_id, "at": at, "link_id": link_id, "click_id": click_id}


def _found(
    voucher_id: int | None, link_code: str | None, click_id: int | None, touched_at: datetime | None, at: datetime
) -> list[dict[str, Any]]:
    searches: list[Select[*tuple[Any, ...]]] = []
    if voucher_id is not None:
        by_voucher = select(literal("voucher"), Broadcast.id, null(), null())
        searches.append(by_voucher.where(Broadcast.voucher_id == voucher_id))
    if link_code:
        searches.append(_by_link(link_code, click_id))
    if not searches:
        return []
    # A shopper's clock is never asked: a touch later than the purchase can only be a race of ours.
    moments = {"voucher": at, "click": min(touched_at or at, at)}
    return [
        _row(route, broadcast_id, moments[route], link_id, known_click_id)
        for route, broadcast_id, link_id, known_click_id in db.session.execute(union_all(*searches))
    ]


def _by_link(link_code: str, click_id: int | None) -> Select[*tuple[Any, ...]]:
    # The click may still be on its way to the database, or not be of this link at all.
    of_link = and_(Click.link_id == TrackingLink.id, Click.id == click_id)
    by_link = select(literal("click"), TrackingLink.broadcast_id, TrackingLink.id, Click.id)
    return by_link.outerjoin(Click, of_link).where(TrackingLink.code == link_code)
