"""Letters of one kind are ended by the link that each of them carries, without signing in."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions import note_consent
from marketplace.domain.booths.models import Membership
from marketplace.domain.favourites.actions import end_live_letters
from marketplace.domain.notices.models import LetterRefusal, NoticeChoice
from marketplace.domain.notices.ways_out import ASKING, GUEST, LIVE, WayOut


@transactional
def end_letters(way: WayOut) -> None:
    """End what the link says. Twice is once, and who is gone has nothing to end."""
    if way.kind == LIVE:
        end_live_letters(way.person_id)
    elif way.kind == ASKING:
        note_consent(way.person_id, "review_letters", given=False)
    elif way.kind == GUEST:
        insert_once(LetterRefusal, fingerprint=way.fingerprint, at=clock.now())
    else:
        _end_notices(way)


def _end_notices(way: WayOut) -> None:
    """The person's own letters; of the booth's shared address those that its owners have there.

    An announcement reaches a person once, whatever booth it is about, so it ends for all of them.
    """
    found = select(Membership.person_id, Membership.booth_id)
    if way.kind == "announcement":
        found = found.where(Membership.person_id == way.person_id)
    elif way.person_id:
        found = found.where(Membership.booth_id == way.booth_id, Membership.person_id == way.person_id)
    else:
        found = found.where(Membership.booth_id == way.booth_id, Membership.role == "owner")
    for person_id, booth_id in db.session.execute(found).all():
        insert_once(NoticeChoice, person_id=person_id, booth_id=booth_id, kind=way.kind, in_page=True, by_letter=False)
        db.session.get_one(NoticeChoice, (person_id, booth_id, way.kind)).by_letter = False
    db.session.flush()
