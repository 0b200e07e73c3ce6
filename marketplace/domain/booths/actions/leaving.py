"""An account is erased: its person works in no booth any more."""

from __future__ import annotations

from sqlalchemy import delete, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.booths.models import Booth, HelperGrant, Membership
from marketplace.domain.booths.queries import owned_alone
from marketplace.domain.booths.rules import EDITABLE


@transactional
def leave_booths(person_id: int) -> None:
    """Take a person out of every booth and end their help.

    A booth that was never opened keeps its owner's empty row and loses every fact about them; what a closed booth
    told of its owner stays for as long as the law asks.
    """
    kept = []
    for booth in owned_alone(person_id):
        if booth.state in EDITABLE:
            _empty(booth)
            kept.append(booth.id)
    db.session.execute(delete(Membership).where(Membership.person_id == person_id, Membership.booth_id.not_in(kept)))
    mine = update(HelperGrant).where(HelperGrant.person_id == person_id, HelperGrant.ended_at.is_(None))
    db.session.execute(mine.values(ended_at=clock.now()))


def _empty(booth: Booth) -> None:
    for fact in ("legal_name", "legal_address", "tax_code", "registration_number", "representative", "phone", "email"):
        setattr(booth, fact, "")
    booth.story = booth.story_en = ""
