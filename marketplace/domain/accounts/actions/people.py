"""Joining the market, and what a person may be in it."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.emails import email_key as key_of_email
from marketplace.core.emails import normalize_email
from marketplace.core.errors import refuse_for
from marketplace.core.passwords import hash_password
from marketplace.core.phones import normalize_phone
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.errors import AlreadyKnown, NoSuchRole
from marketplace.domain.accounts.models import ROLES, Person
from marketplace.domain.accounts.rules import lacks_of_newcomer, read_name


def sign_up(
    *, full_name: str, email: str | None = None, phone: str | None = None, password: str, language: str = "vi"
) -> Person:
    """Let somebody in who gives an e-mail address or a phone number.

    Raises BadName, BadEmail, BadPhone, NoWayToReach and WeakPassword together, or AlreadyKnown.
    """
    refuse_for(lacks_of_newcomer(full_name=full_name, email=email, phone=phone, password=password))
    address = normalize_email(email) if email else None
    number = normalize_phone(phone) if phone else None
    newcomer = Person(
        full_name=read_name(full_name),
        email=address,
        email_key=key_of_email(address) if address else None,
        phone=number,
        password_hash=hash_password(password),
        language=language,
        joined_at=clock.now(),
    )
    return _take_in(newcomer)


@transactional
def update_profile(person: Person, *, full_name: str, language: str) -> None:
    """Call a person by another name, write in another language from now on. Raises BadName."""
    person.full_name = read_name(full_name)
    person.language = language


@transactional
def give_role(person: Person, role: str, *, by: Person | None) -> None:
    """Make a person a member, an organizer or an admin; `by` is None at the command line. Raises NoSuchRole."""
    if role not in ROLES:
        raise NoSuchRole
    if person.role == role:
        return
    audit.note(
        "role given", by=by.id if by else None, subject=f"person:{person.id}", details={"from": person.role, "to": role}
    )
    person.role = role


@transactional
def _take_in(newcomer: Person) -> Person:
    _refuse_if_known(newcomer.email_key, newcomer.phone)
    db.session.add(newcomer)
    try:
        db.session.flush()
    except IntegrityError as twin:  # somebody took the same address in this very moment
        raise AlreadyKnown(field="email" if newcomer.email_key else "phone") from twin
    return newcomer


def _refuse_if_known(email_key: str | None, phone: str | None) -> None:
    wanted = [column == value for column, value in ((Person.email_key, email_key), (Person.phone, phone)) if value]
    known = db.session.execute(select(Person.email_key).where(or_(*wanted)).limit(1)).first()
    if known:
        raise AlreadyKnown(field="email" if email_key and known.email_key == email_key else "phone")
