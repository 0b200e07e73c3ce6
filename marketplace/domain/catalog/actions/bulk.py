"""One change to many products: each by itself, so that one that cannot follow does not hold the others back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from marketplace.core.errors import Refusal
from marketplace.core.money import NotAWholeNumber
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.making import create_product, free_name, update_product
from marketplace.domain.catalog.actions.pricing import facts_of_variant, update_variant
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries.products import active_variants_of, product_for
from marketplace.domain.catalog.queries.reviews import facts_of_product, facts_with_change
from marketplace.domain.catalog.rules import MOST_OFF, MOST_UP, price_after


@dataclass(frozen=True)
class Outcome:
    """What became of one product of a bulk change: `refusal` is the sentence that says why it stayed as it was."""

    slug: str
    name: str
    refusal: str = ""


def change_each(booth: Booth, slugs: Sequence[str], change: Callable[[Product], object]) -> list[Outcome]:
    """Have `change` done to each of these products of the booth; raise ProductNotThere before anything is done."""
    for slug in slugs:
        product_for(booth, slug)
    return [_changed(booth, slug, change) for slug in dict.fromkeys(slugs)]


@transactional
def reprice_product(product: Product, *, by: Person, percent: int) -> None:
    """Raise or lower the price of every form that is sold, to the nearest 500 đồng; raise BadPrice, NotAWholeNumber."""
    authorize(by, product.booth_id, can_edit_products)
    if not -MOST_OFF <= percent <= MOST_UP:
        raise NotAWholeNumber(field="percent", low=-MOST_OFF, high=MOST_UP)
    for variant in active_variants_of(product):
        facts = facts_of_variant(variant)
        update_variant(variant, by=by, facts=replace(facts, price=price_after(facts.price, percent)))


@transactional
def move_to_category(product: Product, *, by: Person, category_id: int) -> None:
    """Put the product on another shelf; for an approved one that waits for review. Raises UnknownCategory."""
    update_product(product, by=by, facts=replace(facts_with_change(product), category_id=category_id))


@transactional
def copy_product(product: Product, *, by: Person) -> Product:
    """Make a draft like this product, with its forms under new codes, nothing on the shelf and no photos yet."""
    authorize(by, product.booth_id, can_edit_products)
    facts = facts_of_product(product)
    name = free_name(product.booth_id, facts.name)
    forms = [replace(facts_of_variant(variant), sku="") for variant in active_variants_of(product)]
    return create_product(product.booth, by=by, facts=replace(facts, name=name), variants=forms)


def _changed(booth: Booth, slug: str, change: Callable[[Product], object]) -> Outcome:
    product = product_for(booth, slug)
    name = product.name
    try:
        change(product)
    except Refusal as refusal:
        return Outcome(slug, name, str(refusal))
    return Outcome(slug, name)
