"""The programme before it goes on air: two broadcasts, a line-up with live prices, goods on the shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from marketplace.core.transactions import transaction
from marketplace.demo.programme import dear_variants
from marketplace.domain.accounts.models import Person
from marketplace.domain.checkout.rules import Placed
from marketplace.domain.livestream.actions import (
    BroadcastFacts,
    CampaignFacts,
    LiveTerms,
    add_broadcast,
    add_to_line_up,
    create_campaign,
    create_link,
    schedule_campaign,
)
from marketplace.domain.livestream.models import Broadcast, Campaign, TrackingLink
from marketplace.domain.stock.actions import receive

ITEMS = 12
STOCK = 5_000


@dataclass
class Evening:
    """The programme while it is played."""

    campaign: Campaign
    broadcasts: list[Broadcast]
    links: list[TrackingLink]
    variant_ids: list[int]
    organizer: Person
    begins: datetime
    placed: dict[int, Placed] = field(default_factory=dict)
    sellers: dict[int, Person] = field(default_factory=dict)


def plan_evening(organizer: Person, begins: datetime) -> Evening:
    """Plan the evening as organizers do."""
    facts = CampaignFacts(
        name="Phiên live tháng trước (phát lại)",
        name_en="Last month's live programme (replayed)",
        summary="Chương trình được phát lại bằng dữ liệu mẫu, qua đúng các bước mà người mua và gian hàng đi.",
        summary_en="The programme replayed on sample data, through the very steps that shoppers and booths take.",
    )
    with transaction():
        campaign = create_campaign(facts, by=organizer, is_sample=True)
        broadcasts = [
            _broadcast(campaign, begins, organizer, *each)
            for each in (("tiktok", "Phiên TikTok", "LENSONG"), ("facebook", "Phiên Facebook", "LENSONGFB"))
        ]
        links = [create_link(broadcast, by=organizer) for broadcast in broadcasts]
        variants = dear_variants(ITEMS)
        for variant, price in variants:
            receive(variant.id, STOCK, by_id=organizer.id, reason="phát lại phiên live")
            terms = LiveTerms(price=max(1_000, price * 9 // 10 // 1000 * 1000))
            add_to_line_up(broadcasts[0], variant.id, terms, by=organizer)
        schedule_campaign(campaign, by=organizer)
    ids = [variant.id for variant, _price in variants]
    return Evening(campaign, broadcasts, links, ids, organizer, begins)


def _broadcast(
    campaign: Campaign, begins: datetime, organizer: Person, platform: str, title: str, code: str
) -> Broadcast:
    facts = BroadcastFacts(
        platform=platform, title=title, starts_at=begins, ends_at=begins + timedelta(hours=2),
        code=f"{code}{campaign.id}",
        host_name="Tỉnh Đoàn (mẫu)",
    )  # fmt: skip
    return add_broadcast(campaign, facts, by=organizer)
