"""Coming and going. A sign-in is a row, so that ending the row ends the session wherever it is."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, update

from marketplace.core import clock
from marketplace.core.codes import hash_token, secret_token
from marketplace.core.db import db
from marketplace.core.passwords import fits, hash_password, is_outdated
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try, forget_tries
from marketplace.domain.accounts.actions.people import sign_up
from marketplace.domain.accounts.actions.proving import count_codes, take_code
from marketplace.domain.accounts.actions.tokens import make_token, spend_token
from marketplace.domain.accounts.errors import DeadToken, SecondStepAsked, WrongLogin
from marketplace.domain.accounts.models import AccountToken, Person, SignIn
from marketplace.domain.accounts.queries import living_token, person_called, second_factor_of
from marketplace.domain.accounts.rules import SECOND_STEP_LIFE, login_key

TRIES_PER_LOGIN = 10
TRIES_PER_ADDRESS = 50
TRIES_WITHIN = timedelta(minutes=15)
NEWCOMERS_PER_ADDRESS = 20


def sign_in(
    *, login: str, password: str, browser: str = "", address: str = "", instead_of: SignIn | None = None
) -> tuple[SignIn, str]:
    """Sign somebody in by e-mail address or phone number; gives the sign-in and the token for the cookie.

    The try is counted before the password is looked at, in a transaction of its own, so that a wrong one stays
    counted. `instead_of` is the sign-in this browser had, which ends. Raises WrongLogin, TooManyTries, and
    SecondStepAsked where the person has a second factor: `finish_sign_in` then takes the code.
    """
    count_try("sign-in", login_key(login), most=TRIES_PER_LOGIN, within=TRIES_WITHIN)
    if address:
        count_try("sign-in-from", address, most=TRIES_PER_ADDRESS, within=TRIES_WITHIN)
    person = person_called(login)
    # Nobody of that name costs a password check too, so that the answer takes as long.
    if not fits(password, person.password_hash if person else None) or person is None or person.state != "active":
        raise WrongLogin
    if person.password_hash and is_outdated(person.password_hash):
        _renew_hash(person, hash_password(password))
    factor = second_factor_of(person)
    if factor is not None and factor.confirmed_at is not None:
        raise SecondStepAsked(token=make_token(person, "second_step", SECOND_STEP_LIFE)[1])
    begun = _begin(person, browser, instead_of)
    forget_tries("sign-in", login_key(login))
    return begun


def finish_sign_in(
    token: str, typed: str, *, browser: str = "", instead_of: SignIn | None = None
) -> tuple[SignIn, str]:
    """Sign somebody in whose password was right and who now types the code of the phone, or a recovery code.

    Raises DeadToken ten minutes after the password, WrongCode and TooManyTries.
    """
    row = living_token(token, "second_step")
    if row is None:
        raise DeadToken
    count_codes(row.person)
    return _finish(row, typed, browser, instead_of)


def join(
    *,
    full_name: str,
    email: str | None,
    phone: str | None,
    password: str,
    language: str,
    browser: str = "",
    address: str = "",
) -> tuple[SignIn, str]:
    """Let somebody in and sign them in at once. Raises what `sign_up` raises, and TooManyTries."""
    if address:
        count_try("sign-up-from", address, most=NEWCOMERS_PER_ADDRESS, within=timedelta(hours=1))
    person = sign_up(full_name=full_name, email=email, phone=phone, password=password, language=language)
    return _begin(person, browser, None)


@transactional
def note_seen(sign_in: SignIn) -> None:
    """Remember that the browser is still in use."""
    sign_in.seen_at = clock.now()


@transactional
def sign_out(sign_in: SignIn) -> None:
    """End one sign-in."""
    _end(SignIn.id == sign_in.id)


@transactional
def end_sign_in(person: Person, sign_in_id: int) -> None:
    """End another browser's sign-in of the same person."""
    _end(SignIn.id == sign_in_id, SignIn.person_id == person.id)


@transactional
def end_other_sign_ins(person: Person, *, keep: SignIn | None) -> None:
    """End every sign-in of a person but the one kept."""
    _end(SignIn.person_id == person.id, SignIn.id != (keep.id if keep else 0))


@transactional
def _finish(row: AccountToken, typed: str, browser: str, instead_of: SignIn | None) -> tuple[SignIn, str]:
    take_code(row.person, typed)
    spend_token(row)
    sign_in, token = _begin(row.person, browser, instead_of)
    sign_in.proven_at = sign_in.began_at
    for name in (row.person.email_key, row.person.phone):
        if name:
            forget_tries("sign-in", name)
    return sign_in, token


@transactional
def _begin(person: Person, browser: str, instead_of: SignIn | None) -> tuple[SignIn, str]:
    if instead_of is not None:
        _end(SignIn.id == instead_of.id)
    token, now = secret_token(), clock.now()
    sign_in = SignIn(
        person_id=person.id, token_hash=hash_token(token), began_at=now, seen_at=now, browser=clean(browser)[:200]
    )
    db.session.add(sign_in)
    db.session.flush()
    return sign_in, token


@transactional
def _renew_hash(person: Person, password_hash: str) -> None:
    person.password_hash = password_hash


def _end(*which: ColumnElement[bool]) -> None:
    ending = update(SignIn).where(*which, SignIn.ended_at.is_(None))
    db.session.execute(ending.values(ended_at=clock.now()))
