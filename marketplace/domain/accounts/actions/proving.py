"""The code of a phone, or one of the paper: each opens once."""

from __future__ import annotations

from datetime import timedelta

import pyotp
from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.codes import clean_code, hash_token
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try
from marketplace.domain.accounts.errors import FactorIsOff, WrongCode
from marketplace.domain.accounts.events import SecondFactorChanged
from marketplace.domain.accounts.models import Person, RecoveryCode, SecondFactor
from marketplace.domain.accounts.queries import secret_of
from marketplace.domain.accounts.rules import CODE_DIGITS, CODE_WINDOW

TRIES_WITHIN = timedelta(minutes=15)
TRIES_PER_PERSON = 10


def count_codes(person: Person) -> None:
    """Count one try at a code, before it is looked at and outside of the transaction. Raises TooManyTries."""
    count_try("second-factor", str(person.id), most=TRIES_PER_PERSON, within=TRIES_WITHIN)


@transactional
def take_code(person: Person, typed: str) -> None:
    """Take the code that the phone shows now, or a recovery code. Raises WrongCode, FactorIsOff."""
    factor = db.session.get(SecondFactor, person.id)
    if factor is None or factor.confirmed_at is None:
        raise FactorIsOff
    code = clean_code(typed)
    if len(code) == CODE_DIGITS:
        spend_step(factor, code)
    else:
        _spend_recovery_code(person, code)


@transactional
def spend_step(factor: SecondFactor, code: str) -> None:
    """Take a code of a half minute that is later than all before. Raises WrongCode, also for the second of two."""
    totp = pyotp.TOTP(secret_of(factor), digits=CODE_DIGITS)
    try:
        step = totp.verify_and_get_timecode(code, for_time=clock.now(), valid_window=CODE_WINDOW)
    except pyotp.OTPVerificationError as fault:
        raise WrongCode from fault
    later = SecondFactor.person_id == factor.person_id, SecondFactor.last_step < step
    taken = update(SecondFactor).where(*later).values(last_step=step).returning(SecondFactor.person_id)
    if db.session.execute(taken).first() is None:
        raise WrongCode
    db.session.refresh(factor)


def _spend_recovery_code(person: Person, code: str) -> None:
    unused = RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    used = update(RecoveryCode).where(RecoveryCode.code_hash == hash_token(code), *unused).values(used_at=clock.now())
    if db.session.execute(used.returning(RecoveryCode.id)).first() is None:
        raise WrongCode
    record(SecondFactorChanged(person_id=person.id, what="recovery"))
