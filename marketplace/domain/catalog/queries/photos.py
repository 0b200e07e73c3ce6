"""Where the pictures of a product are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.files import media_path
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.errors import PhotoNotThere
from marketplace.domain.catalog.models import Photo, Product, Variant


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


def covers_of(product_ids: Collection[int], width: int) -> dict[int, str]:
    """The address of each product's first picture, in one statement; products without a picture are left out."""
    if not product_ids:
        return {}
    found = select(Photo.product_id, Photo.kind, Photo.key, Photo.widths).where(Photo.product_id.in_(product_ids))
    covers: dict[int, str] = {}
    for row in db.session.execute(found.order_by(Photo.product_id, Photo.position)):
        covers.setdefault(row.product_id, picture_url(row.kind, row.key, row.widths, width))
    return covers


@dataclass(frozen=True, slots=True)
class Goods:
    """What stands behind a line that was bought: its page, and its picture if it has one."""

    slug: str
    is_on_sale: bool
    picture: str | None


def goods_of(variant_ids: Collection[int], width: int, *, booth: Booth | None = None) -> dict[int, Goods]:
    """The goods behind these variants, of one booth or of all, in one statement."""
    if not variant_ids:
        return {}
    found = (
        select(Variant.id, Product.slug, Product.state, Photo.kind, Photo.key, Photo.widths)
        .join_from(Variant, Product, Product.id == Variant.product_id)
        .outerjoin(Photo, Photo.product_id == Product.id)
        .where(Variant.id.in_(variant_ids))
        .order_by(Variant.id, Photo.position)
    )
    if booth is not None:
        found = found.where(Variant.booth_id == booth.id)
    goods: dict[int, Goods] = {}
    for row in db.session.execute(found):
        picture = picture_url(row.kind, row.key, row.widths, width) if row.kind else None
        goods.setdefault(row.id, Goods(row.slug, row.state == "on_sale", picture))
    return goods


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
