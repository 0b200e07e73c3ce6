"""Two campaigns with what they brought, to compare their results pages: one as reported, one as large as it may get.

Written by the database itself from a series of numbers: a million clicks row by row would take minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, case, cast, func, insert, literal, select, text, true

from bench.bulk import set_counters
from bench.world import LINKS, Crowd, World, analyse, open_market
from marketplace.core import clock
from marketplace.core.codes import ALPHABET
from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.core.transactions import transaction
from marketplace.domain.livestream.actions import recount_clicks
from marketplace.domain.livestream.models import Broadcast, Campaign, Clearance, Click, Touch, TrackingLink
from marketplace.domain.orders.models import Order, OrderLine, Purchase
from marketplace.domain.payments.models import PaymentAttempt

ORGANIZER = 2
MINUTES = 180
REPEATS_OF_TEN = 2
CLICKS_A_VISITOR = 3
FEE = 25_000
LOOKED_AT_EVERY = 30


@dataclass(frozen=True)
class _First:
    """The broadcast, and the first numbers of the rows that belong to it."""

    broadcast: int
    link: int
    click: int
    purchase: int


AS_REPORTED = Crowd("nhu-da-dua-tin", 2_500, 1_000)
IMMENSE = Crowd("dong-chua-tung-co", 1_000_000, 50_000)


def with_crowds(world: World, folder: Path, crowds: Sequence[Crowd]) -> World:
    """The same world with these campaigns in it."""
    with open_market(world.url, folder):
        for crowd in crowds:
            fill_crowd(crowd)
        db.session.remove()
        analyse()
    return replace(world, crowds=tuple(crowds))


def fill_crowd(crowd: Crowd) -> None:
    """Write a campaign of one broadcast with these clicks and purchases."""
    now = clock.now()
    with transaction():
        broadcast = _campaign(crowd, now)
        first = _links(crowd, broadcast.id, now)
        for minute in range(MINUTES):
            at = broadcast.starts_at + timedelta(minutes=minute)
            _clicks(crowd, _part_of(crowd.clicks, minute), first, at)
            _purchases(_part_of(crowd.purchases, minute), first, at)
            if minute % LOOKED_AT_EVERY == 0:
                _look_at_tables()
        recount_clicks()
        set_counters(Purchase, Order, OrderLine, PaymentAttempt)


def _look_at_tables() -> None:
    """Let PostgreSQL see how the tables grew: it would go on looking whole tables through for each foreign key."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE"))


def _campaign(crowd: Crowd, now: datetime) -> Broadcast:
    campaign = Campaign(
        slug=crowd.slug, name=crowd.slug, state="ended", created_by_id=ORGANIZER, created_at=now, published_at=now
    )
    db.session.add(campaign)
    db.session.flush()
    broadcast = Broadcast(
        campaign_id=campaign.id, platform="tiktok", title="Phiên chính", state="ended",
        starts_at=now - timedelta(days=20), ends_at=now - timedelta(days=20) + timedelta(hours=3),
    )  # fmt: skip
    db.session.add(broadcast)
    db.session.flush()
    db.session.add(
        Clearance(broadcast_id=broadcast.id, override_reason="Số đo tốc độ.", override_by_id=ORGANIZER, override_at=now)
    )
    return broadcast


def _links(crowd: Crowd, broadcast_id: int, now: datetime) -> _First:
    first = _First(broadcast_id, *(_last(table) + 1 for table in (TrackingLink, Click, Purchase)))
    mark = crowd.slug[:4].upper()
    rows = [
        {"id": first.link + n, "code": f"{mark}{ALPHABET[n]}", "broadcast_id": broadcast_id, "product_id": n + 1,
         "medium": "link", "created_at": now}
        for n in range(LINKS)
    ]  # fmt: skip
    db.session.execute(insert(TrackingLink), rows)
    return first


def _last(table: type[Any]) -> int:
    return db.session.scalar(select(func.max(table.id))) or 0


def _part_of(whole: int, minute: int) -> range:
    return range(whole * minute // MINUTES, whole * (minute + 1) // MINUTES)


def _numbers(wanted: range) -> Any:
    """The numbers of a range as a column."""
    numbers = select(literal(wanted.start, Integer).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < wanted.stop - 1)).c.n


def _clicks(crowd: Crowd, wanted: range, first: _First, at: datetime) -> None:
    n = _numbers(wanted)
    _insert(Click, {
        "id": first.click + n, "link_id": first.link + n % LINKS, "at": at,
        "visitor": literal(crowd.slug[:4]).concat(cast(n % (crowd.clicks // CLICKS_A_VISITOR), String)),
        "ignored": case((n % 10 < REPEATS_OF_TEN, "repeat"), else_=""), "saw_product": true(), "carted": n % 20 == 0,
    })  # fmt: skip


def _purchases(wanted: range, first: _First, at: datetime) -> None:
    n = _numbers(wanted)
    number, place, goods = first.purchase + n, n % LINKS, 20_000 + n % LINKS * 5_000
    text = cast(number, String)
    commune = select(func.min(Commune.code)).scalar_subquery()
    totals = {"goods_total": goods, "grand_total": goods + FEE}
    _insert(Purchase, {
        "id": number, "code": literal("QT-crowd-").concat(text), "idempotency_scope": "bench", "idempotency_key": text,
        "request_hash": text, "recipient": "Lan", "phone": literal("+84").concat(cast(900_000_000 + number, String)),
        "address_line": "Thôn 1", "commune_code": commune, "address_text": "Thôn 1", "payment_method": "cod",
        "discount_total": 0, "shipping_total": FEE, **totals, "placed_at": at,
    })  # fmt: skip
    _insert(Order, {
        "id": number, "purchase_id": number, "booth_id": 1 + place, "code": literal("QT-part-").concat(text),
        "state": "completed", "discount": 0, "shipping_fee": FEE, **totals, "weight_g": 500, "changed_at": at,
        "secured_at": at, "delivered_at": at,
    })  # fmt: skip
    _insert(OrderLine, {
        "id": number, "order_id": number, "booth_id": 1 + place, "variant_id": 1 + place, "product_name": "Tiêu",
        "sku": "M", "unit": "gói", "quantity": 1, "list_price": goods, "unit_price": goods, "line_total": goods,
    })  # fmt: skip
    _insert(PaymentAttempt, {
        "id": number, "purchase_id": number, "order_id": number, "provider": "cod", "state": "paid",
        "amount": goods + FEE, "key": text, "created_at": at, "paid_at": at,
    })  # fmt: skip
    _insert(Touch, {
        "purchase_id": number, "route": "click", "broadcast_id": first.broadcast, "link_id": first.link + place,
        "at": at,
    })  # fmt: skip


def _insert(table: type[Any], columns: dict[str, Any]) -> None:
    kinds = table.__table__.c
    named = [
        (value if isinstance(value, ColumnElement) else literal(value, kinds[name].type)).label(name)
        for name, value in columns.items()
    ]
    db.session.execute(insert(table).from_select(list(columns), select(*named), include_defaults=False))
