"""Planning a campaign and moving it along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import BroadcastFacts, LiveTerms
from marketplace.domain.livestream.errors import (
    AlreadyInLineUp,
    BadAddress,
    BadBroadcastTimes,
    BroadcastCannotMove,
    CampaignCannotMove,
    ExplanationTooShort,
    NameMissing,
    NoBroadcastYet,
    NotOnAir,
    NotOnSale,
    OneTargetOnly,
    StillOnAir,
)
from marketplace.domain.livestream.models import Pin
from marketplace.domain.livestream.queries import line_up_of, links_of, pinned_now
from marketplace.domain.promotions.errors import BadOffer, CodeTaken
from marketplace.domain.promotions.queries import prices_of
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import a_booth, a_product, a_variant, on_sale


def test_a_campaign_needs_a_name(ngoc):
    with pytest.raises(NameMissing):
        a_campaign(ngoc, name="  ")


def test_a_campaign_without_a_broadcast_is_not_scheduled(ngoc):
    with pytest.raises(NoBroadcastYet):
        actions.schedule_campaign(a_campaign(ngoc), by=ngoc)


def test_a_campaign_goes_through_its_states_one_by_one(ngoc):
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    assert (campaign.state, broadcast.state) == ("live", "live")
    with pytest.raises(StillOnAir):
        actions.end_campaign(campaign, by=ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    actions.review_campaign(campaign, by=ngoc)
    assert campaign.state == "reviewed"
    assert campaign.final_figures["orders_placed"] == 0


def test_a_step_taken_twice_is_taken_once(ngoc):
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    assert campaign.state == "live"


def test_a_draft_cannot_end(ngoc):
    with pytest.raises(CampaignCannotMove):
        actions.end_campaign(a_campaign(ngoc), by=ngoc)


def test_a_broadcast_that_is_over_does_not_begin_again(ngoc):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    with pytest.raises(BroadcastCannotMove):
        actions.begin_broadcast(broadcast, by=ngoc)


@pytest.mark.parametrize("hours", [0, -1, 49])
def test_a_broadcast_lasts_between_a_moment_and_two_days(ngoc, hours):
    with pytest.raises(BadBroadcastTimes):
        a_broadcast(a_campaign(ngoc), ngoc, hours=hours)


@pytest.mark.parametrize("url", ["http://www.tiktok.com/@x", "javascript:alert(1)", "//evil.vn", "tiktok"])
def test_a_platforms_address_is_https_or_nothing(ngoc, url):
    with pytest.raises(BadAddress):
        a_broadcast(a_campaign(ngoc), ngoc, url=url)


def test_a_broadcast_that_begins_early_or_ends_early_says_so(ngoc):
    campaign = a_campaign(ngoc)
    now = clock.now()
    with clock.frozen(now) as hands:
        broadcast = a_broadcast(campaign, ngoc, starts=now + timedelta(minutes=20))
        actions.begin_broadcast(broadcast, by=ngoc)
        assert broadcast.starts_at == now
        ended = hands.move(hours=1)
        actions.end_broadcast(broadcast, by=ngoc)
    assert broadcast.ends_at == ended


def test_a_spoken_code_belongs_to_one_broadcast(ngoc):
    campaign = a_campaign(ngoc)
    first = a_broadcast(campaign, ngoc, code="Biển xanh")
    assert (first.voucher.code, first.voucher.kind) == ("BIENXANH", "mark")
    with pytest.raises(CodeTaken):
        a_broadcast(campaign, ngoc, code="bien xanh")


def test_a_live_price_holds_during_the_broadcast_and_ends_with_it(ngoc):
    variant = on_sale(price=120_000)
    campaign = a_campaign(ngoc)
    now = clock.now()
    with clock.frozen(now) as hands:
        broadcast = a_broadcast(campaign, ngoc)
        actions.add_to_line_up(broadcast, variant.id, LiveTerms(99_000, quantity=10, per_buyer=2), by=ngoc)
        actions.begin_broadcast(broadcast, by=ngoc)
        hands.move(minutes=5)
        assert prices_of([variant.id], clock.now())[variant.id].price == 99_000
        actions.end_broadcast(broadcast, by=ngoc)
        assert prices_of([variant.id], clock.now())[variant.id].price == 120_000


def test_a_live_price_must_be_lower(ngoc):
    variant = on_sale(price=120_000)
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    with pytest.raises(BadOffer):
        actions.add_to_line_up(broadcast, variant.id, LiveTerms(120_000), by=ngoc)


def test_moving_a_broadcast_moves_its_live_prices(ngoc):
    variant = on_sale(price=120_000)
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    item = actions.add_to_line_up(broadcast, variant.id, LiveTerms(99_000), by=ngoc)
    later = broadcast.starts_at + timedelta(days=1)
    facts = BroadcastFacts("tiktok", "Dời sang chủ nhật", later, later + timedelta(hours=2))
    actions.edit_broadcast(broadcast, facts, by=ngoc)
    assert (item.offer.starts_at, item.offer.ends_at) == (later, later + timedelta(hours=2))


def test_a_new_live_price_is_a_new_offer(ngoc):
    variant = on_sale(price=120_000)
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    item = actions.add_to_line_up(broadcast, variant.id, LiveTerms(99_000), by=ngoc)
    before = item.offer_id
    actions.change_item(item, LiveTerms(99_000, talking_points="Rang mộc"), by=ngoc)
    assert item.offer_id == before
    actions.change_item(item, LiveTerms(89_000), by=ngoc)
    assert item.offer_id != before
    assert item.offer.price == 89_000


def test_the_line_up_spans_booths_and_holds_a_variant_once(ngoc, booth, rival_booth):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    first, second = on_sale(booth), on_sale(rival_booth)
    one = actions.add_to_line_up(broadcast, first.id, LiveTerms(), by=ngoc)
    two = actions.add_to_line_up(broadcast, second.id, LiveTerms(), by=ngoc)
    with pytest.raises(AlreadyInLineUp):
        actions.add_to_line_up(broadcast, first.id, LiveTerms(), by=ngoc)
    actions.reorder_line_up(broadcast, [two.id], by=ngoc)
    assert [item.id for item in line_up_of([broadcast])] == [two.id, one.id]
    actions.remove_from_line_up(two, by=ngoc)
    assert [item.id for item in line_up_of([broadcast])] == [one.id]


def test_only_what_can_be_bought_comes_into_the_line_up(ngoc):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    hidden = a_variant(a_product(a_booth(), state="hidden"))
    closed = a_variant(a_product(a_booth(state="suspended")))
    for variant_id in (hidden.id, closed.id, 10**9):
        with pytest.raises(NotOnSale):
            actions.add_to_line_up(broadcast, variant_id, LiveTerms(), by=ngoc)


def test_one_item_is_pinned_at_a_time_and_only_on_air(ngoc):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    items = [actions.add_to_line_up(broadcast, on_sale().id, LiveTerms(), by=ngoc) for _ in range(2)]
    with pytest.raises(NotOnAir):
        actions.create_pin(items[0], by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    for item in (items[0], items[1], items[1]):
        actions.create_pin(item, by=ngoc)
    assert pinned_now([broadcast]) == {broadcast.id: items[1].id}
    assert db.session.query(Pin).count() == 2
    actions.delete_pin(broadcast, by=ngoc)
    assert pinned_now([broadcast]) == {}


def test_the_same_link_is_not_made_twice(ngoc, booth):
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc)
    first = actions.create_link(broadcast, by=ngoc, booth_id=booth.id)
    assert actions.create_link(broadcast, by=ngoc, booth_id=booth.id) is first
    printed = actions.create_link(broadcast, by=ngoc, booth_id=booth.id, medium="qr")
    assert [link.code for link in links_of(campaign)] == [first.code, printed.code]


def test_a_link_leads_to_one_place(ngoc, booth):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    with pytest.raises(OneTargetOnly):
        actions.create_link(broadcast, by=ngoc, booth_id=booth.id, product_id=a_product(booth).id)


def test_an_explanation_says_something(ngoc):
    campaign = a_campaign(ngoc)
    with pytest.raises(ExplanationTooShort):
        actions.explain_guard(campaign, "orders_per_view", "Đúng rồi", by=ngoc)


def test_nothing_is_planned_when_the_outer_work_fails(ngoc):
    def work():
        with transaction():
            a_campaign(ngoc)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert db.session.execute(db.text("SELECT COUNT(*) FROM campaigns")).scalar() == 0
