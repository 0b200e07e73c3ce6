"""A campaign on its stage: what the tests of this area begin with."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.core import clock
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions import (
    BroadcastFacts,
    CampaignFacts,
    Visit,
    add_broadcast,
    answer_for_missing,
    create_campaign,
)
from marketplace.domain.livestream.models import Broadcast, Campaign

PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A127F) AppleWebKit/537.36 musical_ly_2023 BytedanceWebview/d8a21c6"


def a_campaign(by: Person, **facts) -> Campaign:
    return create_campaign(CampaignFacts(**{"name": "Phiên chợ thanh niên", **facts}), by=by)


def a_broadcast(
    campaign: Campaign, by: Person, *, starts: datetime | None = None, hours: int = 3, cleared: bool = True, **facts
) -> Broadcast:
    """A broadcast that may go on air, unless told otherwise."""
    begin = starts or clock.now()
    values = {"platform": "tiktok", "title": "Buổi tối thứ bảy", "host_name": "quangtri.ocop", **facts}
    broadcast = add_broadcast(
        campaign, BroadcastFacts(starts_at=begin, ends_at=begin + timedelta(hours=hours), **values), by=by
    )
    if cleared:
        answer_for_missing(broadcast, "Buổi phát của một bài kiểm thử.", by=by)
    return broadcast


def a_visit(visitor: str = "visitor-1", **facts) -> Visit:
    return Visit(**{"visitor": visitor, "agent": PHONE, **facts})
