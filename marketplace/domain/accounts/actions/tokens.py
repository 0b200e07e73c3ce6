"""Single-use secrets: made, used once, closed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.codes import hash_token, secret_token
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.errors import DeadToken
from marketplace.domain.accounts.models import AccountToken, Person


@transactional
def make_token(person: Person, purpose: str, life: timedelta) -> tuple[AccountToken, str]:
    """A secret for one purpose: its row, and the text to be given to the person."""
    token = secret_token()
    row = AccountToken(
        person_id=person.id, purpose=purpose, token_hash=hash_token(token), expires_at=clock.now() + life
    )
    db.session.add(row)
    db.session.flush()
    return row, token


@transactional
def spend_token(row: AccountToken) -> None:
    """Use a secret, which closes every other of its kind. Raises DeadToken for the second of two at once."""
    unused = AccountToken.used_at.is_(None)
    used = update(AccountToken).where(AccountToken.id == row.id, unused).values(used_at=clock.now())
    if db.session.execute(used.returning(AccountToken.id)).first() is None:
        raise DeadToken
    close_tokens(row.person_id, row.purpose)


@transactional
def close_tokens(person_id: int, *purposes: str) -> None:
    """Let no open secret of these kinds work any more."""
    unused = AccountToken.used_at.is_(None)
    others = update(AccountToken).where(
        AccountToken.person_id == person_id, AccountToken.purpose.in_(purposes), unused
    )  # fmt: skip
    db.session.execute(others.values(used_at=clock.now()))
