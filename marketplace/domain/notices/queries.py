"""To whom letters go, and where their links lead."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import Letter
from marketplace.core.secret_links import secret_for
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.orders.access import LINK
from marketplace.domain.orders.models import Order, Purchase


@dataclass(frozen=True)
class Reader:
    """Who reads a letter: an address and a language."""

    to: str
    language: str


def buyer_of(purchase: Purchase) -> Reader | None:
    """Where letters about a purchase go; None when its buyer gave no address."""
    email = purchase.email
    if email is None and purchase.person_id is not None:
        email = db.session.scalar(select(Person.email).where(Person.id == purchase.person_id))
    return Reader(email, purchase.language) if email else None


def complainant_of(complaint: Complaint) -> Reader | None:
    """Where letters about a complaint go; None when only a phone number was given."""
    email = complaint.email
    if email is None and complaint.person_id is not None:
        email = db.session.scalar(select(Person.email).where(Person.id == complaint.person_id))
    return Reader(email, complaint.language) if email else None


def keeper_of(booth: Booth) -> Reader:
    """Where letters to a booth go, in the language of its owner."""
    owner = select(Person.language).join(Membership, Membership.person_id == Person.id)
    spoken = owner.where(Membership.booth_id == booth.id, Membership.role == "owner").order_by(Membership.id).limit(1)
    return Reader(booth.email, db.session.scalar(spoken) or "vi")


def is_written(key: str) -> bool:
    """Whether the letter with this key was written before; spares painting it again."""
    return db.session.scalar(select(Letter.id).where(Letter.key == key)) is not None


def link_to(purchase: Purchase, path: str = "") -> str:
    """The address that opens a purchase without an account."""
    secret = secret_for(LINK, purchase.code)
    return public_url(f"/orders/{purchase.code}{path}?s={secret}", language=purchase.language)


def purchase_by_id(purchase_id: int) -> Purchase:
    """The purchase that news is about."""
    return db.session.get_one(Purchase, purchase_id, populate_existing=True)


def order_by_id(order_id: int) -> Order:
    """The order that news is about."""
    return db.session.get_one(Order, order_id, populate_existing=True)
