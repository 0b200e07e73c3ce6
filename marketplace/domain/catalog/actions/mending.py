"""What a brought list changes of products that the booth has: prices at once, claims as they are always changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from marketplace.core.db import db
from marketplace.core.text import clean
from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.actions.making import update_product
from marketplace.domain.catalog.actions.pricing import facts_of_variant, update_variant
from marketplace.domain.catalog.importing.checking import CheckedRow, Standing
from marketplace.domain.catalog.models import Product, ProductChange, Variant
from marketplace.domain.catalog.queries.reviews import facts_with_change

_CLAIMS = {
    "unit": "unit", "summary": "summary", "description": "description", "ingredients": "ingredients",
    "storage": "storage", "shelf_life": "shelf_life", "name_en": "name_en", "origin_note": "origin_note",
    "category": "category_id", "origin": "origin_commune_code", "is_youth_startup": "is_youth_startup",
    "is_alcohol": "is_alcohol", "is_supplement": "is_supplement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """The names, in folded case, of what a booth has not given up, and the claims that wait, by product."""

    names: frozenset[str]
    claims: Mapping[int, Mapping[str, Any]]


def kept_in(booth_id: int) -> Kept:
    """What a list is compared with, whatever codes stand in it."""
    waiting = (ProductChange.product_id == Product.id) & (ProductChange.state == "waiting")
    found = select(Product.id, Product.name, ProductChange.claims).outerjoin(ProductChange, waiting)
    rows = db.session.execute(found.where(Product.booth_id == booth_id, Product.state != "withdrawn")).all()
    return Kept(frozenset(row.name.casefold() for row in rows), {row.id: row.claims for row in rows if row.claims})


def standing_of(
    booth_id: int, rows: Sequence[Mapping[str, str]], claims: Mapping[int, Mapping[str, Any]]
) -> dict[str, Standing]:
    """What the booth tells of each code that stands in these rows, in the values that a list is read into.

    The `claims` that wait for review count as told: the list that brought them changes nothing more.
    """
    codes = {clean(row.get("sku", "")).upper() for row in rows} - {""}
    found = select(Variant).join(Variant.product).where(Variant.booth_id == booth_id, Product.booth_id == booth_id)
    found = found.where(Variant.sku.in_(codes)).options(contains_eager(Variant.product))
    return {each.sku: _standing(each, claims.get(each.product_id, {})) for each in db.session.scalars(found)}


def apply_changes(booth_id: int, rows: Sequence[CheckedRow], *, by: Person) -> None:
    """Write the changes of these rows, within the transaction of the list."""
    codes = {clean(row.cells["sku"]).upper(): row for row in rows}
    found = select(Variant).where(Variant.booth_id == booth_id, Variant.sku.in_(codes)).order_by(Variant.id)
    claims: dict[int, dict[str, Any]] = {}
    for variant in db.session.scalars(found).all():
        changes = codes[variant.sku].changes
        _change_variant(variant, changes, by)
        told = {_CLAIMS[key]: value for key, value in changes.items() if key in _CLAIMS}
        claims.setdefault(variant.product_id, {}).update(told)
    for product_id, told in claims.items():
        if told:
            product = db.session.scalars(
                select(Product).where(Product.booth_id == booth_id, Product.id == product_id)
            ).one()
            update_product(product, by=by, facts=replace(facts_with_change(product), **told))


def _change_variant(variant: Variant, changes: dict[str, Any], by: Person) -> None:
    names = {"price": "price", "weight": "weight_g", "variant_name": "name"}
    told = {names[key]: value for key, value in changes.items() if key in names}
    if "net" in changes:
        told["net_quantity"], told["net_unit"] = changes["net"]
    if told:
        update_variant(variant, by=by, facts=replace(facts_of_variant(variant), **told))


def _standing(variant: Variant, waiting: Mapping[str, Any]) -> Standing:
    product = variant.product
    if product.state == "withdrawn":
        return Standing(product.id, product.name, None)
    claims = {key: waiting.get(name, getattr(product, name)) for key, name in _CLAIMS.items()}
    # A list keeps these on one line.
    claims |= {key: clean(claims[key]) for key in ("ingredients", "storage")}
    net = (variant.net_quantity, variant.net_unit)
    form = {"price": variant.price, "weight": variant.weight_g, "variant_name": variant.name, "net": net}
    return Standing(product.id, product.name, claims | form)
