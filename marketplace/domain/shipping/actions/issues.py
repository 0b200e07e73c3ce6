"""What a carrier says and does not fit is written down for the booth's people, never mended silently."""

from __future__ import annotations

from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.errors import NotThere
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.events import CarrierIssueOpened
from marketplace.domain.shipping.models import Booking, CarrierIssue


@transactional
def open_issue(booking: Booking, kind: str, about: str = "", **facts: object) -> None:
    """Ask the booth's people to look at what a carrier says; the same matter is asked about once."""
    matter = {"booking_id": booking.id, "kind": kind, "about": about[:100]}
    if insert_once(CarrierIssue, booth_id=booking.booth_id, facts=facts, opened_at=clock.now(), **matter):
        found = select(CarrierIssue.id).filter_by(booth_id=booking.booth_id, **matter)
        record(CarrierIssueOpened(db.session.execute(found).scalar_one()))


@transactional
def close_issue(order: Order, issue_id: int, *, by: Person) -> None:
    """Say that it was looked at; twice is once. Raises NotThere for one of another order."""
    found = select(CarrierIssue).join(Booking, Booking.id == CarrierIssue.booking_id)
    ours = found.where(
        CarrierIssue.id == issue_id, CarrierIssue.booth_id == order.booth_id, Booking.booth_id == order.booth_id,
        Booking.order_id == order.id,
    )  # fmt: skip
    issue = db.session.scalar(ours)
    if issue is None:
        raise NotThere
    still_open = update(CarrierIssue).where(
        CarrierIssue.id == issue.id, CarrierIssue.booth_id == order.booth_id, CarrierIssue.closed_at.is_(None)
    )
    db.session.execute(still_open.values(closed_at=clock.now(), closed_by_id=by.id))
