"""The pictures of a product."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import func, select

from marketplace.core import files
from marketplace.core.db import db
from marketplace.core.errors import BadInput
from marketplace.core.pictures import Picture, reencode
from marketplace.core.text import clean
from marketplace.core.transactions import after_commit, transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.pricing import note_shown_change
from marketplace.domain.catalog.errors import ProductCannotMove, TooManyPhotos
from marketplace.domain.catalog.models import Photo, Product
from marketplace.domain.catalog.queries.photos import pictured
from marketplace.domain.catalog.rules import MOST_PHOTOS

FOLDER = "products"
# Never served: the pages show what was painted from it.
MASTERS = "masters"


def add_photo(product: Product, *, by: Person, data: bytes, alt: str = "") -> Photo:
    """Add a picture, painted anew in several widths; raise NotAPicture, PictureTooLarge, TooManyPhotos."""
    authorize(by, product.booth_id, can_edit_products)
    # Painting takes time and storing may be far away: both before the transaction.
    return hang_photo(product, stored_photo(product.booth_id, data, alt))


def attach_illustration(product: Product, *, svg: str, alt: str, by: Person) -> Photo:
    """Let one of our own drawings stand in for a photo. Drawings never come from people."""
    authorize(by, product.booth_id, can_edit_products)
    key = files.keep(svg.encode(), folder=FOLDER, suffix="svg")
    photo = Photo(
        booth_id=product.booth_id, kind="illustration", key=key, width=640, height=640,
        widths=[640], alt=clean(alt)[:200],
    )  # fmt: skip
    return hang_photo(product, photo)


@transactional
def lead_with_photo(photo: Photo, *, by: Person) -> None:
    """Show this picture before all others of its product, on lists as well."""
    authorize(by, photo.booth_id, can_edit_products)
    lock_product(photo.booth_id, photo.product_id)
    mine = (Photo.booth_id == photo.booth_id, Photo.product_id == photo.product_id)
    first: int = db.session.execute(select(func.min(Photo.position)).where(*mine)).scalar_one()
    if photo.position == first:
        return
    photo.position = first - 1
    db.session.flush()
    note_shown_change(pictured(photo))


@transactional
def remove_photo(photo: Photo, *, by: Person) -> None:
    """Take a picture away; its files go once that is certain."""
    authorize(by, photo.booth_id, can_edit_products)
    product = pictured(photo)
    keys = [*rendition_keys(photo), *([photo.master_key] if photo.master_key else [])]
    db.session.delete(photo)
    db.session.flush()
    note_shown_change(product)
    for key in keys:
        after_commit(partial(files.drop, key))


def stored_photo(booth_id: int, data: bytes, alt: str = "") -> Photo:
    """A picture painted anew and kept, not yet of any product; raise NotAPicture, PictureTooLarge."""
    picture = _painted(data)
    return Photo(
        booth_id=booth_id, kind="photo", **kept_renditions(picture), alt=clean(alt)[:200],
        master_key=files.keep(picture.master, folder=MASTERS, suffix="webp"),
    )  # fmt: skip


def kept_renditions(picture: Picture) -> dict[str, Any]:
    """Store every width of a painted picture; what the photo tells of them."""
    widths = sorted({width for width, kind in picture.renditions if kind == "webp"})
    parts = {f"-{width}.webp": picture.renditions[width, "webp"] for width in widths}
    key = files.keep_set(parts, folder=FOLDER)
    return {"key": key, "width": picture.width, "height": picture.height, "widths": widths}


def rendition_keys(photo: Photo) -> list[str]:
    """The public files of a picture."""
    drawing = photo.kind == "illustration"
    return [photo.key] if drawing else [f"{photo.key}-{width}.webp" for width in photo.widths]


def lock_product(booth_id: int, product_id: int) -> None:
    """Whoever gives pictures their places in a product goes one by one."""
    mine = select(Product.id).where(Product.booth_id == booth_id, Product.id == product_id)
    db.session.execute(mine.with_for_update(key_share=True))


def _painted(data: bytes) -> Picture:
    try:
        return reencode(data, with_master=True)
    except BadInput as refusal:
        refusal.field = "photo"
        raise


@transactional
def hang_photo(product: Product, photo: Photo) -> Photo:
    """Put a kept picture after those the product has; raise ProductCannotMove, TooManyPhotos."""
    if product.state == "withdrawn":
        raise ProductCannotMove
    lock_product(product.booth_id, product.id)
    mine = (Photo.booth_id == product.booth_id, Photo.product_id == product.id)
    count, last = db.session.execute(select(func.count(Photo.id), func.max(Photo.position)).where(*mine)).one()
    if count >= MOST_PHOTOS:
        raise TooManyPhotos
    photo.product_id, photo.position = product.id, 0 if last is None else last + 1
    db.session.add(photo)
    db.session.flush()
    note_shown_change(product)
    return photo
