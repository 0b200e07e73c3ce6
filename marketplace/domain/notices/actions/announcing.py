"""Organizers tell booths something: now or later, in the page and, where it matters, by letter; each person once."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once, lock_row
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.outbox import record
from marketplace.core.places.models import Commune
from marketplace.core.text import clean, clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.catalog.models import Category
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.notices.access import can_announce
from marketplace.domain.notices.errors import EndsBeforeItBegins, TextMissing, UnknownAudience
from marketplace.domain.notices.events import AnnouncementDue
from marketplace.domain.notices.models import Announcement, PageNotice
from marketplace.domain.notices.queries import announcements_in_force, people_to_tell
from marketplace.domain.notices.rules import AUDIENCES
from marketplace.domain.notices.ways_out import WayOut

AT_ONCE = 100


@dataclass(frozen=True)
class Said:
    """What is announced, to whom, and when; `whom` is the number or code of the shelf, commune or campaign."""

    title: str
    text: str
    title_en: str = ""
    text_en: str = ""
    audience: str = "all"
    whom: str = ""
    from_at: datetime | None = None
    until_at: datetime | None = None
    is_important: bool = False
    by_letter: bool = False


@transactional
def announce(said: Said, *, by: Person) -> Announcement:
    """Announce something; raise TextMissing and its kind naming the field."""
    _check_organizer(by)
    now = clock.now()
    said = replace(
        said, title=clean(said.title), title_en=clean(said.title_en), text=clean_lines(said.text),
        text_en=clean_lines(said.text_en), from_at=max(said.from_at or now, now),
    )  # fmt: skip
    for field in ("title", "text"):
        if not getattr(said, field):
            raise TextMissing(field=field)
    if said.until_at is not None and said.from_at is not None and said.until_at <= said.from_at:
        raise EndsBeforeItBegins
    facts = {name: value for name, value in asdict(said).items() if name != "whom"}
    announcement = Announcement(**facts, **_audience(said), by_id=by.id, at=now)
    db.session.add(announcement)
    db.session.flush()
    _note("announcement.made", announcement, by)
    if announcement.is_shown_at(now):
        record(AnnouncementDue(announcement.id, 0))
    return announcement


@transactional
def withdraw_announcement(announcement: Announcement, *, by: Person) -> None:
    """Show an announcement to nobody any more; letters that went out stay out. Twice is once."""
    _check_organizer(by)
    lock_row(announcement)
    if announcement.withdrawn_at is None:
        announcement.withdrawn_at = clock.now()
        _note("announcement.withdrawn", announcement, by)


def carry_announcements() -> int:
    """Bring every announcement in force to whoever has not had it: those that begin later, members who came since."""
    ids = [announcement.id for announcement in announcements_in_force(clock.now())]
    db.session.rollback()
    for announcement_id in ids:
        tell_of_announcement(announcement_id)
    return len(ids)


@transactional
def tell_of_announcement(announcement_id: int, *, after: int = 0) -> None:
    """Tell a portion of an announcement's audience, each person once; the rest follow as news."""
    announcement = db.session.get_one(Announcement, announcement_id, populate_existing=True)
    if not announcement.is_shown_at(clock.now()):
        return
    people = people_to_tell(announcement, after=after, limit=AT_ONCE)
    for member in people:
        is_off = not announcement.is_important and member.in_page is False
        insert_once(
            PageNotice, person_id=member.person_id, booth_id=member.booth_id, kind=announcement.kind,
            key=f"announcement:{announcement.id}", announcement_id=announcement.id, at=clock.now(),
            read_at=clock.now() if is_off else None,
        )  # fmt: skip
        if announcement.by_letter and member.email and (announcement.is_important or member.by_letter is not False):
            way = WayOut("announcement", member.person_id, member.booth_id)
            write_letter(
                "announcement", to=member.email, key=f"announcement:{announcement.id}:{member.person_id}",
                language=member.language, announcement=announcement,
                unsubscribe_url=None if announcement.is_important else way.address(member.language),
                link=public_url("/seller/notices", language=member.language),
            )  # fmt: skip
    if len(people) == AT_ONCE:
        record(AnnouncementDue(announcement_id, people[-1].person_id))


def _audience(said: Said) -> dict[str, object]:
    """The column that names the audience; raise UnknownAudience."""
    if said.audience not in AUDIENCES:
        raise UnknownAudience
    if said.audience == "all":
        return {}
    found: object
    if said.audience == "commune":
        found = db.session.get(Commune, said.whom)
        column: dict[str, object] = {"commune_code": said.whom}
    else:
        model, name = (Category, "category_id") if said.audience == "category" else (Campaign, "campaign_id")
        number = int(said.whom) if said.whom.isdecimal() and len(said.whom) < 16 else 0
        found = db.session.scalar(select(model).where(model.id == number))
        column = {name: number}
    if found is None:
        raise UnknownAudience
    return column


def _check_organizer(by: Person) -> None:
    if not can_announce(by):
        raise ForOrganizers


def _note(action: str, announcement: Announcement, by: Person) -> None:
    facts = {name: getattr(announcement, name) for name in ("title", "audience", "is_important", "by_letter")}
    audit.note(action, by=by.id, subject=f"announcement:{announcement.id}", details=facts)
