"""Variants: what can be bought, at which price. These change at once, without review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace

from sqlalchemy import func, select

from marketplace.core import audit, versions
from marketplace.core.codes import random_code
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.text import clean, fits_a_name
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.errors import (
    BadName,
    BadNet,
    BadPrice,
    BadStock,
    BadWeight,
    NothingToBuy,
    SkuTaken,
    TooManyVariants,
)
from marketplace.domain.catalog.events import ProductChanged, VariantAdded
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.catalog.rules import (
    HIGHEST_PRICE,
    LOWEST_PRICE,
    MOST_NET,
    MOST_STOCK,
    MOST_VARIANTS,
    MOST_WEIGHT_G,
    NET_UNITS,
    VariantFacts,
)


@transactional
def add_variant(product: Product, *, by: Person, facts: VariantFacts) -> Variant:
    """Add another form of the product; raise BadInput naming the field, SkuTaken, TooManyVariants."""
    authorize(by, product.booth_id, can_edit_products)
    (variant,) = put_variants(product, [facts], by=by)
    note_shown_change(product)
    return variant


@transactional
def update_variant(variant: Variant, *, by: Person, facts: VariantFacts) -> None:
    """Change price, name, contents, weight or code at once (`facts.stock` is not looked at); raise BadInput."""
    authorize(by, variant.booth_id, can_edit_products)
    facts = cleaned_variant(facts)
    check_codes_free(variant.booth_id, [facts.sku], but=[variant.id])
    write_variant(variant, facts, by=by)
    db.session.flush()
    note_shown_change(variant.product)


@transactional
def stop_variant(variant: Variant, *, by: Person) -> None:
    """No longer sell this form; raise NothingToBuy for the last one of a product that is on sale or waits to be."""
    authorize(by, variant.booth_id, can_edit_products)
    others = select(func.count(Variant.id)).where(
        Variant.booth_id == variant.booth_id, Variant.product_id == variant.product_id,
        Variant.id != variant.id, Variant.is_active.is_(True),
    )  # fmt: skip
    if not db.session.scalar(others) and variant.product.state != "draft":
        raise NothingToBuy
    _set_active(variant, by, active=False)


@transactional
def resume_variant(variant: Variant, *, by: Person) -> None:
    """Sell this form again."""
    authorize(by, variant.booth_id, can_edit_products)
    _set_active(variant, by, active=True)


def write_variant(variant: Variant, facts: VariantFacts, *, by: Person) -> None:
    """Write cleaned facts onto the row; a new price leaves a trace."""
    if facts.price != variant.price:
        audit.note(
            "variant.price", by=by.id, booth=variant.booth_id, subject=f"variant:{variant.id}",
            details={"from": variant.price, "to": facts.price},
        )  # fmt: skip
    variant.price, variant.weight_g, variant.name = facts.price, facts.weight_g, facts.name
    variant.net_quantity, variant.net_unit = facts.net_quantity, facts.net_unit
    variant.sku = facts.sku or variant.sku


def put_variants(product: Product, wanted: Sequence[VariantFacts], *, by: Person) -> list[Variant]:
    """Add variants after those the product has, and have their opening stock put on the shelf."""
    mine = (Variant.booth_id == product.booth_id, Variant.product_id == product.id)
    count, last = db.session.execute(select(func.count(Variant.id), func.max(Variant.position)).where(*mine)).one()
    if count + len(wanted) > MOST_VARIANTS:
        raise TooManyVariants
    wanted = [with_code(cleaned_variant(facts)) for facts in wanted]
    check_codes_free(product.booth_id, [facts.sku for facts in wanted])
    first = 0 if last is None else last + 1
    variants = [variant_row(product, facts, first + place) for place, facts in enumerate(wanted)]
    db.session.add_all(variants)
    db.session.flush()
    note_new_variants(zip(variants, wanted, strict=True), by=by)
    return variants


def note_new_variants(pairs: Iterable[tuple[Variant, VariantFacts]], *, by: Person) -> None:
    """Tell the stock of new variants and of what stands on the shelf."""
    for variant, facts in pairs:
        record(VariantAdded(variant_id=variant.id, booth_id=variant.booth_id, stock=facts.stock, by_id=by.id))


def variant_row(product: Product, facts: VariantFacts, position: int) -> Variant:
    """The row of a new variant, not yet in the session."""
    return Variant(
        booth_id=product.booth_id, product_id=product.id, sku=facts.sku, name=facts.name, price=facts.price,
        net_quantity=facts.net_quantity, net_unit=facts.net_unit, weight_g=facts.weight_g, position=position,
        is_active=True,
    )  # fmt: skip


def with_code(facts: VariantFacts) -> VariantFacts:
    """The facts with a code made up where there is none."""
    return facts if facts.sku else replace(facts, sku=random_code(8))


def cleaned_variant(facts: VariantFacts) -> VariantFacts:
    """The facts in the spelling we keep; raise BadInput naming the field."""
    facts = replace(facts, name=clean(facts.name), sku=clean(facts.sku).upper())
    for name, most in (("name", 60), ("sku", 40)):
        if not fits_a_name(getattr(facts, name), most):
            raise BadName(field="variant_name" if name == "name" else name, most=most)
    if not LOWEST_PRICE <= facts.price <= HIGHEST_PRICE:
        raise BadPrice
    if not 1 <= facts.weight_g <= MOST_WEIGHT_G:
        raise BadWeight
    if facts.net_unit not in NET_UNITS or not (facts.net_quantity is None or 1 <= facts.net_quantity <= MOST_NET):
        raise BadNet
    if not 0 <= facts.stock <= MOST_STOCK:
        raise BadStock
    return facts


def facts_of_variant(variant: Variant) -> VariantFacts:
    """What is told of a form today; stock has its own book."""
    told = (each.name for each in fields(VariantFacts) if each.name != "stock")
    return VariantFacts(**{name: getattr(variant, name) for name in told})


def note_shown_change(product: Product) -> None:
    """Have the public pages and the search index follow, if shoppers see the product."""
    if product.is_on_sale:
        versions.bump("catalogue")
        record(ProductChanged(product_id=product.id))


def check_codes_free(booth_id: int, codes: list[str], *, but: Collection[int] = ()) -> None:
    """Raise SkuTaken when a code stands twice here or belongs to a form of the booth that is not in `but`."""
    codes = [code for code in codes if code]
    if len(set(codes)) < len(codes):
        raise SkuTaken
    taken = select(Variant.id).where(Variant.booth_id == booth_id, Variant.sku.in_(codes), Variant.id.not_in(but))
    if db.session.scalar(taken.limit(1)) is not None:
        raise SkuTaken


def _set_active(variant: Variant, by: Person, *, active: bool) -> None:
    if variant.is_active == active:
        return
    variant.is_active = active
    db.session.flush()
    audit.note(
        "variant.resumed" if active else "variant.stopped", by=by.id, booth=variant.booth_id,
        subject=f"variant:{variant.id}",
    )  # fmt: skip
    note_shown_change(variant.product)
