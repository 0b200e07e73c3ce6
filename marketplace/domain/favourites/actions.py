"""Wishing, following, and ending letters."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions import note_consent
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.favourites.errors import TooManyFollowed, TooManyWishes
from marketplace.domain.favourites.models import FollowedBooth, WishedProduct
from marketplace.domain.favourites.queries import follow_of, is_wished
from marketplace.domain.favourites.rules import LIVE_LETTERS, MOST_FOLLOWED, MOST_WISHES


@transactional
def wish_for(product: Product, *, by: Person) -> None:
    """Put a product on the person's wish list; raise TooManyWishes. Twice is once."""
    kept = select(func.count()).where(WishedProduct.person_id == by.id)
    if not is_wished(by, product) and (db.session.scalar(kept) or 0) >= MOST_WISHES:
        raise TooManyWishes
    insert_once(WishedProduct, person_id=by.id, product_id=product.id, at=clock.now())


@transactional
def drop_wish(product: Product, *, by: Person) -> None:
    """Take a product from the person's wish list; nothing happens when it is not there."""
    mine = delete(WishedProduct).where(WishedProduct.person_id == by.id, WishedProduct.product_id == product.id)
    db.session.execute(mine)


@transactional
def follow_booth(booth: Booth, *, by: Person) -> None:
    """Follow a booth, with a letter when it goes live; raise TooManyFollowed. Twice is once."""
    kept = select(func.count()).where(FollowedBooth.person_id == by.id)
    if follow_of(by, booth) is None and (db.session.scalar(kept) or 0) >= MOST_FOLLOWED:
        raise TooManyFollowed
    insert_once(FollowedBooth, person_id=by.id, booth_id=booth.id, wants_letters=True, at=clock.now())
    note_consent(by.id, LIVE_LETTERS, given=True)


@transactional
def unfollow_booth(booth: Booth, *, by: Person) -> None:
    """Follow a booth no longer; nothing happens when it was not followed."""
    mine = delete(FollowedBooth).where(FollowedBooth.person_id == by.id, FollowedBooth.booth_id == booth.id)
    db.session.execute(mine)


@transactional
def choose_letters(booth: Booth, *, by: Person, wanted: bool) -> None:
    """Have letters when a followed booth goes live, or not."""
    mine = update(FollowedBooth).where(FollowedBooth.person_id == by.id, FollowedBooth.booth_id == booth.id)
    db.session.execute(mine.values(wants_letters=wanted))
    if wanted:
        note_consent(by.id, LIVE_LETTERS, given=True)


@transactional
def end_live_letters(person_id: int) -> None:
    """No more letters of any followed booth, for whoever holds the link of such a letter; following goes on."""
    db.session.execute(update(FollowedBooth).where(FollowedBooth.person_id == person_id).values(wants_letters=False))
    note_consent(person_id, LIVE_LETTERS, given=False)


@transactional
def begin_live_letters(person_id: int) -> None:
    """Letters of every followed booth again."""
    db.session.execute(update(FollowedBooth).where(FollowedBooth.person_id == person_id).values(wants_letters=True))
    note_consent(person_id, LIVE_LETTERS, given=True)


@transactional
def forget_favourites(person_id: int) -> None:
    """An account is erased: its wish list and what it followed go with it."""
    for table in (WishedProduct, FollowedBooth):
        db.session.execute(delete(table).where(table.person_id == person_id))
