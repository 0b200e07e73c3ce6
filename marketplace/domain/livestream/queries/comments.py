"""What was heard for a broadcast and still waits for somebody, and what it is read against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.domain.livestream.models import Broadcast, HeardOrder, LineUpItem
from marketplace.domain.livestream.queries.planning import line_up_of
from marketplace.domain.livestream.rules.comments import KnownItem
from marketplace.domain.stock.models import StockLevel

OPEN = ("proposed", "waiting", "offered", "lapsed")


def known_items(items: Iterable[LineUpItem]) -> list[KnownItem]:
    """The line-up as people may call it."""
    return [
        KnownItem(item.variant_id, item.position, item.variant.sku, item.variant.product.name, item.variant.name)
        for item in items
    ]


def line_up_known(broadcast: Broadcast) -> list[KnownItem]:
    """The line-up of a broadcast as people may call it."""
    return known_items(line_up_of([broadcast]))


def heard_orders(broadcast: Broadcast, states: Sequence[str], limit: int = 100) -> list[HeardOrder]:
    """What was heard and is in one of these states: who waits in the order of waiting, the rest as it came."""
    rows = select(HeardOrder).where(HeardOrder.broadcast_id == broadcast.id, HeardOrder.state.in_(states))
    rows = rows.options(joinedload(HeardOrder.commune), joinedload(HeardOrder.purchase))
    order = (HeardOrder.waiting_since, HeardOrder.id)
    return list(db.session.scalars(rows.order_by(*order).limit(limit)))


def heard_order_for(broadcast: Broadcast, heard_id: int) -> HeardOrder:
    """One of the things heard for this broadcast; raise NotThere."""
    found = select(HeardOrder).where(HeardOrder.id == heard_id, HeardOrder.broadcast_id == broadcast.id)
    heard = db.session.scalar(found)
    if heard is None:
        raise NotThere
    return heard


def heard_counts(broadcast: Broadcast) -> dict[str, int]:
    """How many are in each state."""
    rows = select(HeardOrder.state, func.count()).where(HeardOrder.broadcast_id == broadcast.id)
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(HeardOrder.state))}


def said_by_same(heard: HeardOrder) -> list[HeardOrder]:
    """Orders of whoever said this: the same telephone, or the same name under a comment; the latest first."""
    same = [HeardOrder.phone == heard.phone] if heard.phone else []
    same += [HeardOrder.author == heard.author] if heard.author else []
    if not same:
        return []
    rows = select(HeardOrder).where(HeardOrder.broadcast_id == heard.broadcast_id, or_(*same))
    rows = rows.where(HeardOrder.kind == "order", HeardOrder.id != heard.id, HeardOrder.state != "dropped")
    return list(
        db.session.scalars(rows.options(joinedload(HeardOrder.purchase)).order_by(HeardOrder.id.desc()).limit(5))
    )


def left_of(variant_ids: Iterable[int]) -> dict[int, int]:
    """How many units of each variant are on the shelf."""
    rows = select(StockLevel.variant_id, StockLevel.available).where(StockLevel.variant_id.in_(set(variant_ids)))
    return {row[0]: row[1] for row in db.session.execute(rows)}
