"""Reads about people and their sign-ins."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.codes import hash_token
from marketplace.core.db import db
from marketplace.core.emails import BadEmail, email_key, normalize_email
from marketplace.core.phones import BadPhone, normalize_phone
from marketplace.core.sealing import unseal
from marketplace.domain.accounts.models import (
    AccountToken,
    Address,
    Consent,
    Person,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from marketplace.domain.accounts.rules import SEALED_FOR, is_over


def sign_in_by_token(token: str) -> SignIn | None:
    """The living sign-in behind a cookie's token, of a person who may still come in."""
    found = select(SignIn).join(SignIn.person).where(
        SignIn.token_hash == hash_token(token), SignIn.ended_at.is_(None), Person.state == "active"
    )  # fmt: skip
    sign_in = db.session.scalar(found)
    return sign_in if sign_in and _lives(sign_in) else None


def sign_ins_of(person: Person) -> Sequence[SignIn]:
    """The browsers a person is signed in with, newest first."""
    open_ones = select(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    ordered = open_ones.order_by(SignIn.began_at.desc(), SignIn.id.desc())
    return [sign_in for sign_in in db.session.scalars(ordered) if _lives(sign_in)]


def person_by_email(email: str) -> Person | None:
    """The person with this address, however it is spelled."""
    try:
        key = email_key(normalize_email(email))
    except BadEmail:
        return None
    return db.session.scalar(select(Person).where(Person.email_key == key))


def person_called(login: str) -> Person | None:
    """The person with this e-mail address or phone number, however it is spelled."""
    if "@" in login:
        return person_by_email(login)
    try:
        return db.session.scalar(select(Person).where(Person.phone == normalize_phone(login)))
    except BadPhone:
        return None


def addresses_of(person: Person) -> Sequence[Address]:
    """A person's addresses, the last used first."""
    mine = select(Address).where(Address.person_id == person.id)
    return db.session.scalars(mine.order_by(Address.used_at.desc(), Address.id.desc())).unique().all()


def living_token(token: str, purpose: str) -> AccountToken | None:
    """The token of a link that still opens its page: for this purpose, unused, in time, of an active person."""
    row = db.session.scalar(
        select(AccountToken).where(AccountToken.token_hash == hash_token(token), AccountToken.purpose == purpose)
    )
    if row is None or row.used_at is not None or row.expires_at <= clock.now() or row.person.state != "active":
        return None
    return row


def is_living_token(token: str, purpose: str) -> bool:
    """Whether a link from a letter still opens its page."""
    return living_token(token, purpose) is not None


def second_factor_of(person: Person) -> SecondFactor | None:
    """The second factor of a person: being set up, in use (`confirmed_at`), or none."""
    return db.session.get(SecondFactor, person.id)


def secret_of(factor: SecondFactor) -> str:
    """The secret in base 32, as apps are given it by hand; shown only until a code confirmed it."""
    return unseal(SEALED_FOR, factor.sealed_secret)


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes a person has not used."""
    unused = select(func.count()).where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    return int(db.session.scalar(unused) or 0)


def lacks_second_factor(sign_in: SignIn) -> bool:
    """Whether this browser must show a second factor before it works for the organizers (decision 0023)."""
    wanted = sign_in.person.is_organizer and current_app.config["MARKET"].STAFF_SECOND_FACTOR
    return bool(wanted) and sign_in.proven_at is None


def last_consent(person_id: int, purpose: str) -> Consent | None:
    """What this person last said to a purpose; None if they never said anything."""
    said = select(Consent).where(Consent.person_id == person_id, Consent.purpose == purpose)
    return db.session.scalar(said.order_by(Consent.id.desc()).limit(1))


def has_refused(person_id: int, purpose: str) -> bool:
    """Whether the last word of this person on a purpose was no."""
    last = last_consent(person_id, purpose)
    return last is not None and not last.is_given


def consents_of(person: Person) -> Sequence[Consent]:
    """Everything this person said, last first."""
    return db.session.scalars(select(Consent).where(Consent.person_id == person.id).order_by(Consent.id.desc())).all()


def _lives(sign_in: SignIn) -> bool:
    role = sign_in.person.role
    return not is_over(role, began_at=sign_in.began_at, seen_at=sign_in.seen_at, now=clock.now())
