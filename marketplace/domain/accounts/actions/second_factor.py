"""The second factor is set up, turned off, and given new paper codes."""

from __future__ import annotations

import pyotp
from sqlalchemy import delete

from marketplace.core import audit, clock
from marketplace.core.codes import hash_token, random_code
from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.outbox import record
from marketplace.core.sealing import seal
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions.passwords import prove_password
from marketplace.domain.accounts.actions.proving import count_codes, spend_step, take_code
from marketplace.domain.accounts.actions.sessions import end_other_sign_ins
from marketplace.domain.accounts.errors import FactorIsOff, FactorIsOn
from marketplace.domain.accounts.events import SecondFactorChanged
from marketplace.domain.accounts.models import Person, RecoveryCode, SecondFactor, SignIn
from marketplace.domain.accounts.rules import RECOVERY_CODE_LENGTH, RECOVERY_CODES, SEALED_FOR


@transactional
def begin_second_factor(person: Person) -> SecondFactor:
    """Make the secret for a person's phone; it asks nobody for anything until a code confirms it. Raises FactorIsOn."""
    factor = db.session.get(SecondFactor, person.id) or SecondFactor(person_id=person.id)
    if factor.confirmed_at is not None:
        raise FactorIsOn
    factor.sealed_secret, factor.begun_at = seal(SEALED_FOR, pyotp.random_base32()), clock.now()
    db.session.add(factor)
    db.session.flush()
    return factor


def confirm_second_factor(person: Person, *, password: str, typed: str, here: SignIn) -> list[str]:
    """Turn the second factor on with the first code; every other browser is signed out. Gives the recovery codes.

    Raises WrongPassword, WrongCode, FactorIsOn, FactorIsOff where none was begun, and TooManyTries.
    """
    prove_password(person, password, field="password")
    count_codes(person)
    return _confirm(person, "".join(typed.split()), here)


def renew_recovery_codes(person: Person, *, password: str) -> list[str]:
    """New codes for the paper; the old ones open nothing any more. Raises WrongPassword, FactorIsOff, TooManyTries."""
    prove_password(person, password, field="password")
    return _write_codes(person)


def drop_second_factor(person: Person, *, password: str, typed: str) -> None:
    """Turn it off with the password and a code. Raises WrongPassword, WrongCode, FactorIsOff and TooManyTries."""
    prove_password(person, password, field="password")
    count_codes(person)
    _prove_and_drop(person, typed)


@transactional
def lift_second_factor(person: Person) -> None:
    """Turn it off for somebody who lost phone and paper and whom the operators know to be who they say."""
    _drop(person, by=None)


@transactional
def tell_of_second_factor(person_id: int, what: str) -> None:
    """Write to a person what happened to the second factor."""
    person = db.session.get(Person, person_id)
    if person is None or person.email is None:
        return
    now = clock.now()
    write_letter(
        "second_factor",
        to=person.email,
        key=f"second-factor:{person.id}:{what}:{now.isoformat()}",
        language=person.language,
        name=person.full_name,
        what=what,
        at=now,
        link=public_url("/account/second-factor", language=person.language),
    )


@transactional
def _confirm(person: Person, code: str, here: SignIn) -> list[str]:
    factor = db.session.get(SecondFactor, person.id)
    if factor is None:
        raise FactorIsOff
    if factor.confirmed_at is not None:
        raise FactorIsOn
    spend_step(factor, code)
    factor.confirmed_at = here.proven_at = clock.now()
    db.session.flush()
    end_other_sign_ins(person, keep=here)
    audit.note("second factor on", by=person.id, subject=f"person:{person.id}")
    record(SecondFactorChanged(person_id=person.id, what="on"))
    return _write_codes(person)


@transactional
def _write_codes(person: Person) -> list[str]:
    factor = db.session.get(SecondFactor, person.id)
    if factor is None or factor.confirmed_at is None:
        raise FactorIsOff
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [random_code(RECOVERY_CODE_LENGTH) for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person.id, code_hash=hash_token(code)) for code in codes)
    audit.note("recovery codes written", by=person.id, subject=f"person:{person.id}")
    return codes


@transactional
def _prove_and_drop(person: Person, typed: str) -> None:
    take_code(person, typed)
    _drop(person, by=person.id)


@transactional
def _drop(person: Person, *, by: int | None) -> None:
    if db.session.get(SecondFactor, person.id) is None:
        raise FactorIsOff
    for table in (RecoveryCode, SecondFactor):
        db.session.execute(delete(table).where(table.person_id == person.id))
    audit.note("second factor off", by=by, subject=f"person:{person.id}")
    record(SecondFactorChanged(person_id=person.id, what="off"))
