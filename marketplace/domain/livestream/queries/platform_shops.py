"""Shops on platforms that are connected, and the ways to connect one that are under way."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.models import PlatformAuthorization, PlatformShop


def shops_of(booth: Booth | None) -> Sequence[PlatformShop]:
    """The shops of a booth, or of the organizers; those still connected first."""
    rows = select(PlatformShop).where(_of(PlatformShop.booth_id, booth))
    return list(
        db.session.scalars(rows.order_by(PlatformShop.ended_at.is_not(None), PlatformShop.name, PlatformShop.id))
    )


def shop_for(booth: Booth | None, shop_id: int) -> PlatformShop | None:
    """One of these shops."""
    return db.session.scalar(select(PlatformShop).where(PlatformShop.id == shop_id, _of(PlatformShop.booth_id, booth)))


def answered_authorization(person: Person, booth: Booth | None) -> PlatformAuthorization | None:
    """What the platform answered to this person last and waits for a choice."""
    rows = select(PlatformAuthorization).where(_of(PlatformAuthorization.booth_id, booth))
    rows = rows.where(PlatformAuthorization.by_id == person.id, PlatformAuthorization.secrets != "")
    return db.session.scalar(rows.order_by(PlatformAuthorization.id.desc()).limit(1))


def _of(column: InstrumentedAttribute[int | None], booth: Booth | None) -> ColumnElement[bool]:
    return column == booth.id if booth is not None else column.is_(None)
