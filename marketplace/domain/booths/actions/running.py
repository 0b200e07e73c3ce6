"""Running a booth: its page and its people."""

from __future__ import annotations

from sqlalchemy import or_, select

from marketplace.core import audit, clock, files, versions
from marketplace.core.db import db, insert_once
from marketplace.core.emails import BadEmail, email_key, normalize_email
from marketplace.core.errors import BadInput
from marketplace.core.outbox import record
from marketplace.core.phones import BadPhone, normalize_phone
from marketplace.core.pictures import reencode
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_manage_members, can_run_booth
from marketplace.domain.booths.errors import LastOwner, NobodyOfThatName, UnknownRole
from marketplace.domain.booths.events import BoothChanged
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.booths.queries import authorize, last_owner_of, member_of
from marketplace.domain.booths.rules import ROLES

COVER_WIDTHS = (640, 1280)
PORTRAIT_WIDTHS = (180, 360)


def update_booth_page(
    booth: Booth, *, by: Person, story: str, story_en: str = "", cover: bytes | None = None,
    portrait: bytes | None = None,
) -> None:  # fmt: skip
    """Tell the booth's story anew, with new pictures where given; raise NotAPicture and its kind naming the field."""
    authorize(by, booth.id, can_run_booth)
    # Pictures are painted and stored before the transaction: neither may hold the database up.
    cover_key = kept_picture(cover, COVER_WIDTHS, "cover") if cover else None
    portrait_key = kept_picture(portrait, PORTRAIT_WIDTHS, "portrait") if portrait else None
    _keep_page(booth, by, clean_lines(story), clean_lines(story_en), cover_key, portrait_key)


@transactional
def add_member(booth: Booth, *, by: Person, login: str, role: str) -> Membership:
    """Let somebody with an account in, or change the part they have; raise NobodyOfThatName."""
    authorize(by, booth.id, can_manage_members)
    if role not in ROLES:
        raise UnknownRole
    person = _person_called(login)
    if role != "owner":
        _check_owner_remains(booth, without=person.id)
    insert_once(Membership, booth_id=booth.id, person_id=person.id, role=role, since=clock.now())
    found = select(Membership).where(Membership.booth_id == booth.id, Membership.person_id == person.id)
    membership = db.session.scalars(found.execution_options(populate_existing=True)).one()
    membership.role = role
    audit.note("booth.member", by=by.id, booth=booth.id, subject=f"person:{person.id}", details={"role": role})
    return membership


@transactional
def remove_member(booth: Booth, *, by: Person, membership_id: int) -> None:
    """Take somebody out of the booth, from their next request on; raise LastOwner, MemberNotThere."""
    authorize(by, booth.id, can_manage_members)
    membership = member_of(booth, membership_id)
    _check_owner_remains(booth, without=membership.person_id)
    audit.note(
        "booth.member_removed", by=by.id, booth=booth.id, subject=f"person:{membership.person_id}",
        details={"role": membership.role},
    )  # fmt: skip
    db.session.delete(membership)
    db.session.flush()


def kept_picture(data: bytes, widths: tuple[int, ...], field: str) -> str:
    """Paint a picture anew and store it in these widths; raise NotAPicture and its kind naming the field."""
    try:
        picture = reencode(data, widths)
    except BadInput as refusal:
        refusal.field = field
        raise
    parts = {f"-{width}.webp": part for (width, kind), part in picture.renditions.items() if kind == "webp"}
    return files.keep_set(parts, folder="booths")


@transactional
def _keep_page(
    booth: Booth, by: Person, story: str, story_en: str, cover_key: str | None, portrait_key: str | None
) -> None:
    booth.story, booth.story_en = story, story_en
    booth.cover_key = cover_key or booth.cover_key
    booth.portrait_key = portrait_key or booth.portrait_key
    db.session.add(booth)
    audit.note("booth.page", by=by.id, booth=booth.id, subject=f"booth:{booth.id}")
    versions.bump("catalogue")
    record(BoothChanged(booth_id=booth.id))


def _person_called(login: str) -> Person:
    keys = []
    try:
        keys.append(Person.email_key == email_key(normalize_email(login)))
    except BadEmail:
        keys.append(Person.phone == _phone(login))
    person = db.session.scalar(select(Person).where(or_(*keys), Person.state == "active"))
    if person is None:
        raise NobodyOfThatName
    return person


def _phone(login: str) -> str:
    try:
        return normalize_phone(login)
    except BadPhone:
        raise NobodyOfThatName from None


def _check_owner_remains(booth: Booth, *, without: int) -> None:
    last = last_owner_of(booth)
    if last is not None and last.person_id == without:
        raise LastOwner
