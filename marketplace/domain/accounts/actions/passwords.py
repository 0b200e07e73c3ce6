"""New passwords. Every other browser is signed out, and the owner is told."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.emails import mask_email
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.outbox import record
from marketplace.core.passwords import fits, hash_password
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try
from marketplace.domain.accounts.actions.sessions import end_other_sign_ins
from marketplace.domain.accounts.actions.tokens import close_tokens, make_token, spend_token
from marketplace.domain.accounts.errors import DeadToken, WeakPassword, WrongPassword
from marketplace.domain.accounts.events import PasswordChanged, ResetAsked
from marketplace.domain.accounts.models import TOKEN_PURPOSES, AccountToken, Person, SignIn
from marketplace.domain.accounts.queries import living_token, person_by_email
from marketplace.domain.accounts.rules import RESET_LIFE, SHORTEST_PASSWORD, is_weak, login_key

TRIES_PER_PERSON = 10
RESETS_PER_ADDRESS = 5


def change_password(person: Person, *, old: str, new: str, keep: SignIn | None) -> None:
    """Give a person a new password. Raises WrongPassword, WeakPassword or TooManyTries."""
    prove_password(person, old, field="old")
    _refuse_weak(new, person)
    _write_password(person, hash_password(new), keep=keep)


def prove_password(person: Person, typed: str, *, field: str = "password") -> None:
    """Have the person behind an open session show that it is theirs. Raises WrongPassword or TooManyTries."""
    count_try("password", str(person.id), most=TRIES_PER_PERSON, within=timedelta(minutes=15))
    if not fits(typed, person.password_hash):
        raise WrongPassword(field=field)


def ask_for_reset(email: str) -> None:
    """Have a reset link sent if the address is known; the same work and the same answer if it is not."""
    count_try("reset", login_key(email), most=RESETS_PER_ADDRESS, within=timedelta(hours=1))
    _record_reset(email)


@transactional
def write_reset_letter(person_id: int) -> None:
    """Write to a person the letter that opens the page for a new password."""
    person = db.session.get(Person, person_id)
    if person is None or person.email is None or person.state != "active":
        return
    row, token = make_token(person, "reset", RESET_LIFE)
    write_letter(
        "password_reset",
        to=person.email,
        key=f"reset:{row.id}",
        language=person.language,
        name=person.full_name,
        link=public_url(f"/account/reset/{token}", language=person.language),
        hours=int(RESET_LIFE.total_seconds() // 3600),
    )


@transactional
def tell_of_new_password(person_id: int) -> None:
    """Write to a person that the password is a new one."""
    person = db.session.get(Person, person_id)
    if person is None or person.email is None:
        return
    write_letter(
        "password_changed",
        to=person.email,
        key=f"password:{person.id}:{clock.now().isoformat()}",
        language=person.language,
        name=person.full_name,
        email=mask_email(person.email),
        at=clock.now(),
        link=public_url("/account/reset", language=person.language),
    )


def reset_password(token: str, new: str) -> None:
    """Set a new password with the token of a letter, once. Raises DeadToken or WeakPassword."""
    row = living_token(token, "reset")
    if row is None:
        raise DeadToken
    _refuse_weak(new, row.person)
    _use_token(row, hash_password(new))


@transactional
def _use_token(row: AccountToken, password_hash: str) -> None:
    spend_token(row)
    _write_password(row.person, password_hash, keep=None)


@transactional
def _record_reset(email: str) -> None:
    person = person_by_email(email)
    record(ResetAsked(person_id=person.id if person else 0))


def _refuse_weak(password: str, person: Person) -> None:
    if is_weak(password, about=(person.full_name, person.email, person.phone)):
        raise WeakPassword(least=SHORTEST_PASSWORD)


@transactional
def _write_password(person: Person, password_hash: str, *, keep: SignIn | None) -> None:
    person.password_hash = password_hash
    end_other_sign_ins(person, keep=keep)
    close_tokens(person.id, *TOKEN_PURPOSES)
    audit.note("password changed", by=person.id, subject=f"person:{person.id}")
    record(PasswordChanged(person_id=person.id))
