"""Where the pictures of a product are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.files import media_path
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.prepared import Prepared
from marketplace.domain.catalog.errors import PhotoNotThere
from marketplace.domain.catalog.models import Photo, Product, Variant

_COVERS = Prepared(
    lambda _database: (
        select(Photo.product_id, Photo.kind, Photo.key, Photo.widths)
        .where(is_one_of(Photo.product_id, "products"))
        .order_by(Photo.product_id, Photo.position)
    )
)


def photos_of(product: Product) -> Sequence[Photo]:
    """The pictures of a product in their order."""
    found = select(Photo).where(Photo.booth_id == product.booth_id, Photo.product_id == product.id)
    return db.session.scalars(found.order_by(Photo.position)).all()


def photo_of(product: Product, photo_id: int) -> Photo:
    """One picture of this product; raise PhotoNotThere."""
    found = select(Photo).where(
        Photo.booth_id == product.booth_id, Photo.product_id == product.id, Photo.id == photo_id
    )
    photo = db.session.scalar(found)
    if photo is None:
        raise PhotoNotThere
    return photo


def pictured(photo: Photo) -> Product:
    """The product that a picture shows, found through its booth: nobody need have read it before."""
    found = select(Product).where(Product.id == photo.product_id, Product.booth_id == photo.booth_id)
    return db.session.scalars(found).one()


def covers_of(product_ids: Collection[int], width: int) -> dict[int, str]:
    """The address of each product's first picture, in one statement; products without a picture are left out."""
    if not product_ids:
        return {}
    covers: dict[int, str] = {}
    for row in _COVERS.rows(products=list(product_ids)):
        covers.setdefault(row.product_id, picture_url(row.kind, row.key, row.widths, width))
    return covers


@dataclass(frozen=True, slots=True)
class Goods:
    """What stands behind a line that was bought: its page, and its picture if it has one."""

    slug: str
    is_on_sale: bool
    picture: str | None


def goods_of(variant_ids: Collection[int], width: int) -> dict[int, Goods]:
    """The goods behind these variants, in one statement."""
    if not variant_ids:
        return {}
    found = (
        select(Variant.id, Product.slug, Product.state, Photo.kind, Photo.key, Photo.widths)
        .join_from(Variant, Product, Product.id == Variant.product_id)
        .outerjoin(Photo, Photo.product_id == Product.id)
        .where(Variant.id.in_(variant_ids))
        .order_by(Variant.id, Photo.position)
    )
    goods: dict[int, Goods] = {}
    for row in db.session.execute(found):
        picture = picture_url(row.kind, row.key, row.widths, width) if row.kind else None
        goods.setdefault(row.id, Goods(row.slug, row.state == "on_sale", picture))
    return goods


def goods_behind(variant: Variant, width: int) -> Goods:
    """The goods behind one variant, of what was read with it."""
    product = variant.product
    picture = photo_url(product.photos[0], width) if product.photos else None
    return Goods(product.slug, product.state == "on_sale", picture)


def photo_url(photo: Photo, width: int) -> str:
    """The address of the rendition that is at least `width` pixels wide, or of the widest."""
    return picture_url(photo.kind, photo.key, photo.widths, width)


def picture_url(kind: str, key: str, widths: Sequence[int], width: int) -> str:
    """`photo_url` for rows read without the ORM."""
    if kind == "illustration":
        return media_path(key)
    fitting = min((each for each in widths if each >= width), default=max(widths))
    return media_path(f"{key}-{fitting}.webp")


def photo_srcset(photo: Photo) -> str:
    """Every rendition with its width, for `srcset`; empty for a drawing, which fits every width."""
    if photo.kind == "illustration":
        return ""
    return ", ".join(f"{media_path(f'{photo.key}-{width}.webp')} {width}w" for width in photo.widths)
