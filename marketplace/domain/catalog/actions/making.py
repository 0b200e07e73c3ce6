"""Making products and changing what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select, update

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.places.queries import commune_by_code
from marketplace.core.slugs import LONGEST, new_slug
from marketplace.core.text import clean, clean_lines, fits_a_name, slugify, sort_key
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.pricing import put_variants
from marketplace.domain.catalog.actions.stepping import keep_step
from marketplace.domain.catalog.errors import (
    BadName,
    NameMissing,
    NameTaken,
    NothingToBuy,
    ProductCannotMove,
    UnitMissing,
    UnknownCategory,
    UnknownOrigin,
)
from marketplace.domain.catalog.models import Category, Product, ProductChange
from marketplace.domain.catalog.queries.reviews import facts_of_product
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts

LONGEST_TEXTS = {
    "name": 120, "name_en": 120, "unit": 20, "summary": 300, "summary_en": 300, "description": 8000,
    "description_en": 8000, "ingredients": 1000, "storage": 500, "shelf_life": 200, "origin_note": 200,
}  # fmt: skip
SEVERAL_LINES = ("description", "description_en", "ingredients", "storage")


@transactional
def create_product(
    booth: Booth,
    *,
    by: Person,
    facts: ProductFacts,
    variants: Sequence[VariantFacts],
    source: str = "",
    is_sample: bool = False,
) -> Product:
    """Make a draft with its variants; raise BadInput naming the field, NameTaken for a second one of that name."""
    authorize(by, booth.id, can_edit_products)
    if not variants:
        raise NothingToBuy
    facts = cleaned(facts)
    check_name_free(booth.id, facts.name)
    product = new_draft(booth, facts, source=clean(source), is_sample=is_sample)
    db.session.add(product)
    db.session.flush()
    keep_step(product, None, "draft", by=by)
    put_variants(product, variants, by=by)
    audit.note("product.draft", by=by.id, booth=booth.id, subject=f"product:{product.id}")
    return product


@transactional
def update_product(product: Product, *, by: Person, facts: ProductFacts) -> ProductChange | None:
    """Change what is told of a product.

    A draft or submitted product changes at once. One that was approved keeps its approved claims on show, and the
    new ones wait as a ProductChange, which replaces one that waited before. Raises BadInput naming the field.
    """
    authorize(by, product.booth_id, can_edit_products)
    if product.state == "withdrawn":
        raise ProductCannotMove
    facts = cleaned(facts)
    check_name_free(product.booth_id, facts.name, but=product.id)
    if product.is_approved:
        return _have_reviewed(product, by, _differences(product, facts))
    tell(product, asdict(facts))
    # An organizer who looks at the page from before must see that it changed.
    if product.state == "submitted":
        product.submitted_at = clock.now()
    db.session.flush()
    return None


def new_draft(booth: Booth, facts: ProductFacts, *, source: str = "", is_sample: bool = False) -> Product:
    """The row of a new product, not yet in the session."""
    return Product(
        **asdict(facts), booth_id=booth.id, slug=new_slug(facts.name), sort_key=sort_key(facts.name),
        state="draft", source=source, is_sample=is_sample, created_at=clock.now(),
    )  # fmt: skip


def tell(product: Product, claims: dict[str, Any]) -> None:
    """Write claims onto the product; a new name gets a new sort key."""
    for name, value in claims.items():
        setattr(product, name, value)
    product.sort_key = sort_key(product.name)


def cleaned(facts: ProductFacts) -> ProductFacts:
    """The facts in the spelling we keep; raise BadInput naming the field."""
    facts = cleaned_texts(facts)
    if db.session.get(Category, facts.category_id) is None:
        raise UnknownCategory
    code = facts.origin_commune_code or None
    if code is not None and commune_by_code(code) is None:
        raise UnknownOrigin
    return replace(facts, origin_commune_code=code)


def cleaned_texts(facts: ProductFacts) -> ProductFacts:
    """The texts alone; raise NameMissing, UnitMissing, BadName."""
    texts: dict[str, Any] = {}
    for name, most in LONGEST_TEXTS.items():
        texts[name] = (clean_lines if name in SEVERAL_LINES else clean)(getattr(facts, name))
        if not fits_a_name(texts[name], most):
            raise BadName(field=name, most=most)
    if not texts["name"]:
        raise NameMissing
    if not texts["unit"]:
        raise UnitMissing
    return replace(facts, **texts)


def check_name_free(booth_id: int, name: str, *, but: int | None = None) -> None:
    """Raise NameTaken when the booth has another product of this name that is not withdrawn."""
    stem = slugify(name)[:LONGEST].strip("-")
    found = select(Product.id, Product.name).where(
        Product.booth_id == booth_id, Product.slug.startswith(stem, autoescape=True), Product.state != "withdrawn"
    )
    for product_id, known in db.session.execute(found):
        if product_id != but and known.casefold() == name.casefold():
            raise NameTaken


def free_name(booth_id: int, name: str) -> str:
    """A name like this one that the booth does not use: `… (2)`, `… (3)`."""
    stem = name[:112]
    for number in range(2, 100):
        candidate = f"{stem} ({number})"
        try:
            check_name_free(booth_id, candidate)
        except NameTaken:
            continue
        return candidate
    raise NameTaken


def _differences(product: Product, facts: ProductFacts) -> dict[str, Any]:
    before, after = asdict(facts_of_product(product)), asdict(facts)
    return {name: value for name, value in after.items() if value != before[name]}


def _have_reviewed(product: Product, by: Person, claims: dict[str, Any]) -> ProductChange | None:
    waiting = update(ProductChange).where(
        ProductChange.booth_id == product.booth_id,
        ProductChange.product_id == product.id,
        ProductChange.state == "waiting",
    )
    db.session.execute(waiting.values(state="replaced"))
    if not claims:
        return None
    change = ProductChange(
        booth_id=product.booth_id, product_id=product.id, claims=claims, by_id=by.id, at=clock.now(), state="waiting"
    )
    db.session.add(change)
    db.session.flush()
    audit.note(
        "product.change", by=by.id, booth=product.booth_id, subject=f"product:{product.id}",
        details={"fields": sorted(claims)},
    )  # fmt: skip
    return change
