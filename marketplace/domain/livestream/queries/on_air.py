"""What is on air and what comes next, for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign


@dataclass(frozen=True, slots=True)
class Showing:
    """A broadcast that is on air or will be, as shoppers are told of it."""

    campaign_slug: str
    campaign_name: str
    campaign_name_en: str
    title: str
    host_name: str
    platform: str
    is_live: bool
    starts_at: datetime
    ends_at: datetime


def showings(at: datetime, *, most: int = 3) -> list[Showing]:
    """The broadcasts on air, then the next to begin, of campaigns that everybody may know of."""
    found = select(
        Campaign.slug, Campaign.name, Campaign.name_en, Broadcast.title, Broadcast.host_name, Broadcast.platform,
        (Broadcast.state == "live").label("is_live"), Broadcast.starts_at, Broadcast.ends_at,
    )  # fmt: skip
    found = found.join(Campaign, Campaign.id == Broadcast.campaign_id).where(
        Campaign.state.in_(("scheduled", "live")), Broadcast.state.in_(("planned", "live")), Broadcast.ends_at > at
    )
    order = (Broadcast.state == "planned", Broadcast.starts_at, Broadcast.id)
    return [Showing(*row) for row in db.session.execute(found.order_by(*order).limit(most))]
