"""The rows of product cards: everything a list shows, in one statement whatever its length."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, Subquery, Text, and_, cast, func, select
from sqlalchemy.orm import aliased

from marketplace.core import clock
from marketplace.core.keeping import kept_part, kept_parts, kept_while_standing
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.places.models import Commune
from marketplace.core.prepared import Prepared
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Photo, Product, Variant
from marketplace.domain.catalog.rules import price_per_unit
from marketplace.domain.promotions.models import Offer
from marketplace.domain.promotions.queries import is_running
from marketplace.domain.promotions.rules import OfferTerms, Price, best_price
from marketplace.domain.search.queries.conditions import AT, star_of
from marketplace.domain.stock.models import StockLevel


@dataclass(frozen=True, slots=True)
class Form:
    """One variant of a product: what it costs now and what is left."""

    variant_id: int
    name: str
    sku: str
    price: Price
    left: int
    weight_g: int
    net_quantity: int | None
    net_unit: str

    @property
    def per_unit(self) -> int | None:
        """Đồng per kilogram or litre, where that can be told."""
        return price_per_unit(self.price.price, self.net_quantity, self.net_unit)


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One product as a list shows it.

    The same rows are the very same card for as long as it is kept: what was drawn of it is found by that.
    """

    product_id: int
    shelf: str
    slug: str
    name: str
    name_en: str
    unit: str
    is_sample: bool
    booth_name: str
    booth_slug: str
    place: str
    star: int | None
    photo_kind: str | None
    photo_key: str
    photo_widths: tuple[int, ...]
    best: Form
    forms: tuple[Form, ...]

    @property
    def price(self) -> Price:
        """What the cheapest form that can be had costs now."""
        return self.best.price

    @property
    def from_price(self) -> bool:
        """Whether other forms cost something else."""
        return len({form.price.price for form in self.forms}) > 1

    @property
    def left(self) -> int:
        """How many can still be had, of all forms."""
        return sum(form.left for form in self.forms)


@dataclass(frozen=True, slots=True, eq=False)
class _Still:
    """What a card shows that changes with the catalogue only; `variants` by number, in the order of the page."""

    slug: str
    name: str
    name_en: str
    unit: str
    is_sample: bool
    booth_name: str
    booth_slug: str
    place: str
    star: int | None
    photo_kind: str | None
    photo_key: str
    photo_widths: tuple[int, ...]
    variants: dict[int, Any]


def rows_of(picks: Subquery, order: Sequence[Any]) -> Select[Any]:
    """The statement for picked products (columns `product_id`, `shelf`), in the order given.

    It reads what changes at every sale: what is left, and the offers that run. The rest is looked up once for each
    catalogue (`_stills`).
    """
    rows = select(
        picks.c.product_id, picks.c.shelf, Variant.id.label("variant_id"), StockLevel.available,
        Offer.id.label("offer_id"), Offer.price.label("offer_price"), Offer.ends_at,
        (Offer.quantity - Offer.sold).label("offer_left"), Offer.per_buyer, Offer.kind.label("offer_kind"),
    )  # fmt: skip
    return (
        rows.select_from(picks)
        .outerjoin(Variant, and_(Variant.product_id == picks.c.product_id, Variant.is_active))
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .outerjoin(Offer, and_(Offer.variant_id == Variant.id, is_running(AT)))
        .order_by(*order, Variant.position, Variant.id, Offer.id)
    )


def cards_from(statement: Prepared, at: datetime, **values: Any) -> list[Card]:
    """The cards that a statement of `rows_of` finds; the same rows are the same cards, made once and kept."""
    rows, today = statement.rows(at=at, **values), clock.local_day(at)
    return list(kept_while_standing("catalogue", ("cards", today, tuple(rows)), lambda: _cards(rows, today)))


def _cards(rows: Sequence[Any], today: date) -> tuple[Card, ...]:
    picked = [tuple(group) for _, group in groupby(rows, key=itemgetter(1, 0))]
    ids = list(dict.fromkeys(group[0].product_id for group in picked))
    stills = kept_parts("catalogue", ("card", today), ids, lambda missing: _stills(missing, today))
    return tuple(_kept_card(group, stills[group[0].product_id]) for group in picked if group[0].product_id in stills)


def _kept_card(rows: tuple[Any, ...], still: _Still) -> Card:
    return kept_part("catalogue", (still, rows), lambda: _card(rows, still))


def _stills(product_ids: list[int], today: date) -> dict[int, _Still]:
    rows = _STANDING.rows(products=product_ids, today=today)
    groups = groupby(rows, key=itemgetter(0))
    return {product_id: _still(list(group)) for product_id, group in groups}


def _standing(_database: str) -> Select[Any]:
    """What changes with the catalogue only, of so many products: one statement whatever their number."""
    origin, home = aliased(Commune), aliased(Commune)
    photos = aliased(Photo)
    first_photo = select(func.min(photos.position)).where(photos.product_id == Product.id).scalar_subquery()
    rows = select(
        Product.id, Product.slug, Product.name, Product.name_en, Product.unit,
        (Product.is_sample | Booth.is_sample).label("is_sample"), Booth.name.label("booth_name"),
        Booth.slug.label("booth_slug"), func.coalesce(origin.name, home.name).label("place"),
        star_of(Product.id).label("star"), Photo.kind.label("photo_kind"), Photo.key.label("photo_key"),
        cast(Photo.widths, Text).label("photo_widths"), Variant.id.label("variant_id"),
        Variant.name.label("variant_name"), Variant.sku, Variant.weight_g, Variant.price, Variant.net_quantity,
        Variant.net_unit,
    )  # fmt: skip
    return (
        rows.select_from(Product)
        .join(Booth, Booth.id == Product.booth_id)
        .join(home, home.code == Booth.commune_code)
        .outerjoin(origin, origin.code == Product.origin_commune_code)
        .outerjoin(Photo, and_(Photo.product_id == Product.id, Photo.position == first_photo))
        .outerjoin(Variant, and_(Variant.product_id == Product.id, Variant.is_active))
        .where(is_one_of(Product.id, "products"))
        .order_by(Product.id)
    )


_STANDING = Prepared(_standing)


def _still(rows: Sequence[Any]) -> _Still:
    row = rows[0]
    return _Still(
        row.slug, row.name, row.name_en, row.unit, bool(row.is_sample), row.booth_name, row.booth_slug, row.place,
        row.star, row.photo_kind, row.photo_key or "", tuple(json.loads(row.photo_widths or "[]")),
        {each.variant_id: each for each in rows},
    )  # fmt: skip


def _card(rows: tuple[Any, ...], still: _Still) -> Card:
    row = rows[0]
    forms = tuple(_forms(rows, still))
    best = min(forms, key=lambda form: (form.left <= 0, form.price.price), default=_NOTHING)
    return Card(
        row.product_id, row.shelf, still.slug, still.name, still.name_en, still.unit, still.is_sample,
        still.booth_name, still.booth_slug, still.place, still.star, still.photo_kind, still.photo_key,
        still.photo_widths, best, forms,
    )  # fmt: skip


def _forms(rows: Iterable[Any], still: _Still) -> Iterable[Form]:
    for variant_id, group in groupby(rows, key=lambda row: row.variant_id):
        offers = list(group)
        # A form that came with the next catalogue is shown with it.
        variant = still.variants.get(variant_id)
        if variant_id is None or variant is None:
            continue
        terms = [
            OfferTerms(each.offer_id, each.offer_price, each.ends_at, each.offer_left, each.per_buyer, each.offer_kind)
            for each in offers
            if each.offer_id is not None
        ]
        yield Form(
            variant_id, variant.variant_name, variant.sku, best_price(variant.price, terms), offers[0].available or 0,
            variant.weight_g, variant.net_quantity, variant.net_unit,
        )  # fmt: skip


_NOTHING = Form(0, "", "", Price(0, 0), 0, 0, None, "piece")
