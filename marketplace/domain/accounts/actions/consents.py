"""What a person says yes or no to, purpose by purpose; nothing said is ever rewritten."""

from __future__ import annotations

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.errors import NoSuchPurpose
from marketplace.domain.accounts.models import Consent
from marketplace.domain.accounts.queries import last_consent
from marketplace.domain.accounts.rules import CONSENT_VERSION, PURPOSES


@transactional
def note_consent(person_id: int, purpose: str, *, given: bool) -> None:
    """Write down a yes or a no under the wording of today; the same answer again adds nothing.

    Raises NoSuchPurpose.
    """
    if purpose not in PURPOSES:
        raise NoSuchPurpose
    last = last_consent(person_id, purpose)
    if last is not None and last.is_given is given and last.version == CONSENT_VERSION:
        return
    row = Consent(person_id=person_id, purpose=purpose, version=CONSENT_VERSION, is_given=given, at=clock.now())
    db.session.add(row)
    db.session.flush()
