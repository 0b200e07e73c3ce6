"""The end of an account. What higher areas keep of the person goes when they hear of it."""

from __future__ import annotations

from sqlalchemy import delete

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.letters import forget_letters_to
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.accounts.models import AccountToken, Address, Person, RecoveryCode, SecondFactor, SignIn


@transactional
def empty_account(person: Person) -> None:
    """Empty the row of a person and delete what hangs on it, for good; twice is once.

    Whether they may go is asked before, where orders and booths are known (`privacy/actions/leaving.py`).
    """
    if person.state == "erased":
        return
    if person.email:
        forget_letters_to([person.email])
    for table in (SignIn, AccountToken, Address, RecoveryCode, SecondFactor):
        db.session.execute(delete(table).where(table.person_id == person.id))
    person.full_name = person.email = person.email_key = person.phone = person.password_hash = None
    person.state, person.erased_at = "erased", clock.now()
    audit.note("person erased", by=person.id, subject=f"person:{person.id}")
    record(PersonErased(person_id=person.id))
