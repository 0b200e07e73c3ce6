"""Notices are read, and each kind is switched on and off."""

from __future__ import annotations

from sqlalchemy import delete, func, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import is_member
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import part_of
from marketplace.domain.notices.errors import NoticeNotThere, NotSwitchable
from marketplace.domain.notices.models import NoticeChoice, PageNotice
from marketplace.domain.notices.rules import SWITCHABLE


@transactional
def read_notice(booth: Booth, notice_id: int, *, by: Person) -> str:
    """Mark one notice as read; gives the page it leads to, empty for an announcement. Twice is once."""
    mine = update(PageNotice).where(
        PageNotice.booth_id == booth.id, PageNotice.id == notice_id, PageNotice.person_id == by.id
    )
    first = func.coalesce(PageNotice.read_at, clock.now())
    path = db.session.scalar(mine.values(read_at=first).returning(PageNotice.path))
    if path is None:
        raise NoticeNotThere
    return str(path)


@transactional
def read_all_notices(booth: Booth, *, by: Person) -> None:
    """Mark every notice of this person in this booth as read."""
    mine = update(PageNotice).where(
        PageNotice.booth_id == booth.id, PageNotice.person_id == by.id, PageNotice.read_at.is_(None)
    )
    db.session.execute(mine.values(read_at=clock.now()))


@transactional
def choose_notices(booth: Booth, kind: str, *, by: Person, in_page: bool, by_letter: bool) -> None:
    """Say what one wants of one kind; raise NotSwitchable, BoothNotThere to who is no member."""
    if not is_member(part_of(by, booth.id)):
        raise BoothNotThere
    if kind not in SWITCHABLE:
        raise NotSwitchable
    wanted = {"in_page": in_page, "by_letter": by_letter}
    if insert_once(NoticeChoice, person_id=by.id, booth_id=booth.id, kind=kind, **wanted):
        return
    mine = (NoticeChoice.person_id == by.id, NoticeChoice.booth_id == booth.id, NoticeChoice.kind == kind)
    db.session.execute(update(NoticeChoice).where(*mine).values(**wanted))


@transactional
def forget_notices_of(person_id: int) -> None:
    """Who is gone is told nothing and wants nothing."""
    db.session.execute(delete(PageNotice).where(PageNotice.person_id == person_id))
    db.session.execute(delete(NoticeChoice).where(NoticeChoice.person_id == person_id))
