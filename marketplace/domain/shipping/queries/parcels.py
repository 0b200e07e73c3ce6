"""Reads about fees and parcels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.places.models import Commune, Province
from marketplace.core.prepared import Later, Prepared
from marketplace.core.tenancy import across_booths
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.booths.models import Booth, Holiday
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.models import Order, ShortLine
from marketplace.domain.shipping.models import Parcel, ParcelLine, PickUpPoint, ShippingPolicy, ShippingRate
from marketplace.domain.shipping.rules import (
    DEFAULT_RATES,
    DEFAULT_TERMS,
    PickUp,
    Place,
    PlaceCodes,
    Quote,
    Rate,
    Terms,
    fetched,
    quote_of,
    zone_of,
)


@dataclass(slots=True)
class BoothTable:
    """What a booth asks for sending: its own table, or the market's for what it left out."""

    home: PlaceCodes
    terms: Terms
    own: dict[str, Rate] = field(default_factory=dict)
    pickup: PickUp | None = None

    def rate(self, zone: str) -> Rate:
        """The rate to a zone."""
        return self.own.get(zone) or DEFAULT_RATES[zone]


def quotes_for(
    weights: Mapping[int, int], goods: Mapping[int, int], commune: Place, *,
    fetched_from: Collection[int] = (), tables: Mapping[int, BoothTable] | None = None,
) -> dict[int, Quote]:  # fmt: skip
    """What each booth asks for sending `weights` grams of `goods` đồng (before vouchers) to a commune.

    From the booths of `fetched_from` the shopper means to fetch the goods, which holds where they offer it. `tables`
    were asked for before.
    """
    quotes, today = {}, clock.today()
    tables = tables_of(weights) if tables is None else tables
    for booth_id in weights:
        table = tables[booth_id]
        zone = zone_of(table.home, commune)
        quote = quote_of(
            table.rate(zone), table.terms, zone, weight_g=weights[booth_id], goods=goods[booth_id], today=today,
            pickup=table.pickup,
        )  # fmt: skip
        is_fetched = table.pickup is not None and booth_id in fetched_from
        quotes[booth_id] = fetched(quote, table.terms, today) if is_fetched else quote
    return quotes


def tables_of(booth_ids: Mapping[int, object]) -> dict[int, BoothTable]:
    """The shipping tables of these booths, in one statement."""
    return _tables(_ASKED.rows(booth_ids=list(booth_ids)))


def tables_for(variant_ids: Sequence[int]) -> Later[dict[int, BoothTable]]:
    """The shipping tables of the booths that sell these, by booth."""
    asked = _ASKED_BY_GOODS.ahead(variant_ids=list(variant_ids))
    return lambda: _tables(asked())


def _tables(rows: Sequence[Any]) -> dict[int, BoothTable]:
    tables: dict[int, BoothTable] = {}
    for row in rows:
        days = DEFAULT_TERMS.days_to_send if row.days_to_send is None else row.days_to_send
        terms = Terms(row.free_from, days, (row.first_day, row.last_day) if row.first_day else None)
        home = PlaceCodes(row.commune_code, row.province_code)
        table = tables.setdefault(row.id, BoothTable(home, terms, pickup=_pickup(row)))
        if row.zone is not None:
            table.own[row.zone] = _rate(row)
    return tables


def _rate(row: Any) -> Rate:
    return Rate(row.fee, row.step_fee, row.days_min, row.days_max, row.first_g, row.step_g)


def _pickup(row: Any) -> PickUp | None:
    return PickUp(row.address_line, row.hours, f"{row.kind} {row.name}", row.province) if row.address_line else None


def open_booth_and_table(slug: str) -> tuple[Booth, BoothTable]:
    """The open booth of this name with its shipping table, in one statement; raise BoothNotThere."""
    found = (
        select(Booth, ShippingPolicy, ShippingRate, PickUpPoint)
        .options(joinedload(Booth.holiday), joinedload(Booth.makers))
        .outerjoin(ShippingPolicy, ShippingPolicy.booth_id == Booth.id)
        .outerjoin(ShippingRate, ShippingRate.booth_id == Booth.id)
        .outerjoin(PickUpPoint, PickUpPoint.booth_id == Booth.id)
        .where(Booth.slug == slug, Booth.state == "open")
    )
    rows = db.session.execute(found).unique().all()
    if not rows:
        raise BoothNotThere
    booth, policy, _rate_row, point = rows[0]
    terms = DEFAULT_TERMS if policy is None else Terms(policy.free_from, policy.days_to_send)
    own = {rate.zone: _rate(rate) for _booth, _policy, rate, _point in rows if rate is not None}
    commune = booth.commune
    pickup = (
        None if point is None else PickUp(point.address_line, point.hours, commune.full_name, commune.province.name)
    )
    return booth, BoothTable(PlaceCodes(booth.commune_code, commune.province_code), terms, own, pickup)


def _asked(*those: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    rate, policy = ShippingRate, ShippingPolicy
    return (
        select(
            Booth.id, Booth.commune_code, Commune.province_code, policy.free_from, policy.days_to_send,
            rate.zone, rate.fee, rate.step_fee, rate.days_min, rate.days_max, rate.first_g, rate.step_g,
            Holiday.first_day, Holiday.last_day,
            PickUpPoint.address_line, PickUpPoint.hours, Commune.kind, Commune.name, Province.name.label("province"),
        )
        .join_from(Booth, Commune, Commune.code == Booth.commune_code)
        .join(Province, Province.code == Commune.province_code)
        .outerjoin(policy, policy.booth_id == Booth.id)
        .outerjoin(rate, rate.booth_id == Booth.id)
        .outerjoin(Holiday, Holiday.booth_id == Booth.id)
        .outerjoin(PickUpPoint, PickUpPoint.booth_id == Booth.id)
        .where(*those)
    )  # fmt: skip


_ASKED = Prepared(lambda _database: _asked(is_one_of(Booth.id, "booth_ids")))
_ASKED_BY_GOODS = Prepared(
    lambda _database: _asked(Booth.id.in_(select(Variant.booth_id).where(is_one_of(Variant.id, "variant_ids"))))
)


def table_of(booth: Booth) -> BoothTable:
    """The shipping table of one booth, for its form."""
    with across_booths("asked for by the booth's own key, in the form the guard does not follow"):
        return tables_of({booth.id: None})[booth.id]


def quote_by(
    booth: Booth, commune: Place, *, terms: Terms, rates: Mapping[str, Rate], weight_g: int, goods: int
) -> Quote:
    """What one booth would ask for sending by this table, saved or not."""
    saved = table_of(booth)
    zone = zone_of(saved.home, commune)
    terms = replace(terms, away=saved.terms.away)
    return quote_of(rates[zone], terms, zone, weight_g=weight_g, goods=goods, today=clock.today())


def parcels_of(order: Order) -> list[Parcel]:
    """The parcels of an order, newest first."""
    found = select(Parcel).where(Parcel.order_id == order.id, Parcel.booth_id == order.booth_id)
    with_lines = found.options(joinedload(Parcel.lines).joinedload(ParcelLine.line))
    return list(db.session.scalars(with_lines.order_by(Parcel.id.desc())).unique())


@dataclass(frozen=True, slots=True)
class Sendings:
    """The parcels of an order, newest first, and by line how many units will not come and how many are to be sent."""

    parcels: Sequence[Parcel]
    short: dict[int, int]
    rest: dict[int, int]


def sendings_of(order: Order, parcels: Sequence[Parcel]) -> Sendings:
    """How far an order is sent by its parcels, for a page: an action asks `rest_of` again once it holds the order."""
    sent, short = Counter[int](), Counter[int]()
    for parcel in parcels:
        sent.update({each.line_id: each.quantity for each in parcel.lines})
    for shortfall in order.shortfalls:
        short.update({each.line_id: each.quantity for each in shortfall.lines})
    return Sendings(parcels, short, _rest(order, sent, short))


def short_units(order: Order) -> dict[int, int]:
    """How many units of each line the booth said it cannot deliver."""
    return _units(ShortLine.line_id, ShortLine.quantity, ShortLine.booth_id, order)


def rest_of(order: Order) -> dict[int, int]:
    """How many units of each line are neither sent nor said to be missing; lines with none are left out."""
    sent = _units(ParcelLine.line_id, ParcelLine.quantity, ParcelLine.booth_id, order)
    return _rest(order, sent, short_units(order))


def _rest(order: Order, sent: Mapping[int, int], short: Mapping[int, int]) -> dict[int, int]:
    left = {line.id: line.quantity - sent.get(line.id, 0) - short.get(line.id, 0) for line in order.lines}
    return {line_id: count for line_id, count in left.items() if count}


def _units(
    line_id: InstrumentedAttribute[int], units: InstrumentedAttribute[int], booth_id: InstrumentedAttribute[int],
    order: Order,
) -> dict[int, int]:  # fmt: skip
    ids = [line.id for line in order.lines]
    summed = select(line_id, func.sum(units)).where(booth_id == order.booth_id, line_id.in_(ids)).group_by(line_id)
    return {key: int(count) for key, count in db.session.execute(summed)}


def are_lost(order: Order) -> bool:
    """Whether the carrier lost or spoiled the goods of an order."""
    lost = select(Parcel.id).where(Parcel.order_id == order.id, Parcel.booth_id == order.booth_id)
    return db.session.scalar(lost.where(Parcel.state == "lost").limit(1)) is not None


def parcels_by_order(order_ids: list[int]) -> dict[int, list[Parcel]]:
    """The parcels of several orders at once with what is in them, newest first."""
    by_order: dict[int, list[Parcel]] = defaultdict(list)
    found = select(Parcel).where(Parcel.order_id.in_(order_ids)).order_by(Parcel.id.desc())
    with_lines = found.options(joinedload(Parcel.lines).joinedload(ParcelLine.line))
    for parcel in db.session.scalars(with_lines).unique():
        by_order[parcel.order_id].append(parcel)
    return by_order
