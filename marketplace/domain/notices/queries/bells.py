"""What a booth's people see of their notices: the bell, the page, what they chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.notices.models import Announcement, NoticeChoice, PageNotice

MOST_COUNTED = 100
"""What is unread is counted up to here: whoever never opens it does not make every page slower."""


@dataclass(frozen=True)
class Bell:
    """What the bell of a desk says: how much is unread, up to MOST_COUNTED, and whether something important is."""

    count: int
    is_important: bool

    @property
    def is_full(self) -> bool:
        """Whether there may be more than was counted."""
        return self.count >= MOST_COUNTED


def bell_of(person: Person, booth: Booth) -> Bell:
    """What is new for this person in this booth, in one statement."""
    unread = (
        select(PageNotice.id)
        .outerjoin(Announcement, Announcement.id == PageNotice.announcement_id)
        .where(*_shown_to(person, booth), PageNotice.read_at.is_(None))
    )
    counted = select(func.count()).select_from(unread.limit(MOST_COUNTED).subquery()).scalar_subquery()
    is_important = unread.where(PageNotice.kind == "important").exists()
    return Bell(*db.session.execute(select(counted, is_important)).one())


def notices_of(person: Person, booth: Booth, *, limit: int, offset: int = 0) -> tuple[Sequence[PageNotice], int]:
    """A page of what this person was told in this booth, the newest first, and how many there are in all."""
    found = select(PageNotice).outerjoin(Announcement, Announcement.id == PageNotice.announcement_id)
    found = found.where(*_shown_to(person, booth))
    count = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    rows = found.options(contains_eager(PageNotice.announcement).lazyload("*")).order_by(PageNotice.id.desc())
    return db.session.scalars(rows.limit(limit).offset(offset)).all(), count


def choices_of(person: Person, booth: Booth) -> dict[str, NoticeChoice]:
    """What this person chose in this booth, by kind."""
    found = select(NoticeChoice).where(NoticeChoice.booth_id == booth.id, NoticeChoice.person_id == person.id)
    return {choice.kind: choice for choice in db.session.scalars(found)}


def _shown_to(person: Person, booth: Booth) -> list[ColumnElement[bool]]:
    """Announcements are shown in their time only; everything else stays."""
    in_its_time = and_(
        Announcement.withdrawn_at.is_(None),
        or_(Announcement.until_at.is_(None), Announcement.until_at > clock.now()),
    )
    return [
        PageNotice.booth_id == booth.id,
        PageNotice.person_id == person.id,
        or_(PageNotice.announcement_id.is_(None), in_its_time),
    ]
