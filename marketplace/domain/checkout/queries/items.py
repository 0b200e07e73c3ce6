"""What is wished for, as it stands in the market now: one statement for goods, prices, stock and destination."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.places.models import Commune, Province
from marketplace.core.prepared import Prepared
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.checkout.rules import Destination, Item
from marketplace.domain.promotions.models import Offer
from marketplace.domain.promotions.queries import is_running
from marketplace.domain.promotions.rules import OfferTerms
from marketplace.domain.stock.models import StockLevel


def items_for(
    variant_ids: Sequence[int], commune_code: str | None, at: datetime
) -> tuple[dict[int, Item], Destination | None]:
    """These variants with their offers at that moment, and the commune if there is one in force with this code."""
    rows = _WISHED.rows(ids=list(variant_ids), commune_code=commune_code, at=at)
    items = {variant_id: _item(list(group)) for variant_id, group in groupby(rows, key=lambda row: row.id)}
    return items, _destination(rows[0]) if rows else None


def _wished(_database: str) -> Select[*tuple[Any, ...]]:
    at: Any = bindparam("at", type_=Offer.starts_at.type)
    booth_opens = and_(Product.state == "on_sale", Booth.state == "open", Variant.is_active.is_(True))
    here = and_(Commune.code == bindparam("commune_code", type_=Commune.code.type), Commune.valid_to.is_(None))
    return (
        select(
            Variant.id, Variant.booth_id, Variant.product_id, Variant.sku, Variant.name.label("variant_name"),
            Variant.price, Variant.weight_g, booth_opens.label("is_on_sale"),
            Product.name.label("product_name"), Product.name_en, Product.slug.label("product_slug"), Product.unit,
            Booth.name.label("booth_name"), Booth.slug.label("booth_slug"),
            func.coalesce(StockLevel.available, 0).label("left"),
            Offer.id.label("offer_id"), Offer.price.label("offer_price"), Offer.ends_at, Offer.per_buyer, Offer.kind,
            (Offer.quantity - Offer.sold).label("offer_left"),
            Commune.code.label("commune_code"), Commune.province_code, Commune.kind.label("commune_kind"),
            Commune.name.label("commune_name"), Province.kind.label("province_kind"),
            Province.name.label("province_name"),
        )
        .join_from(Variant, Product, Product.id == Variant.product_id)
        .join(Booth, Booth.id == Variant.booth_id)
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .outerjoin(Offer, and_(Offer.variant_id == Variant.id, is_running(at)))
        .outerjoin(Commune, here)
        .outerjoin(Province, Province.code == Commune.province_code)
        .where(is_one_of(Variant.id, "ids"))
        .order_by(Variant.id)
    )  # fmt: skip


_WISHED = Prepared(_wished)


def _item(rows: Sequence[Any]) -> Item:
    row = rows[0]
    offers = tuple(
        OfferTerms(each.offer_id, each.offer_price, each.ends_at, each.offer_left, each.per_buyer, each.kind)
        for each in rows
        if each.offer_id is not None
    )
    return Item(
        row.id, row.booth_id, row.product_id, row.product_name, row.name_en, row.product_slug, row.variant_name,
        row.sku, row.unit, row.price, row.weight_g, row.left, bool(row.is_on_sale), row.booth_name, row.booth_slug,
        offers,
    )  # fmt: skip


def _destination(row: Any) -> Destination | None:
    if row.commune_code is None:
        return None
    name = f"{row.commune_kind} {row.commune_name}"
    return Destination(row.commune_code, row.province_code, name, f"{row.province_kind} {row.province_name}")
