"""The broadcast that is on air and the one that is coming: what the first page of the demo world begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.clock import day_start, local_day
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.demo.booths import open_booths_of
from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.actions import (
    BroadcastFacts,
    CampaignFacts,
    LiveTerms,
    ReadingRow,
    Source,
    Visit,
    accept_rules,
    add_broadcast,
    add_to_line_up,
    answer_for_missing,
    answer_invitation,
    begin_broadcast,
    check_host,
    create_campaign,
    create_link,
    create_pin,
    end_broadcast,
    end_campaign,
    follow,
    invite_booth,
    propose_goods,
    record_readings,
    review_readings,
    schedule_campaign,
    set_goals,
)
from marketplace.domain.livestream.models import Broadcast, Campaign, Reading, TrackingLink
from marketplace.domain.livestream.queries import invitation_to
from marketplace.domain.stock.models import StockLevel

ITEMS = 10
ASKED = 3
GOALS = {"views": 5_000, "orders_secured": 300, "value_secured": 40_000_000, "booths": 8}
# Long enough to be looked at the next day too.
LONG_HOURS = 47
# How many days ago, what it was called, where it was shown, how many bought.
PAST_EVENINGS = ((10, "Tối chợ Khe Sanh", "facebook", 4), (4, "Tối đặc sản vùng cao", "tiktok", 6))
ENGLISH = {"Tối chợ Khe Sanh": "A market evening at Khe Sanh", "Tối đặc sản vùng cao": "An evening of the highlands"}
PHONE_BROWSER = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
# Of each evening: who followed its link, and what its platform said.
CROWD = 45
SAID = {"views": 1_840, "unique_viewers": 1_260, "peak_viewers": 94, "comments": 215}
POINTS = (
    "Mở nắp cho khách ngửi mùi trước, nhắc ngày đóng gói.",
    "Kể chuyện người làm: nhà ai, xã nào, mấy năm rồi.\nNhắc quà kèm khi mua hai phần.",
    "Nếm thử trước máy quay.",
    "Chiếu giấy chứng nhận, đọc hạn sử dụng.",
    "Nói cách bảo quản sau khi mở.",
    "Nhắc mã CHIEUCUA và phí giao hàng.",
)


def plan_next_broadcast(organizer: Person, seller: Person, now: datetime) -> Campaign:
    """Plan the next evening's broadcasts on two platforms with a line-up over several booths.

    The seller's booths are asked to take part and have not answered yet.
    """
    evening = day_start(local_day(now) + timedelta(days=1)) + timedelta(hours=20)
    with transaction():
        campaign = create_campaign(
            CampaignFacts(
                name="Chợ phiên đặc sản Quảng Trị",
                name_en="Quảng Trị specialities night market",
                summary="Mười món của mười nhà làm, giá riêng trong phiên live. Dữ liệu mẫu.",
                summary_en="Ten products from ten makers at live prices. Sample data.",
            ),
            by=organizer,
            is_sample=True,
        )
        tiktok = _broadcast(campaign, "tiktok", "Chợ phiên trên TikTok", evening, "CHOPHIEN", organizer)
        _broadcast(campaign, "facebook", "Chợ phiên trên Facebook", evening, "CHOPHIENFB", organizer)
        set_goals(campaign, GOALS, by=organizer)
        for variant, price in dear_variants(ITEMS):
            terms = LiveTerms(price=price * 85 // 100 // 1000 * 1000, quantity=20, per_buyer=3)
            add_to_line_up(tiktok, variant.id, terms, by=organizer)
        for variant, price in dear_variants(ASKED, skip=ITEMS):
            _propose(campaign, variant, price, organizer)
        for booth in open_booths_of(seller):
            if invitation_to(campaign, booth) is None:
                invite_booth(campaign, booth, "Mời gian hàng lên sóng tối mai. Dữ liệu mẫu.", by=organizer)
        schedule_campaign(campaign, by=organizer)
    return campaign


def _propose(campaign: Campaign, variant: Variant, price: int, organizer: Person) -> None:
    """A booth that was asked, said yes and waits to hear what becomes of its proposal."""
    invitation = invite_booth(campaign, variant.product.booth, "Mời gian hàng lên sóng. Dữ liệu mẫu.", by=organizer)
    answer_invitation(invitation, accepts=True, by=organizer)
    terms = LiveTerms(price=price * 9 // 10 // 1000 * 1000, quantity=15, per_buyer=2)
    propose_goods(invitation, variant.id, terms, by=organizer)


def go_on_air(organizer: Person, now: datetime) -> Campaign:
    """A small broadcast that runs now, with an item pinned: what the live desk and the live page show."""
    with transaction():
        campaign = create_campaign(
            CampaignFacts(
                name="Chiều nay ở Cùa",
                name_en="This afternoon at Cùa",
                summary="Sáu món vừa đóng gói, giá riêng đến hết buổi. Dữ liệu mẫu.",
                summary_en="Six things packed today, at live prices until the broadcast ends. Sample data.",
            ),
            by=organizer,
            is_sample=True,
        )
        broadcast = _broadcast(campaign, "tiktok", "Phiên trực tiếp", now, "CHIEUCUA", organizer, hours=LONG_HOURS)
        points = iter(POINTS)
        items = [
            add_to_line_up(
                broadcast, variant.id,
                LiveTerms(price=price * 9 // 10 // 1000 * 1000, quantity=12, per_buyer=2, talking_points=next(points)),
                by=organizer,
            )
            for variant, price in dear_variants(len(POINTS), skip=ITEMS)
        ]  # fmt: skip
        schedule_campaign(campaign, by=organizer)
        _make_ready(broadcast, organizer)
        begin_broadcast(broadcast, by=organizer)
        create_pin(items[1], by=organizer)
    return campaign


@dataclass(frozen=True)
class Evening:
    """A broadcast that is over: when it began, its links, and how many bought by them."""

    starts_at: datetime
    links: Sequence[str]
    buyers: int


def look_back_on(organizer: Person, admin: Person, now: datetime) -> list[Evening]:
    """Two evenings of the last weeks on two platforms, closed long ago: what a booth's own figures tell apart."""
    today = day_start(local_day(now))
    evenings = [
        _evening(organizer, admin, today - timedelta(days=ago) + timedelta(hours=20), title, platform, buyers)
        for ago, title, platform, buyers in PAST_EVENINGS
    ]
    for evening in evenings:
        with clock.frozen(evening.starts_at + timedelta(minutes=10)):
            for number in range(CROWD):
                follow(evening.links[0], Visit(f"{evening.links[0]}-{number}", PHONE_BROWSER))
    return evenings


def _evening(organizer: Person, admin: Person, starts_at: datetime, title: str, platform: str, buyers: int) -> Evening:
    with clock.frozen(starts_at - timedelta(hours=3)) as hands, transaction():
        campaign = create_campaign(
            CampaignFacts(
                name=title, name_en=ENGLISH[title],
                summary="Phiên đã qua. Dữ liệu mẫu.", summary_en="An evening that is over. Sample data.",
            ),
            by=organizer, is_sample=True,
        )  # fmt: skip
        code = f"MAU{platform.upper()}"
        broadcast = _broadcast(campaign, platform, "Phiên tối", starts_at, code, organizer)
        for variant, _price in dear_variants(ASKED):
            add_to_line_up(broadcast, variant.id, LiveTerms(), by=organizer)
        schedule_campaign(campaign, by=organizer)
        _make_ready(broadcast, organizer)
        hands.move(hours=3)
        begin_broadcast(broadcast, by=organizer)
        hands.move(hours=2)
        _note_what_was_said(broadcast, organizer, admin)
        end_broadcast(broadcast, by=organizer)
        end_campaign(campaign, by=organizer)
        links = db.session.scalars(
            select(TrackingLink.code).where(TrackingLink.broadcast_id == broadcast.id).order_by(TrackingLink.id)
        ).all()
        return Evening(starts_at, links, buyers)


def _note_what_was_said(broadcast: Broadcast, organizer: Person, admin: Person) -> None:
    """The platform's screen every twenty minutes, a running total, and all it said at the end."""
    begin, end = broadcast.starts_at, clock.now()
    rows = [
        ReadingRow(begin + timedelta(minutes=minutes), {"views": SAID["views"] * minutes // 120})
        for minutes in range(20, 120, 20)
    ]
    source = Source("typed", f"evening-{broadcast.id}", organizer.id, evidence_note="Ảnh màn hình (mẫu)")
    record_readings(broadcast, [*rows, ReadingRow(end, SAID)], source)
    noted = db.session.scalars(select(Reading.id).where(Reading.broadcast_id == broadcast.id)).all()
    review_readings(broadcast.campaign, noted, by=admin)


def _make_ready(broadcast: Broadcast, organizer: Person) -> None:
    check_host(broadcast, "Lê Thị Ngọc (mẫu)", "vneid", by=organizer)
    accept_rules(broadcast, by=organizer)
    answer_for_missing(broadcast, "Dữ liệu mẫu: giấy tờ của vài món chưa được đưa lên.", by=organizer)


def _broadcast(
    campaign: Campaign, platform: str, title: str, starts_at: datetime, code: str, organizer: Person, hours: int = 2
) -> Broadcast:
    facts = BroadcastFacts(
        platform=platform, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours),
        host_name="Tỉnh Đoàn (mẫu)", code=code,
    )  # fmt: skip
    broadcast = add_broadcast(campaign, facts, by=organizer)
    create_link(broadcast, by=organizer)
    create_link(broadcast, by=organizer, medium="qr")
    return broadcast


def dear_variants(count: int, skip: int = 0) -> list[tuple[Variant, int]]:
    """One well-stocked variant from each of `count` booths after the first `skip`, with its price."""
    first = (
        select(func.min(Variant.id))
        .join(Product, Product.id == Variant.product_id)
        .join(StockLevel, StockLevel.variant_id == Variant.id)
        .where(Product.state == "on_sale", StockLevel.available >= 20)
        .group_by(Variant.booth_id)
    )
    wanted = select(Variant).where(Variant.id.in_(first)).order_by(Variant.id).offset(skip).limit(count)
    return [(variant, variant.price) for variant in db.session.scalars(wanted)]
