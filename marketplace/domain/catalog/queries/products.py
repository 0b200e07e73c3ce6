"""Products of a booth, and products for organizers and shoppers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.core.db import db
from marketplace.core.slugs import target_of_past_slug
from marketplace.core.text import slugify
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.errors import ProductNotThere, VariantNotThere
from marketplace.domain.catalog.models import Photo, Product, ProductStep, Variant


def products_of(
    booth: Booth, *, state: str | None = None, text: str = "", category_id: int | None = None,
    without_photo: bool = False, limit: int = 50, offset: int = 0,
) -> tuple[Sequence[Product], int]:  # fmt: skip
    """A page of the booth's products by name, with variants and photos, and how many there are in all."""
    wanted = wanted_of(booth, state=state, text=text, category_id=category_id, without_photo=without_photo)
    return _page(wanted, select(Product).order_by(Product.sort_key, Product.id), limit, offset)


def wanted_of(
    booth: Booth, *, state: str | None, text: str, category_id: int | None, without_photo: bool
) -> list[ColumnElement[bool]]:
    """The conditions that a filtered list of the booth's products stands on."""
    wanted = [Product.booth_id == booth.id, *_in_state(state), *named_like(text)]
    if category_id is not None:
        wanted.append(Product.category_id == category_id)
    if without_photo:
        wanted.append(_without_photo(booth))
    return wanted


def products_named(booth: Booth, slugs: Collection[str]) -> Sequence[Product]:
    """Those of the booth's products that these addresses name, by name, with their variants."""
    found = select(Product).where(Product.booth_id == booth.id, Product.slug.in_(slugs))
    found = found.options(joinedload(Product.category), selectinload(Product.variants))
    return db.session.scalars(found.order_by(Product.sort_key, Product.id)).unique().all()


def products_in_state(
    state: str | None = None, *, text: str = "", limit: int = 50, offset: int = 0
) -> tuple[Sequence[Product], int]:
    """A page of all products for organizers, the newest first, and how many there are in all."""
    wanted = [*_in_state(state), *named_like(text)]
    return _page(wanted, select(Product).order_by(Product.id.desc()), limit, offset)


def product_counts(booth: Booth | None = None) -> dict[str, int]:
    """How many products are in each state, of one booth or of all."""
    found = select(Product.state, func.count(Product.id)).group_by(Product.state)
    if booth is not None:
        found = found.where(Product.booth_id == booth.id)
    return dict(iter(db.session.execute(found)))


def photoless(booth: Booth) -> Select[Product]:
    """The booth's products on sale that have no picture at all."""
    return select(Product).where(Product.booth_id == booth.id, Product.state == "on_sale", _without_photo(booth))


def sent_back(booth: Booth) -> Select[Product]:
    """The booth's drafts that organizers sent back with a reason, the newest first."""
    found = select(Product).where(Product.booth_id == booth.id, Product.state == "draft", Product.reason != "")
    return found.order_by(Product.id.desc())


def product_for(booth: Booth, slug: str) -> Product:
    """The booth's product of this name; raise ProductNotThere."""
    found = select(Product).where(Product.booth_id == booth.id, Product.slug == slug)
    return _the_product(found.options(joinedload(Product.category)))


def product_sent_as(booth: Booth, key: str) -> Product | None:
    """The product that came to this booth in the sending of this key, if it arrived."""
    return db.session.scalar(select(Product).where(Product.booth_id == booth.id, Product.sending_key == key))


def product_by_slug(slug: str) -> Product:
    """The product of this name in any state, for organizers; raise ProductNotThere."""
    return _the_product(select(Product).where(Product.slug == slug))


def product_by_id(product_id: int) -> Product:
    """The product of this number in any state, for handlers of news; raise ProductNotThere."""
    return _the_product(select(Product).where(Product.id == product_id))


def on_sale_product_by_slug(slug: str) -> Product:
    """The product of this name that shoppers see: on sale in an open booth; raise ProductNotThere."""
    found = select(Product).join(Booth, Booth.id == Product.booth_id)
    return _the_product(found.where(Product.slug == slug, Product.state == "on_sale", Booth.state == "open"))


def current_product_slug_of(past: str) -> str | None:
    """The slug that a product on sale has today, for the address it once had."""
    product_id = target_of_past_slug("product", past)
    if product_id is None:
        return None
    return db.session.scalar(select(Product.slug).where(Product.id == product_id, Product.state == "on_sale"))


def variants_of(product: Product) -> Sequence[Variant]:
    """All variants of a product, those no longer sold last."""
    return db.session.scalars(in_shop_order(product)).all()


def in_shop_order(product: Product) -> Select[Variant]:
    """The variants of a product, those no longer sold last."""
    found = select(Variant).where(Variant.booth_id == product.booth_id, Variant.product_id == product.id)
    return found.order_by(Variant.is_active.desc(), Variant.position, Variant.id)


def active_variants_of(product: Product) -> list[Variant]:
    """The variants of a product that can be bought."""
    return [variant for variant in variants_of(product) if variant.is_active]


def variant_for(product: Product, variant_id: int) -> Variant:
    """One variant of this product; raise VariantNotThere."""
    found = select(Variant).where(
        Variant.booth_id == product.booth_id, Variant.product_id == product.id, Variant.id == variant_id
    )
    variant = db.session.scalar(found)
    if variant is None:
        raise VariantNotThere
    return variant


def steps_of_product(product: Product) -> Sequence[ProductStep]:
    """What happened to the product, the newest first."""
    found = select(ProductStep).where(ProductStep.booth_id == product.booth_id, ProductStep.product_id == product.id)
    return db.session.scalars(found.order_by(ProductStep.seq.desc())).all()


def _the_product(found: Select[Product]) -> Product:
    product = db.session.scalar(found)
    if product is None:
        raise ProductNotThere
    return product


def _page(
    wanted: list[ColumnElement[bool]], found: Select[Product], limit: int, offset: int
) -> tuple[Sequence[Product], int]:
    count = db.session.scalar(select(func.count(Product.id)).where(*wanted)) or 0
    parts = (
        joinedload(Product.booth), joinedload(Product.category), selectinload(Product.variants),
        selectinload(Product.photos),
    )  # fmt: skip
    page = found.where(*wanted).options(*parts).limit(limit).offset(offset)
    return db.session.scalars(page).unique().all(), count


def _without_photo(booth: Booth) -> ColumnElement[bool]:
    return ~select(Photo.id).where(Photo.product_id == Product.id, Photo.booth_id == booth.id).exists()


def _in_state(state: str | None) -> list[ColumnElement[bool]]:
    return [Product.state == state] if state else []


def named_like(text: str) -> list[ColumnElement[bool]]:
    """Which products a text means: by name, by slug (which is folded) or by the code of a variant."""
    text = text.strip()
    if not text:
        return []
    of_product = (Variant.product_id == Product.id, Variant.booth_id == Product.booth_id)
    coded = select(Variant.id).where(*of_product).correlate(Product)
    ways = [
        Product.name.icontains(text, autoescape=True),
        coded.where(Variant.sku.istartswith(text, autoescape=True)).exists(),
    ]
    if slugify(text):
        ways.append(Product.slug.contains(slugify(text), autoescape=True))
    return [or_(*ways)]
