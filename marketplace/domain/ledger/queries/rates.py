"""Which rates there are, and for whom tax is kept back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, true
from sqlalchemy.orm import joinedload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.money import Dong
from marketplace.domain.booths.models import Booth
from marketplace.domain.ledger.models import Rate, Withholding
from marketplace.domain.ledger.rules import KINDS, WITHHELD, Breakdown, RateFacts, alike, by_method, coming, in_force
from marketplace.domain.orders.rules import PAYMENT_METHODS


def rates() -> Sequence[Rate]:
    """Every rate ever written down, the last to begin first; there are a few a year."""
    found = select(Rate).options(joinedload(Rate.recorded_by))
    return db.session.scalars(found.order_by(Rate.starts_on.desc(), Rate.id.desc())).all()


def rate_facts() -> list[RateFacts]:
    """Every rate apart from its row."""
    return [rate.facts() for rate in db.session.scalars(select(Rate).order_by(Rate.id))]


def in_force_now() -> set[int]:
    """The rates that apply to a sale of this moment, where tax is kept back."""
    known, at = rate_facts(), clock.now()
    by_way = (in_force(known, at, method=method, withholds=True) for method in PAYMENT_METHODS)
    return {rate.id for chosen in by_way for rate in chosen.values()}


def withholding_of(booth_id: int, at: datetime | None = None) -> Withholding | None:
    """What was said last, by a moment, of keeping back a booth's tax; nothing was said of most booths."""
    return db.session.scalar(_last_said(booth_id, at or clock.now()))


def _last_said(booth_id: int, at: datetime) -> Select[Withholding]:
    said = select(Withholding).where(Withholding.booth_id == booth_id, Withholding.at <= at)
    return said.order_by(Withholding.at.desc(), Withholding.id.desc()).limit(1)


def withholdings_of(booth: Booth) -> Sequence[Withholding]:
    """All that was ever said of keeping back a booth's tax, newest first."""
    said = select(Withholding).where(Withholding.booth_id == booth.id).options(joinedload(Withholding.by))
    return db.session.scalars(said.order_by(Withholding.at.desc(), Withholding.id.desc())).all()


class WhatIGet:
    """What a booth gets for its prices, by the rates of this moment."""

    def __init__(self, booth: Booth) -> None:
        self._at = clock.now()
        last = _last_said(booth.id, self._at).with_only_columns(Withholding.id).scalar_subquery()
        # From the booth outwards: what was said of it stands there also where no rate was ever written down.
        found = (
            select(Rate, Withholding)
            .select_from(Booth)
            .outerjoin(Rate, true())
            .outerjoin(Withholding, (Withholding.booth_id == Booth.id) & (Withholding.id == last))
            .where(Booth.id == booth.id)
            .order_by(Rate.id)
        )
        rows = db.session.execute(found).all()
        self._rates = [rate.facts() for rate, _said in rows if rate is not None]
        self.withholding: Withholding | None = rows[0][1]

    @property
    def withholds(self) -> bool:
        """Whether tax is kept back for this booth."""
        return self.withholding is not None and self.withholding.is_on

    def for_price(self, price: Dong) -> list[tuple[tuple[str, ...], Breakdown]]:
        """What stays of a price; ways of paying that leave the same stand together."""
        return alike(by_method(price, self._rates, self._at, withholds=self.withholds))

    @property
    def rates(self) -> list[RateFacts]:
        """The rates in force that take something, each once."""
        per_method = (
            in_force(self._rates, self._at, method=method, withholds=self.withholds) for method in PAYMENT_METHODS
        )
        found = {rate.id: rate for rates in per_method for rate in rates.values() if rate.basis_points}
        return sorted(found.values(), key=lambda rate: (KINDS.index(rate.kind), rate.id))

    @property
    def coming(self) -> list[RateFacts]:
        """Rates that are announced; those of tax only where tax is kept back."""
        announced = coming(self._rates, self._at)
        return [rate for rate in announced if self.withholds or rate.kind not in WITHHELD]
