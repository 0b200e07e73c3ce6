"""Writing down rates, and for which booths tax is kept back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.errors import NotAllowed
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.ledger.access import can_set_rates
from marketplace.domain.ledger.errors import (
    NameOrReasonMissing,
    RateInThePast,
    RateOutOfBounds,
    RateTooSoon,
    ReasonMissing,
    SameRate,
    UnknownKind,
    WithholdingUnchanged,
)
from marketplace.domain.ledger.models import Rate, Withholding
from marketplace.domain.ledger.queries import withholding_of
from marketplace.domain.ledger.rules import FEE_NOTICE, KINDS, MOST_POINTS, PAYMENT_FEE, must_be_announced
from marketplace.domain.orders.rules import PAYMENT_METHODS

LONGEST_NAME = 80
LONGEST_REASON = 500


@transactional
def set_rate(
    kind: str, *, basis_points: int, starts_on: date, name: str, reason: str, by: Person, method: str = "",
    name_en: str = "",
) -> Rate:  # fmt: skip
    """Write down a rate from a day on; what came before keeps its rates.

    Raises NotAllowed, UnknownKind, RateOutOfBounds, NameOrReasonMissing, RateInThePast, RateTooSoon, SameRate.
    """
    if not can_set_rates(by):
        raise NotAllowed
    if kind not in KINDS or method not in (PAYMENT_METHODS if kind == PAYMENT_FEE else ("",)):
        raise UnknownKind
    if not 0 <= basis_points <= MOST_POINTS[kind]:
        raise RateOutOfBounds(most=MOST_POINTS[kind] // 100)
    name, reason = clean(name)[:LONGEST_NAME], clean(reason)[:LONGEST_REASON]
    if not name or not reason:
        raise NameOrReasonMissing(field="reason" if name else "name")
    _check_day(kind, method, basis_points, starts_on)
    rate = Rate(
        kind=kind, method=method, name=name, name_en=clean(name_en)[:LONGEST_NAME], basis_points=basis_points,
        starts_on=starts_on, reason=reason, recorded_on=clock.today(), recorded_at=clock.now(), recorded_by_id=by.id,
    )  # fmt: skip
    _refuse_twice(rate)
    db.session.add(rate)
    db.session.flush()
    audit.note(
        "rate.set", by=by.id, subject=f"rate:{rate.id}",
        details={"kind": kind, "method": method, "basis_points": basis_points, "starts_on": starts_on.isoformat()},
    )  # fmt: skip
    return rate


@transactional
def set_withholding(booth: Booth, *, is_on: bool, reason: str, by: Person) -> Withholding:
    """Keep back tax of what this booth sells from now on, or no longer.

    Raises NotAllowed, ReasonMissing, WithholdingUnchanged.
    """
    if not can_set_rates(by):
        raise NotAllowed
    reason = clean(reason)[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing
    last = withholding_of(booth.id)
    if is_on == (last is not None and last.is_on):
        raise WithholdingUnchanged
    said = Withholding(booth_id=booth.id, is_on=is_on, reason=reason, at=clock.now(), by_id=by.id)
    db.session.add(said)
    db.session.flush()
    audit.note(
        "withholding.on" if is_on else "withholding.off", by=by.id, subject=f"booth:{booth.id}", booth=booth.id,
        details={"reason": reason},
    )  # fmt: skip
    return said


def _check_day(kind: str, method: str, basis_points: int, starts_on: date) -> None:
    today = clock.today()
    if starts_on < today:
        raise RateInThePast
    before = _points_before(kind, method, starts_on)
    is_trading = bool(db.session.scalar(select(exists().where(Booth.state == "open"))))
    earliest = today + FEE_NOTICE
    if must_be_announced(kind, basis_points, before, is_trading=is_trading) and starts_on < earliest:
        raise RateTooSoon(days=FEE_NOTICE.days, earliest=clock.format_day(earliest))


def _points_before(kind: str, method: str, day: date) -> int:
    """What was to be taken on that day."""
    begun = select(Rate.basis_points).where(Rate.kind == kind, Rate.method == method, Rate.starts_on <= day)
    return db.session.scalar(begun.order_by(Rate.starts_on.desc(), Rate.id.desc()).limit(1)) or 0


def _refuse_twice(rate: Rate) -> None:
    of_that_day = select(Rate).where(
        Rate.kind == rate.kind, Rate.method == rate.method, Rate.starts_on == rate.starts_on
    )
    last = db.session.scalar(of_that_day.order_by(Rate.id.desc()).limit(1))
    if last is not None and (last.basis_points, last.name) == (rate.basis_points, rate.name):
        raise SameRate
