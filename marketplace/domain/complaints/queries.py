"""Reads about complaints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.complaints.errors import ComplaintNotThere
from marketplace.domain.complaints.models import Complaint, ComplaintStep

PER_PAGE = 50


@dataclass(frozen=True)
class WaitingComplaint:
    """An open complaint, how long it has waited, and how long is left to answer it (below zero: too late)."""

    complaint: Complaint
    waited: timedelta
    left: timedelta

    @property
    def is_late(self) -> bool:
        """Whether it should have been answered by now."""
        return self.complaint.answered_at is None and self.left < timedelta(0)


def waiting_complaints() -> list[WaitingComplaint]:
    """The open complaints: those without an answer first, the nearest deadline on top."""
    found = _whole().where(Complaint.state == "open")
    ordered = found.order_by(Complaint.answered_at.is_not(None), Complaint.due_at, Complaint.id)
    now = clock.now()
    return [_waiting(complaint, now) for complaint in db.session.scalars(ordered)]


def closed_complaints(*, limit: int = PER_PAGE, offset: int = 0) -> Sequence[Complaint]:
    """The closed ones, the last closed first."""
    found = _whole().where(Complaint.state == "closed").order_by(Complaint.closed_at.desc(), Complaint.id.desc())
    return db.session.scalars(found.limit(limit).offset(offset)).all()


def complaints_of(person: Person) -> Sequence[Complaint]:
    """What a person complained about, newest first."""
    found = _whole().where(Complaint.person_id == person.id).order_by(Complaint.id.desc())
    return db.session.scalars(found.limit(PER_PAGE)).all()


def open_complaint_codes(person: Person) -> Sequence[str]:
    """The codes of all of a person's complaints that wait for an answer, however many there are."""
    found = select(Complaint.code).where(Complaint.person_id == person.id, Complaint.state == "open")
    return db.session.scalars(found.order_by(Complaint.id)).all()


def complaint_by_code(code: str) -> Complaint:
    """The complaint with this code, for organizers and letters; raise ComplaintNotThere."""
    found = db.session.scalar(_whole().options(selectinload(Complaint.steps)).where(Complaint.code == code))
    if found is None:
        raise ComplaintNotThere
    return found


def complaint_by_id(complaint_id: int) -> Complaint:
    """The complaint that news is about."""
    return db.session.get_one(Complaint, complaint_id, populate_existing=True)


def times_complained_about(complaint: Complaint) -> int:
    """How many other complaints there have been about the same booth."""
    others = select(func.count()).select_from(Complaint)
    mine = others.where(Complaint.booth_id == complaint.booth_id, Complaint.id != complaint.id)
    return db.session.scalar(mine) or 0


def said_to_complainant(complaint: Complaint) -> list[ComplaintStep]:
    """What the complainant may read: all but the organizers' notes."""
    return [step for step in complaint.steps if step.kind != "note"]


def _waiting(complaint: Complaint, now: datetime) -> WaitingComplaint:
    return WaitingComplaint(complaint, now - complaint.received_at, complaint.due_at - now)


def _whole() -> Select[Complaint]:
    return select(Complaint).options(
        joinedload(Complaint.booth), joinedload(Complaint.product), joinedload(Complaint.order)
    )
