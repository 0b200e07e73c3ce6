"""Letting a volunteer in: an offer with a one-time code, taken by one person, over after some hours or at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import or_, select, update

from marketplace.core import audit, clock
from marketplace.core.codes import clean_code, hash_token, random_code
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_manage_members
from marketplace.domain.booths.errors import BadHours, CodeNotGood, GrantNotThere, NothingGranted
from marketplace.domain.booths.events import HelperReadTooMuch
from marketplace.domain.booths.models import Booth, HelperAct, HelperGrant, Membership
from marketplace.domain.booths.queries import authorize, grant_of, grants_held
from marketplace.domain.booths.rules import (
    HELP_CODE_HOURS,
    HELP_CODE_LETTERS,
    MOST_HELP_HOURS,
    MOST_READINGS,
    PERMISSIONS,
    READ_TOO_MUCH,
    READING,
)


@transactional
def offer_help(booth: Booth, *, by: Person, permissions: Collection[str], hours: int) -> tuple[HelperGrant, str]:
    """Offer a place for a helper; gives the grant and its code, which is kept nowhere and told once.

    `hours` count from when the code is taken. Raises NothingGranted, BadHours, NotYourPart to all but owners.
    """
    authorize(by, booth.id, can_manage_members)
    if not permissions or not set(permissions) <= set(PERMISSIONS):
        raise NothingGranted
    if not 1 <= hours <= MOST_HELP_HOURS:
        raise BadHours
    code, now = random_code(HELP_CODE_LETTERS), clock.now()
    grant = HelperGrant(
        booth_id=booth.id, code_hash=hash_token(code), code_until=now + timedelta(hours=HELP_CODE_HOURS),
        may_edit_products="products" in permissions, may_handle_orders="orders" in permissions, hours=hours,
        offered_by_id=by.id, offered_at=now,
    )  # fmt: skip
    db.session.add(grant)
    db.session.flush()
    details = {"permissions": sorted(permissions), "hours": hours}
    audit.note("booth.help_offered", by=by.id, booth=booth.id, subject=f"grant:{grant.id}", details=details)
    return grant, code


@transactional
def take_help_offer(code: str, *, by: Person) -> HelperGrant:
    """Begin to help with the code that an owner told; one code lets one person in, once.

    Raises CodeNotGood, also to whoever works in the booth already. Count the tries before calling.
    """
    now = clock.now()
    grant = db.session.scalar(select(HelperGrant).where(HelperGrant.code_hash == hash_token(clean_code(code))))
    if grant is None or not grant.is_on_offer(now) or _works_in(by, grant.booth_id):
        raise CodeNotGood
    taken = db.session.execute(
        update(HelperGrant)
        .where(HelperGrant.id == grant.id, HelperGrant.person_id.is_(None), HelperGrant.ended_at.is_(None))
        .values(person_id=by.id, from_at=now, until_at=now + timedelta(hours=grant.hours))
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined] # an UPDATE has a count
        raise CodeNotGood
    db.session.refresh(grant)
    audit.note("booth.help_begun", by=by.id, booth=grant.booth_id, subject=f"grant:{grant.id}")
    return grant


@transactional
def end_help(booth: Booth, grant_id: int, *, by: Person) -> None:
    """End a grant from the next request on: its owner may, and the helper may stop. Twice is once.

    Raises GrantNotThere to anybody else.
    """
    grant = grant_of(booth, grant_id)
    if grant.person_id != by.id:
        authorize(by, booth.id, can_manage_members)
    _end(grant, by)


@transactional
def end_all_help(booth: Booth, grant_id: int, *, by: Person) -> None:
    """End every grant of the booth that whoever took this one holds, from their next request on. Twice is once.

    Raises GrantNotThere, also where nobody took it; NotYourPart to all but owners.
    """
    authorize(by, booth.id, can_manage_members)
    helper_id = grant_of(booth, grant_id).person_id
    if helper_id is None:
        raise GrantNotThere
    for grant in grants_held(booth, helper_id):
        _end(grant, by)


def _end(grant: HelperGrant, by: Person) -> None:
    if grant.ended_at is None:
        grant.ended_at = clock.now()
        audit.note("booth.help_ended", by=by.id, booth=grant.booth_id, subject=f"grant:{grant.id}")


@transactional
def note_act(grant: HelperGrant, *, permission: str, what: str) -> None:
    """Keep that a helper sets out to do something; raise GrantNotThere when the grant no longer lets them."""
    now = clock.now()
    allowed = {"products": grant.may_edit_products, "orders": grant.may_handle_orders}
    if grant.person_id is None or not grant.is_in_force(now) or not allowed[permission]:
        raise GrantNotThere
    db.session.add(
        HelperAct(
            booth_id=grant.booth_id, grant_id=grant.id, person_id=grant.person_id, permission=permission, what=what,
            at=now,
        )
    )  # fmt: skip


@transactional
def note_reading(grant: HelperGrant, *, what: str) -> bool:
    """Keep that a helper opens a list of buyers; False when it is one too many today, which the owner hears once."""
    begin = clock.day_start(clock.today())
    today = select(HelperAct.what).where(
        HelperAct.booth_id == grant.booth_id, HelperAct.grant_id == grant.id, HelperAct.at >= begin,
        or_(HelperAct.what.startswith(READING), HelperAct.what == READ_TOO_MUCH),
    )  # fmt: skip
    noted = db.session.scalars(today.limit(MOST_READINGS + 1)).all()
    if READ_TOO_MUCH in noted:
        return False
    if len(noted) >= MOST_READINGS:
        note_act(grant, permission="orders", what=READ_TOO_MUCH)
        record(HelperReadTooMuch(grant_id=grant.id, day=clock.today().isoformat()))
        return False
    note_act(grant, permission="orders", what=READING + what)
    return True


def _works_in(person: Person, booth_id: int) -> bool:
    found = select(Membership.id).where(Membership.booth_id == booth_id, Membership.person_id == person.id)
    return db.session.scalar(found) is not None
