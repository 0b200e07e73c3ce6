"""How the pictures of a product are shown: in which order, turned, cut, and what is said of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import select

from marketplace.core import files
from marketplace.core.db import db
from marketplace.core.pictures import FOCUSES, SHAPES, TURNS, Frame, reencode
from marketplace.core.text import clean
from marketplace.core.transactions import after_commit, transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.photos import MASTERS, kept_renditions, lock_product, rendition_keys
from marketplace.domain.catalog.actions.pricing import note_shown_change
from marketplace.domain.catalog.errors import DrawingStays, PhotoNotThere
from marketplace.domain.catalog.models import Photo
from marketplace.domain.catalog.queries.photos import pictured


def frame_photo(photo: Photo, *, by: Person, frame: Frame) -> None:
    """Show the picture turned and cut like this. It is painted from the whole one, so that nothing wears off.

    Raises DrawingStays, PhotoNotThere.
    """
    authorize(by, photo.booth_id, can_edit_products)
    if photo.kind == "illustration":
        raise DrawingStays
    if frame.turn not in TURNS or frame.shape not in SHAPES or frame.focus not in FOCUSES:
        raise ValueError(f"no such frame: {frame}")
    if frame == frame_of(photo):
        return
    # A picture from before whole ones were kept: its widest rendition is the most there is.
    whole = files.read(photo.master_key or f"{photo.key}-{max(photo.widths)}.webp")
    master_key = photo.master_key or files.keep(whole, folder=MASTERS, suffix="webp")
    # Painting takes time and storing may be far away: both before the transaction.
    told = {**kept_renditions(reencode(whole, frame=frame)), "master_key": master_key}
    _keep_frame(photo, told, frame)


@transactional
def move_photo(photo: Photo, *, by: Person, step: int) -> None:
    """Show the picture one place earlier (-1) or later (1); the first is the cover. At the end it stays."""
    authorize(by, photo.booth_id, can_edit_products)
    lock_product(photo.booth_id, photo.product_id)
    mine = (Photo.booth_id == photo.booth_id, Photo.product_id == photo.product_id)
    found = select(Photo).where(*mine).order_by(Photo.position).execution_options(populate_existing=True)
    row = list(db.session.scalars(found))
    if photo not in row:
        raise PhotoNotThere
    place = row.index(photo) + step
    if not 0 <= place < len(row):
        return
    other = row[place]
    here, there = photo.position, other.position
    # Two pictures of a product never share a place, not even for a moment.
    for each, position in ((photo, row[-1].position + 1), (other, here), (photo, there)):
        each.position = position
        db.session.flush()
    note_shown_change(pictured(photo))


@transactional
def describe_photo(photo: Photo, *, by: Person, alt: str) -> None:
    """Say what the picture shows, for who cannot see it."""
    authorize(by, photo.booth_id, can_edit_products)
    alt = clean(alt)[:200]
    if alt == photo.alt:
        return
    photo.alt = alt
    db.session.flush()
    note_shown_change(pictured(photo))


def frame_of(photo: Photo) -> Frame:
    """How the picture is shown now."""
    return Frame(photo.turn, photo.shape, photo.focus)


@transactional
def _keep_frame(photo: Photo, told: dict[str, Any], frame: Frame) -> None:
    lock_product(photo.booth_id, photo.product_id)
    mine = (Photo.booth_id == photo.booth_id, Photo.id == photo.id)
    fresh = db.session.scalar(select(Photo).where(*mine).execution_options(populate_existing=True))
    if fresh is None:
        raise PhotoNotThere
    old = rendition_keys(fresh)
    for name, value in {**told, "turn": frame.turn, "shape": frame.shape, "focus": frame.focus}.items():
        setattr(fresh, name, value)
    db.session.flush()
    note_shown_change(pictured(fresh))
    for key in old:
        after_commit(partial(files.drop, key))
