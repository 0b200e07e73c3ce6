"""A broadcast to write orders down against."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.livestream.models import Broadcast, Campaign


def a_broadcast(person) -> Broadcast:
    """One broadcast of one campaign."""
    now = clock.now()
    campaign = Campaign(slug="tet", name="Chợ Tết", created_by_id=person.id, created_at=now)
    with transaction():
        db.session.add(campaign)
        db.session.flush()
        broadcast = Broadcast(
            campaign_id=campaign.id, platform="tiktok", title="Tối thứ bảy", starts_at=now,
            ends_at=now + timedelta(hours=2),
        )  # fmt: skip
        db.session.add(broadcast)
    return broadcast
