"""Announcements: what was said, who is to hear it, who has read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select
from sqlalchemy.orm import aliased

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.catalog.models import Category, Product
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.notices.errors import AnnouncementNotThere
from marketplace.domain.notices.models import Announcement, NoticeChoice, PageNotice

HEARING_STATES = ("draft", "submitted", "rejected", "open", "suspended", "closing")


@dataclass(frozen=True)
class Announced:
    """An announcement, how many people have it on their desk, and how many have read it."""

    announcement: Announcement
    told: int
    read: int


def announcements(*, limit: int, offset: int = 0) -> tuple[list[Announced], int]:
    """A page of announcements, the newest first, and how many there are."""
    # Who switched announcements off has them as read from the start, and has not read them.
    read = func.count().filter(PageNotice.read_at > PageNotice.at)
    page = (
        select(Announcement.id, func.count(PageNotice.id), read)
        .outerjoin(PageNotice, PageNotice.announcement_id == Announcement.id)
        .group_by(Announcement.id)
        .order_by(Announcement.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = db.session.execute(page).all()
    found = select(Announcement).where(Announcement.id.in_([row[0] for row in rows]))
    by_id = {each.id: each for each in db.session.scalars(found)}
    total = db.session.scalar(select(func.count(Announcement.id))) or 0
    return [Announced(by_id[number], told, seen) for number, told, seen in rows], total


def announcement_by_id(announcement_id: int) -> Announcement:
    """The announcement of this number; raise AnnouncementNotThere."""
    found = db.session.get(Announcement, announcement_id)
    if found is None:
        raise AnnouncementNotThere
    return found


def announcements_in_force(now: datetime) -> Sequence[Announcement]:
    """What booths see now, the oldest first."""
    found = select(Announcement).where(
        Announcement.withdrawn_at.is_(None), Announcement.from_at <= now,
        or_(Announcement.until_at.is_(None), Announcement.until_at > now),
    )  # fmt: skip
    return db.session.scalars(found.order_by(Announcement.id)).all()


def people_to_tell(announcement: Announcement, *, after: int, limit: int) -> Sequence[Row[Any]]:
    """Those of the audience who have not had it, by number, with one of their booths and their address."""
    had = exists().where(PageNotice.person_id == Membership.person_id, PageNotice.announcement_id == announcement.id)
    first = (
        select(Membership.person_id, func.min(Membership.id).label("id"))
        .join(Booth, Booth.id == Membership.booth_id)
        .where(Booth.state.in_(HEARING_STATES), _audience_of(announcement), ~had)
        .where(Membership.person_id > after)
        .group_by(Membership.person_id)
        .order_by(Membership.person_id)
        .limit(limit)
        .subquery()
    )
    member = aliased(Membership)
    told = (
        select(member.person_id, member.booth_id, Person.email, Person.language, NoticeChoice.in_page,
               NoticeChoice.by_letter)
        .join(first, first.c.id == member.id)
        .join(Person, Person.id == member.person_id)
        .outerjoin(
            NoticeChoice,
            (NoticeChoice.person_id == member.person_id) & (NoticeChoice.booth_id == member.booth_id)
            & (NoticeChoice.kind == announcement.kind),
        )
        .where(Person.state == "active")
        .order_by(member.person_id)
    )  # fmt: skip
    return list(db.session.execute(told))


def _audience_of(announcement: Announcement) -> ColumnElement[bool]:
    """Which booths hear of it."""
    if announcement.audience == "commune":
        return Booth.commune_code == announcement.commune_code
    if announcement.audience == "campaign":
        invited = Invitation.campaign_id == announcement.campaign_id
        return exists().where(Invitation.booth_id == Booth.id, invited, Invitation.state == "accepted")
    if announcement.audience == "category":
        shelf = or_(Category.id == announcement.category_id, Category.parent_id == announcement.category_id)
        sold = (Product.booth_id == Booth.id, Product.state != "withdrawn", Category.id == Product.category_id)
        return exists().where(*sold, shelf)
    return Booth.id.is_not(None)
