"""Orders bought inside platforms: which there are, what they come to, and what brought them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.models import (
    Broadcast,
    Campaign,
    Invitation,
    LineUpItem,
    OrderImport,
    PlatformOrder,
)
from marketplace.domain.livestream.queries.narrowing import EVERYTHING, Narrowed
from marketplace.domain.livestream.queries.planning import broadcasts_of
from marketplace.domain.livestream.rules.shop_orders import Slot


def slots_between(
    platform: str, first: datetime, last: datetime, *, booth_id: int | None, campaign_id: int | None
) -> list[Slot]:
    """The broadcasts on air between two moments that a shop's orders may belong to.

    A booth's only where it takes part: with goods in the line-up, or with an invitation that it accepted.
    """
    rows = select(Broadcast.id, Broadcast.starts_at, Broadcast.ends_at, Broadcast.external_id)
    rows = rows.where(Broadcast.platform == platform, Broadcast.state != "cancelled")
    near = and_(Broadcast.starts_at <= last, Broadcast.ends_at >= first)
    rows = rows.where(or_(near, Broadcast.external_id.is_not(None)) if campaign_id else near)
    if campaign_id is not None:
        rows = rows.where(Broadcast.campaign_id == campaign_id)
    if booth_id is not None:
        rows = rows.where(or_(_shows_goods_of(booth_id), _said_yes(booth_id)))
    return [Slot(*row) for row in db.session.execute(rows)]


def _shows_goods_of(booth_id: int) -> ColumnElement[bool]:
    return exists().where(LineUpItem.broadcast_id == Broadcast.id, LineUpItem.booth_id == booth_id)


def _said_yes(booth_id: int) -> ColumnElement[bool]:
    of_campaign = Invitation.campaign_id == Broadcast.campaign_id
    return exists().where(of_campaign, Invitation.booth_id == booth_id, Invitation.state == "accepted")


@dataclass(frozen=True)
class ShopSales:
    """Orders that we know row by row: how many, how many of them are cancelled, and what the others are worth."""

    shop_orders: int = 0
    shop_orders_cancelled: int = 0
    shop_value: int = 0
    shop_refunded: int = 0


SHOP_KEYS = ("shop_orders", "shop_orders_cancelled", "shop_value", "shop_refunded")
NO_SHOP_SALES = ShopSales()


def shop_sales_together(parts: Iterable[Any]) -> ShopSales:
    """The sums of several, of whatever carries these figures."""
    listed = list(parts)
    return ShopSales(*(sum(getattr(each, key) for each in listed) for key in SHOP_KEYS))


def _sums() -> list[Any]:
    gone = PlatformOrder.state == "CANCELLED"
    return [
        func.count(), func.coalesce(func.sum(case((gone, 1), else_=0)), 0),
        func.coalesce(func.sum(case((gone, 0), else_=PlatformOrder.value)), 0),
        func.coalesce(func.sum(PlatformOrder.refunded), 0),
    ]  # fmt: skip


def shop_sales_of(broadcasts: Sequence[Broadcast]) -> dict[int, ShopSales]:
    """What platforms' shops sold in each of these broadcasts; one statement."""
    rows = select(PlatformOrder.broadcast_id, *_sums()).group_by(PlatformOrder.broadcast_id)
    found = db.session.execute(rows.where(PlatformOrder.broadcast_id.in_([each.id for each in broadcasts])))
    return {row[0]: ShopSales(*(int(each) for each in row[1:])) for row in found}


def own_shop_sales(broadcasts: Sequence[Broadcast], booth: Booth) -> ShopSales:
    """What a booth's own shops on platforms sold in these broadcasts; one statement."""
    of_these = PlatformOrder.broadcast_id.in_([each.id for each in broadcasts])
    row = db.session.execute(select(*_sums()).where(PlatformOrder.booth_id == booth.id, of_these)).one()
    return ShopSales(*(int(each) for each in row))


@dataclass(frozen=True)
class SeenOrder:
    """One order as its list shows it: whose shop, which broadcast, who told of it, from which file."""

    order: PlatformOrder
    broadcast: Broadcast | None
    booth_name: str | None
    by_name: str | None
    file_name: str | None


@dataclass(frozen=True)
class SeenOrders:
    """A page of orders, how many there are in all, and what those that count come to."""

    rows: Sequence[SeenOrder]
    total: int
    sums: ShopSales


def shop_orders_in(campaign: Campaign, *, only: Narrowed = EVERYTHING, page: int = 1, per_page: int = 50) -> SeenOrders:
    """The orders placed in the campaign's broadcasts, newest first."""
    own: ColumnElement[bool] = PlatformOrder.broadcast_id.in_(
        [each.id for each in only.broadcasts(broadcasts_of(campaign))]
    )
    if only == EVERYTHING:
        # What a file of this campaign brought and no broadcast won is shown too, and counted nowhere.
        files = select(OrderImport.id).where(OrderImport.campaign_id == campaign.id)
        own = or_(own, and_(PlatformOrder.broadcast_id.is_(None), PlatformOrder.import_id.in_(files)))
    return _seen([own], [PlatformOrder.broadcast_id.is_not(None)], page, per_page)


def shop_orders_of(booth: Booth, *, page: int = 1, per_page: int = 50) -> SeenOrders:
    """Every order of the booth's own shops on platforms, newest first."""
    return _seen([PlatformOrder.booth_id == booth.id], [], page, per_page)


def _seen(wanted: Sequence[Any], counted: Sequence[Any], page: int, per_page: int) -> SeenOrders:
    """A page of the wanted orders; those that are `counted` too make the sums."""
    total = db.session.scalar(select(func.count()).select_from(PlatformOrder).where(*wanted)) or 0
    sums = db.session.execute(select(*_sums()).where(*wanted, *counted)).one()
    rows = select(PlatformOrder, Broadcast, Booth.name, Person.full_name, OrderImport.file_name).where(*wanted)
    rows = rows.outerjoin(Broadcast, Broadcast.id == PlatformOrder.broadcast_id)
    rows = rows.outerjoin(Booth, Booth.id == PlatformOrder.booth_id)
    rows = rows.outerjoin(Person, Person.id == PlatformOrder.by_id)
    rows = rows.outerjoin(OrderImport, OrderImport.id == PlatformOrder.import_id)
    rows = rows.order_by(PlatformOrder.placed_at.desc(), PlatformOrder.external_id)
    found = db.session.execute(rows.limit(per_page).offset((page - 1) * per_page))
    return SeenOrders([SeenOrder(*row) for row in found], total, ShopSales(*(int(each) for each in sums)))


def known_orders(platform: str, external_ids: Sequence[str]) -> dict[str, PlatformOrder]:
    """The rows that there are under these numbers."""
    found: dict[str, PlatformOrder] = {}
    for first in range(0, len(external_ids), 500):
        part = external_ids[first : first + 500]
        rows = select(PlatformOrder).where(PlatformOrder.platform == platform, PlatformOrder.external_id.in_(part))
        found |= {each.external_id: each for each in db.session.scalars(rows)}
    return found


def order_imports_of(*, campaign: Campaign | None = None, booth: Booth | None = None) -> list[OrderImport]:
    """The files of orders brought to a campaign by organizers, or by a booth; newest first."""
    rows = select(OrderImport).where(_brought_to(campaign, booth))
    return list(db.session.scalars(rows.order_by(OrderImport.id.desc()).limit(50)))


def order_import_of(
    import_id: int, *, campaign: Campaign | None = None, booth: Booth | None = None
) -> OrderImport | None:
    """One of these files."""
    return db.session.scalar(select(OrderImport).where(OrderImport.id == import_id, _brought_to(campaign, booth)))


def _brought_to(campaign: Campaign | None, booth: Booth | None) -> ColumnElement[bool]:
    if campaign is not None:
        return OrderImport.campaign_id == campaign.id
    if booth is None:
        raise ValueError("of a campaign or of a booth")
    return and_(OrderImport.booth_id == booth.id, OrderImport.campaign_id.is_(None))
