"""All forms of a product changed together, as they stand in one table."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core.codes import random_code
from marketplace.core.db import db
from marketplace.core.errors import BadInput
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.pricing import (
    check_codes_free,
    cleaned_variant,
    note_shown_change,
    write_variant,
)
from marketplace.domain.catalog.errors import ProductCannotMove, SkuTaken, VariantNotThere
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.catalog.rules import VariantFacts


@transactional
def update_variants(product: Product, *, by: Person, wanted: Sequence[tuple[int, VariantFacts]]) -> None:
    """Change these forms of the product at once, in the order in which they are to stand; all of them or none.

    `facts.stock` is not looked at. Raises BadInput naming `<field>-<number of the variant>`, VariantNotThere,
    ProductCannotMove.
    """
    authorize(by, product.booth_id, can_edit_products)
    if product.state == "withdrawn":
        raise ProductCannotMove
    rows = _locked_variants(product)
    if not {number for number, _ in wanted} <= set(rows):
        raise VariantNotThere
    told = [(rows[number], _cleaned(number, facts)) for number, facts in wanted]
    _check_codes(product.booth_id, told)
    # Two forms may change codes with each other, which the database would not let them do one by one.
    for variant, facts in told:
        if facts.sku and facts.sku != variant.sku:
            variant.sku = f"~{random_code(16)}"
    db.session.flush()
    for position, (variant, facts) in enumerate(told):
        write_variant(variant, facts, by=by)
        variant.position = position
    db.session.flush()
    note_shown_change(product)


def _locked_variants(product: Product) -> dict[int, Variant]:
    mine = (Variant.booth_id == product.booth_id, Variant.product_id == product.id)
    found = select(Variant).where(*mine).order_by(Variant.id).with_for_update()
    return {each.id: each for each in db.session.scalars(found.execution_options(populate_existing=True))}


def _cleaned(number: int, facts: VariantFacts) -> VariantFacts:
    try:
        return cleaned_variant(facts)
    except BadInput as refusal:
        refusal.field = f"{refusal.field}-{number}"
        raise


def _check_codes(booth_id: int, told: Sequence[tuple[Variant, VariantFacts]]) -> None:
    """Codes that no two forms of the booth share when all is written; one that is left empty stays as it is."""
    numbers = [variant.id for variant, _ in told]
    seen: set[str] = set()
    for variant, facts in told:
        code = facts.sku or variant.sku
        try:
            check_codes_free(booth_id, [code], but=numbers)
        except SkuTaken:
            raise SkuTaken(field=f"sku-{variant.id}") from None
        if code in seen:
            raise SkuTaken(field=f"sku-{variant.id}")
        seen.add(code)
