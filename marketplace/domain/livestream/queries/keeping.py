"""The sales of a campaign, kept in each process while what they are counted from stands (decision 0022)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.keeping import KeptAnswers
from marketplace.domain.livestream.models import Broadcast, Campaign, SaleChange
from marketplace.domain.livestream.queries.attribution import own_people
from marketplace.domain.livestream.queries.counting import Sold, count_sales

MOST_CAMPAIGNS = 200
MOST_SECONDS = 3600.0


def sold(campaign: Campaign, broadcasts: Sequence[Broadcast], now: datetime) -> Sold:
    """Every purchase that belongs to the campaign, counted: anew, or as it was counted before where that still stands.

    Two statements where it stands and three where not, however many purchases there are.
    """
    ids = [each.id for each in broadcasts]
    own, changes = own_people(campaign.id), _changes(ids)
    windows = campaign.direct_hours, campaign.assisted_days, *((each.id, each.ends_at) for each in broadcasts)
    version: Hashable = (windows, own, changes)
    kept: KeptAnswers = current_app.extensions.setdefault("kept_sales", KeptAnswers(MOST_CAMPAIGNS, MOST_SECONDS))
    key = campaign.id, tuple(ids)
    found: tuple[tuple[datetime, Sold]] | None = kept.find(key, version)
    if found is not None:
        counted_at, counted = found[0]
        if counted_at <= now and (counted.until is None or now < counted.until):
            return counted
    counted = count_sales(campaign, broadcasts, own, now)
    kept.keep(key, version, (now, counted))
    return counted


def _changes(broadcast_ids: Sequence[int]) -> tuple[int, ...]:
    """How many marks there are, what their numbers add up to and the highest: never twice the same.

    Marks are only added, until at night one with a number above all others takes the place of a broadcast's.
    """
    marks = select(
        func.count(SaleChange.id), func.coalesce(func.sum(SaleChange.id), 0), func.coalesce(func.max(SaleChange.id), 0)
    )
    return tuple(
        int(each) for each in db.session.execute(marks.where(SaleChange.broadcast_id.in_(broadcast_ids))).one()
    )
