"""The other campaigns whose figures are closed: what a campaign is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign


@dataclass(frozen=True)
class ClosedCampaign:
    """A campaign as it was signed off; `began_at` is the start of its first broadcast."""

    name: str
    slug: str
    is_sample: bool
    published_at: datetime | None
    began_at: datetime | None
    figures: Mapping[str, Any]


def closed_beside(campaign: Campaign) -> tuple[ClosedCampaign, ...]:
    """Every other campaign with closed figures, the last that began first; one statement."""
    begins = (
        select(func.min(Broadcast.starts_at))
        .where(Broadcast.campaign_id == Campaign.id, Broadcast.state != "cancelled")
        .scalar_subquery()
    )
    facts = (Campaign.name, Campaign.slug, Campaign.is_sample, Campaign.published_at)
    rows = select(*facts, begins, Campaign.final_figures)
    rows = rows.where(Campaign.state == "reviewed", Campaign.id != campaign.id)
    found = db.session.execute(rows.order_by(begins.desc(), Campaign.id.desc()))
    return tuple(ClosedCampaign(*row) for row in found if row[5])
