"""Reads about booths and the people in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union
from sqlalchemy.orm import aliased, contains_eager, joinedload, lazyload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.slugs import target_of_past_slug
from marketplace.core.text import slugify
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import BoothNotThere, GrantNotThere, MakerNotThere, MemberNotThere, NotYourPart
from marketplace.domain.booths.models import Booth, BoothStep, HelperAct, HelperGrant, Maker, Membership, Part
from marketplace.domain.booths.rules import READING


@dataclass(frozen=True)
class WaitingBooth:
    """An application in the organizers' queue and how long it has waited."""

    booth: Booth
    since: datetime
    waited: timedelta


def booths_of(person: Person) -> Sequence[Booth]:
    """The booths this person works in or helps now, their own first and the oldest part first."""
    return list(dict.fromkeys(part.booth for part in parts_of(person)))


def parts_of(person: Person) -> Sequence[Part]:
    """Every part this person has in a booth now: memberships first, then grants in force, the oldest first.

    One statement, because every page of a desk asks it.
    """
    belongs = select(Membership.booth_id).where(Membership.person_id == person.id)
    in_force = _in_force(clock.now()).where(HelperGrant.person_id == person.id)
    found = (
        select(Membership, HelperGrant)
        .select_from(Booth)
        .outerjoin(Membership, (Membership.booth_id == Booth.id) & (Membership.person_id == person.id))
        .outerjoin(
            HelperGrant,
            (HelperGrant.booth_id == Booth.id) & HelperGrant.id.in_(in_force.with_only_columns(HelperGrant.id)),
        )
        .where(Booth.id.in_(union(belongs, in_force.with_only_columns(HelperGrant.booth_id))))
        .options(contains_eager(Membership.booth), contains_eager(HelperGrant.booth), lazyload(Membership.person))
    )
    rows = db.session.execute(found).unique().all()
    memberships = {row[0].id: row[0] for row in rows if row[0] is not None}
    grants = {row[1].id: row[1] for row in rows if row[1] is not None}
    return [*(memberships[key] for key in sorted(memberships)), *(grants[key] for key in sorted(grants))]


def parts_in(booth: Booth, parts: Sequence[Part]) -> Sequence[Part]:
    """Those of these parts that count in a booth: the membership, else the grants, the one that ends last first."""
    return _that_count([part for part in parts if part.booth_id == booth.id])


def booth_for(person: Person, slug: str) -> Booth:
    """The booth of this name that the person has a part in; raise BoothNotThere for anybody else."""
    booth = next((booth for booth in booths_of(person) if booth.slug == slug), None)
    if booth is None:
        raise BoothNotThere
    return booth


def part_of(person: Person, booth_id: int) -> Part | None:
    """The person's part in the booth, if any: their membership, else the grant in force that ends last."""
    return next(iter(_parts_of(person, booth_id)), None)


def authorize(person: Person, booth_id: int, may: Callable[[Part | None], bool]) -> Part:
    """The part in the booth that lets the person do this; raise BoothNotThere to strangers, NotYourPart to others."""
    parts = _parts_of(person, booth_id)
    if not parts:
        raise BoothNotThere
    part = next((part for part in parts if may(part)), None)
    if part is None:
        raise NotYourPart
    return part


def _parts_of(person: Person, booth_id: int) -> Sequence[Part]:
    found = select(Membership).where(Membership.booth_id == booth_id, Membership.person_id == person.id)
    membership = db.session.scalar(found)
    if membership is not None:
        return [membership]
    grants = _in_force(clock.now()).where(HelperGrant.booth_id == booth_id, HelperGrant.person_id == person.id)
    return _that_count(db.session.scalars(grants).all())


def _that_count(parts: Sequence[Part]) -> Sequence[Part]:
    own = [part for part in parts if isinstance(part, Membership)]
    grants = [part for part in parts if isinstance(part, HelperGrant)]
    grants.sort(key=lambda grant: (grant.until_at or grant.offered_at, grant.id), reverse=True)
    return own or grants


def grants_taken_by(person: Person) -> Sequence[HelperGrant]:
    """What this person may help with now, the oldest first."""
    found = _in_force(clock.now()).where(HelperGrant.person_id == person.id).order_by(HelperGrant.id)
    return db.session.scalars(found).all()


def grants_of(booth: Booth, *, limit: int = 30) -> Sequence[HelperGrant]:
    """The grants of a booth, the newest first, those that are over as well."""
    found = select(HelperGrant).where(HelperGrant.booth_id == booth.id).order_by(HelperGrant.id.desc()).limit(limit)
    return db.session.scalars(found.options(joinedload(HelperGrant.person))).all()


def grants_held(booth: Booth, person_id: int) -> Sequence[HelperGrant]:
    """By what this person may help in the booth now, the oldest first."""
    here = _in_force(clock.now()).where(HelperGrant.booth_id == booth.id, HelperGrant.person_id == person_id)
    return db.session.scalars(here.order_by(HelperGrant.id)).all()


def grant_of(booth: Booth, grant_id: int) -> HelperGrant:
    """One grant of this booth; raise GrantNotThere."""
    found = select(HelperGrant).where(HelperGrant.booth_id == booth.id, HelperGrant.id == grant_id)
    grant = db.session.scalar(found)
    if grant is None:
        raise GrantNotThere
    return grant


def acts_in(booth: Booth, *, limit: int = 50) -> Sequence[HelperAct]:
    """What helpers did in the booth, the newest first."""
    found = (
        select(HelperAct)
        .where(HelperAct.booth_id == booth.id, ~HelperAct.what.startswith(READING))
        .order_by(HelperAct.id.desc())
        .limit(limit)
    )
    return db.session.scalars(found).all()


def members_of(booth: Booth) -> Sequence[Membership]:
    """Everybody in the booth, owners first."""
    rank = func.instr if db.session.get_bind().dialect.name == "sqlite" else func.strpos
    found = select(Membership).where(Membership.booth_id == booth.id)
    order = rank("owner manager packer", Membership.role)
    return db.session.scalars(found.order_by(order, Membership.id)).unique().all()


def last_owner_of(booth: Booth) -> Membership | None:
    """The owner without whom the booth would have none; None while there are several."""
    owners = select(Membership).where(Membership.booth_id == booth.id, Membership.role == "owner")
    found = db.session.scalars(owners.limit(2)).unique().all()
    return found[0] if len(found) == 1 else None


def member_of(booth: Booth, membership_id: int) -> Membership:
    """One part in this booth; raise MemberNotThere."""
    found = select(Membership).where(Membership.booth_id == booth.id, Membership.id == membership_id)
    membership = db.session.scalar(found)
    if membership is None:
        raise MemberNotThere
    return membership


def makers_of(booth: Booth) -> Sequence[Maker]:
    """The people whom the booth shows, in the order in which they were written down."""
    return db.session.scalars(select(Maker).where(Maker.booth_id == booth.id).order_by(Maker.id)).all()


def maker_of(booth: Booth, maker_id: int) -> Maker:
    """One of the people whom the booth shows; raise MakerNotThere."""
    maker = db.session.scalar(select(Maker).where(Maker.booth_id == booth.id, Maker.id == maker_id))
    if maker is None:
        raise MakerNotThere
    return maker


def open_booths(
    *, commune_code: str | None = None, youth: bool = False, limit: int | None = None, offset: int = 0
) -> Sequence[Booth]:
    """The booths that shoppers see, in Vietnamese order."""
    found = select(Booth).where(*_open(commune_code, youth)).order_by(Booth.sort_key, Booth.id)
    return db.session.scalars(found.limit(limit).offset(offset)).all()


def open_booth_count(*, commune_code: str | None = None, youth: bool = False) -> int:
    """How many booths shoppers see."""
    return db.session.scalar(select(func.count(Booth.id)).where(*_open(commune_code, youth))) or 0


def open_booth_by_slug(slug: str) -> Booth:
    """The open booth of this name; raise BoothNotThere."""
    booth = db.session.scalar(select(Booth).where(Booth.slug == slug, Booth.state == "open"))
    if booth is None:
        raise BoothNotThere
    return booth


def booth_by_slug(slug: str) -> Booth:
    """The booth of this name in any state, for organizers; raise BoothNotThere."""
    booth = db.session.scalar(select(Booth).where(Booth.slug == slug))
    if booth is None:
        raise BoothNotThere
    return booth


def booth_of_id(booth_id: int) -> Booth:
    """The booth of this number in any state, for organizers and handlers; raise BoothNotThere."""
    booth = db.session.get(Booth, booth_id)
    if booth is None:
        raise BoothNotThere
    return booth


def current_slug_of(past: str) -> str | None:
    """The slug that an open booth has today, for the address it once had."""
    booth_id = target_of_past_slug("booth", past)
    if booth_id is None:
        return None
    return db.session.scalar(select(Booth.slug).where(Booth.id == booth_id, Booth.state == "open"))


def waiting_booths() -> list[WaitingBooth]:
    """The applications that wait, the longest wait first."""
    found = select(Booth).where(Booth.state == "submitted").order_by(Booth.submitted_at, Booth.id)
    now = clock.now()
    return [
        WaitingBooth(booth, since, now - since)
        for booth in db.session.scalars(found)
        if (since := booth.submitted_at or booth.created_at)
    ]


def booths_in_state(
    state: str | None = None, *, text: str = "", limit: int = 50, offset: int = 0
) -> tuple[Sequence[Booth], int]:
    """A page of booths for organizers, by name, and how many there are in all."""
    wanted = [Booth.state == state] if state else []
    if text.strip():
        wanted.append(_named_like(text))
    found = select(Booth).where(*wanted).order_by(Booth.sort_key, Booth.id).limit(limit).offset(offset)
    count = db.session.scalar(select(func.count(Booth.id)).where(*wanted)) or 0
    return db.session.scalars(found).all(), count


def booth_counts() -> dict[str, int]:
    """How many booths are in each state."""
    rows = db.session.execute(select(Booth.state, func.count(Booth.id)).group_by(Booth.state))
    return dict(iter(rows))


def steps_of_booth(booth: Booth) -> Sequence[BoothStep]:
    """What happened to the booth, the newest first."""
    found = select(BoothStep).where(BoothStep.booth_id == booth.id).order_by(BoothStep.seq.desc())
    return db.session.scalars(found).all()


def _in_force(at: datetime) -> Select[HelperGrant]:
    return select(HelperGrant).where(
        HelperGrant.ended_at.is_(None), HelperGrant.from_at <= at, HelperGrant.until_at > at
    )


def _open(commune_code: str | None, youth: bool) -> list[ColumnElement[bool]]:
    wanted = [Booth.state == "open"]
    if commune_code:
        wanted.append(Booth.commune_code == commune_code)
    if youth:
        wanted.append(Booth.is_youth_startup.is_(True))
    return wanted


def _named_like(text: str) -> ColumnElement[bool]:
    return or_(
        Booth.name.icontains(text.strip(), autoescape=True),
        Booth.slug.contains(slugify(text) or text.strip(), autoescape=True),
        Booth.tax_code == text.strip(),
    )


def owned_alone(person_id: int) -> Sequence[Booth]:
    """The booths of which this person is the only owner."""
    other = aliased(Membership)
    others = exists().where(other.booth_id == Booth.id, other.role == "owner", other.person_id != person_id)
    mine = select(Booth).join(Membership, Membership.booth_id == Booth.id)
    mine = mine.where(Membership.person_id == person_id, Membership.role == "owner", ~others)
    return db.session.scalars(mine.order_by(Booth.sort_key, Booth.id)).all()
