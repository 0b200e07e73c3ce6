"""To whom letters go, and where their links lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from marketplace.core.db import db
from marketplace.core.emails import email_key
from marketplace.core.language import public_url
from marketplace.core.letters import Letter
from marketplace.core.secret_links import secret_for
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.notices.models import LetterRefusal, NoticeChoice
from marketplace.domain.notices.rules import has_copy, is_told, reaches_booth
from marketplace.domain.notices.ways_out import fingerprint_of
from marketplace.domain.orders.access import LINK
from marketplace.domain.orders.models import Order, Purchase


@dataclass(frozen=True)
class Reader:
    """Who reads a letter: an address and a language; `copy` is what the key of a further copy ends with.

    `person_id` is 0 for the booth's own address.
    """

    to: str
    language: str
    copy: str = ""
    person_id: int = 0


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


def readers_of(booth: Booth, kind: str) -> list[Reader]:
    """Where letters of this kind to a booth go: its own address, unless its owners want none, and who asked for one."""
    members = _members_of(booth, kind)
    owners = [member for member in members if member.role == "owner"]
    found = []
    if reaches_booth(kind, [owner.by_letter for owner in owners]):
        found.append(Reader(booth.email, owners[0].language if owners else "vi"))
    for member in members:
        is_same = bool(member.email) and email_key(member.email) == email_key(booth.email)
        if member.email and not is_same and member.role != "owner" and has_copy(kind, member.role, member.by_letter):
            found.append(Reader(member.email, member.language, f":{member.person_id}", member.person_id))
    return found


def members_to_tell(booth: Booth, kind: str) -> list[int]:
    """Who of the booth's people is told of this kind in the page."""
    return [each.person_id for each in _members_of(booth, kind) if is_told(kind, each.role, each.in_page)]


def _members_of(booth: Booth, kind: str) -> Sequence[Row[Any]]:
    """The booth's active people with what they chose of this kind, owners in the order in which they came."""
    choice = (NoticeChoice.person_id == Membership.person_id) & (NoticeChoice.booth_id == booth.id)
    found = (
        select(
            Membership.person_id, Membership.role, Person.email, Person.language,
            NoticeChoice.in_page, NoticeChoice.by_letter,
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(NoticeChoice, choice & (NoticeChoice.kind == kind))
        .where(Membership.booth_id == booth.id, Person.state == "active")
        .order_by(Membership.id)
    )  # fmt: skip
    return list(db.session.execute(found))


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


def refuses_letters(email: str) -> bool:
    """Whether whoever reads at this address said, as a guest, not to ask for reviews."""
    return db.session.get(LetterRefusal, fingerprint_of(email)) is not None
