"""People, their sign-ins, their second factor and their single-use tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.core.places.models import Commune

ROLES = ("member", "organizer", "admin")
STATES = ("active", "disabled", "erased")
TOKEN_PURPOSES = ("reset", "confirm_email", "second_step")


class Person(Model):
    """Somebody with an account: an e-mail address or a phone number, and a password.

    `email_key` and `phone` are the normalized forms that must be unique; letters go to `email` as stored. The row of
    an erased person stays, empty, for what the law keeps of their doings; a trigger forbids filling it again.
    """

    __tablename__ = "people"
    __table_args__ = table_args(
        CheckConstraint("role IN ('member', 'organizer', 'admin')", name="role"),
        CheckConstraint("state IN ('active', 'disabled', 'erased')", name="state"),
        CheckConstraint("state = 'erased' OR email_key IS NOT NULL OR phone IS NOT NULL", name="reachable"),
        CheckConstraint("language IN ('vi', 'en')", name="language"),
    )

    id: Mapped[Id]
    full_name: Mapped[str | None]
    email: Mapped[str | None]
    email_key: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    role: Mapped[str] = mapped_column(default="member", server_default="member")
    state: Mapped[str] = mapped_column(default="active", server_default="active")
    language: Mapped[str] = mapped_column(default="vi", server_default="vi")
    joined_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]

    @property
    def shown_name(self) -> str:
        """The name beside what they did, a dash once they are erased."""
        return self.full_name or "—"

    @property
    def is_organizer(self) -> bool:
        """Whether this person works for the organizers."""
        return self.role in ("organizer", "admin")

    @property
    def is_admin(self) -> bool:
        """Whether this person runs the market."""
        return self.role == "admin"


class SignIn(Model):
    """One signed-in browser; the cookie holds the token whose hash stands here."""

    __tablename__ = "sign_ins"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(default="", server_default="")
    proven_at: Mapped[datetime | None]
    """When this browser showed the second factor; None where only the password was asked."""

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class SecondFactor(Model):
    """The secret from which a person's phone makes a code each half minute (RFC 6238); in use once a code confirmed it.

    A code of `last_step` or of an earlier time step is taken no more: each is good once (RFC 6238, 5.2).
    """

    __tablename__ = "second_factors"
    __table_args__ = table_args(
        CheckConstraint("last_step >= 0", name="last_step"),
        CheckConstraint("confirmed_at IS NULL OR last_step > 0", name="confirmed_by_a_code"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True, autoincrement=False)
    sealed_secret: Mapped[str]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    begun_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """A code on paper that opens once in place of the phone; only its hash stands here."""

    __tablename__ = "recovery_codes"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey(SecondFactor.person_id), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]


class AccountToken(Model):
    """A single-use secret given to a person, good for one purpose until it expires."""

    __tablename__ = "account_tokens"
    __table_args__ = table_args(CheckConstraint("purpose IN ('reset', 'confirm_email', 'second_step')", name="purpose"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Address(Model):
    """A place a person has goods sent to."""

    __tablename__ = "addresses"
    __table_args__ = table_args(Index("ix_addresses_person_id", "person_id"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    recipient: Mapped[str]
    phone: Mapped[str]
    line: Mapped[str]
    commune_code: Mapped[str] = mapped_column(ForeignKey(Commune.code))
    used_at: Mapped[datetime]

    commune: Mapped[Commune] = relationship(lazy="joined", innerjoin=True)


class Consent(Model):
    """A yes or a no to one purpose, under the wording of `version`. The last row counts; triggers refuse changes."""

    __tablename__ = "consents"
    __table_args__ = table_args(
        CheckConstraint("purpose IN ('live_letters', 'review_letters')", name="purpose"),
        Index("ix_consents_person_id", "person_id", "purpose", "id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    purpose: Mapped[str]
    version: Mapped[str]
    is_given: Mapped[bool]
    at: Mapped[datetime]
