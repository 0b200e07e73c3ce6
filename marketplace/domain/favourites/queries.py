"""Reads of wish lists and followed booths."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.favourites.models import FollowedBooth, WishedProduct
from marketplace.domain.search.queries import Card, cards


@dataclass(frozen=True)
class Wished:
    """A person's wish list: what can be had as cards, the last wished first, and the names of what is gone."""

    cards: Sequence[Card]
    gone: Sequence[Product]


def wishes_of(person: Person, at: datetime) -> Wished:
    """What this person wishes for."""
    found = select(Product).join(WishedProduct, WishedProduct.product_id == Product.id)
    found = found.where(WishedProduct.person_id == person.id)
    products = db.session.scalars(found.order_by(WishedProduct.at.desc(), Product.id.desc())).all()
    shown = cards([product.id for product in products], at)
    had = {card.product_id for card in shown}
    return Wished(shown, [product for product in products if product.id not in had])


def is_wished(person: Person, product: Product) -> bool:
    """Whether the product is on this person's list."""
    return db.session.get(WishedProduct, (person.id, product.id)) is not None


def follow_of(person: Person, booth: Booth) -> FollowedBooth | None:
    """The person's following of this booth, if any."""
    return db.session.get(FollowedBooth, (person.id, booth.id))


def wishes_for(person: Person, slug: str) -> bool:
    """Whether the product of this name is on the person's list."""
    mine = select(WishedProduct.at).join(Product, Product.id == WishedProduct.product_id)
    return db.session.scalar(mine.where(WishedProduct.person_id == person.id, Product.slug == slug)) is not None


def follows(person: Person, slug: str) -> bool:
    """Whether the person follows the booth of this name."""
    mine = select(FollowedBooth.at).join(Booth, Booth.id == FollowedBooth.booth_id)
    return db.session.scalar(mine.where(FollowedBooth.person_id == person.id, Booth.slug == slug)) is not None


def followed_by(person: Person) -> Sequence[FollowedBooth]:
    """The booths this person follows, the last followed first."""
    found = select(FollowedBooth).where(FollowedBooth.person_id == person.id).options(joinedload(FollowedBooth.booth))
    return db.session.scalars(found.order_by(FollowedBooth.at.desc(), FollowedBooth.booth_id)).all()


@dataclass(frozen=True, slots=True)
class Follower:
    """Who wants to hear of booths: where, in which language."""

    person_id: int
    email: str
    language: str


def followers_of(booth_ids: Collection[int], *, after: int = 0, limit: int = 200) -> list[Follower]:
    """People with an address who want letters of any of these booths, each once, by number beyond `after`."""
    found = (
        select(Person.id, Person.email, Person.language)
        .join(FollowedBooth, FollowedBooth.person_id == Person.id)
        .where(FollowedBooth.booth_id.in_(booth_ids), FollowedBooth.wants_letters)
        .where(Person.state == "active", Person.email.is_not(None), Person.id > after)
        .distinct()
        .order_by(Person.id)
        .limit(limit)
    )
    return [Follower(person_id, email or "", language) for person_id, email, language in db.session.execute(found)]


def booths_wanted_by(person_ids: Collection[int], booth_ids: Collection[int]) -> dict[int, list[Booth]]:
    """Of these booths, which each of these people wants letters of, by name."""
    found = (
        select(FollowedBooth.person_id, Booth)
        .join(Booth, Booth.id == FollowedBooth.booth_id)
        .where(FollowedBooth.person_id.in_(person_ids), FollowedBooth.booth_id.in_(booth_ids))
        .where(FollowedBooth.wants_letters)
        .order_by(Booth.sort_key, Booth.id)
    )
    wanted: dict[int, list[Booth]] = {person_id: [] for person_id in person_ids}
    for person_id, booth in db.session.execute(found):
        wanted[person_id].append(booth)
    return wanted
