"""Booths in a campaign: asked, answering, proposing; and what each of them may see of the results."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import suspend_booth
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.errors import (
    AlreadyAnswered,
    AlreadyInvited,
    AlreadyProposed,
    AnswerFirst,
    BadGoal,
    BoothNotOpen,
    FiguresClosed,
    NotOnSale,
    ProposalDecided,
    WhyDeclined,
    WhyReturned,
)
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.livestream.queries import (
    booths_to_invite,
    goals_against,
    goals_of,
    line_up_of,
    metrics_of,
    own_part,
)
from marketplace.domain.promotions.errors import BadOffer
from tests.buying import buy
from tests.people import a_booth, on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=120_000, stock=40)


@pytest.fixture
def invitation(campaign, booth, ngoc):
    return actions.invite_booth(campaign, booth, "Mời bán tiêu tối thứ bảy.", by=ngoc)


@pytest.fixture
def accepted(invitation, minh):
    return actions.answer_invitation(invitation, accepts=True, by=minh)


def test_an_invitation_is_a_letter_and_a_row(invitation, booth):
    assert (invitation.state, invitation.booth_id) == ("invited", booth.id)
    letter = db.session.query(Letter).filter(Letter.key.startswith("invitation:")).one()
    assert "/seller/campaigns/" in letter.text
    assert "Mời bán tiêu tối thứ bảy." in letter.text


def test_a_booth_is_asked_once_until_it_says_no(invitation, campaign, booth, minh, ngoc):
    with pytest.raises(AlreadyInvited):
        actions.invite_booth(campaign, booth, by=ngoc)
    actions.answer_invitation(invitation, accepts=False, reason="Đang mùa hái tiêu.", by=minh)
    again = actions.invite_booth(campaign, booth, by=ngoc)
    assert (again.id, again.state, again.reason, again.answered_at) == (invitation.id, "invited", "", None)


def test_a_closed_booth_is_not_asked(campaign, booth, ngoc):
    suspend_booth(booth, reason="Thiếu giấy.", by=ngoc)
    with pytest.raises(BoothNotOpen):
        actions.invite_booth(campaign, booth, by=ngoc)


def test_only_booths_that_may_still_be_asked_are_found(campaign, booth, rival_booth, ngoc):
    assert {each.id for each in booths_to_invite(campaign, "")} == {booth.id, rival_booth.id}
    actions.invite_booth(campaign, booth, by=ngoc)
    assert [each.id for each in booths_to_invite(campaign, "")] == [rival_booth.id]


def test_a_booth_is_found_however_its_name_is_typed(campaign):
    booth = a_booth(name="Cơ sở Đặc sản Đakrông", slug="co-so-dac-san-dakrong")
    for words in ("Đặc sản", "đặc sản", "dac san", "DAKRONG"):
        assert [each.id for each in booths_to_invite(campaign, words)] == [booth.id]
    assert booths_to_invite(campaign, "%") == []


def test_a_no_needs_a_reason_and_an_answer_stands(invitation, minh):
    with pytest.raises(WhyDeclined):
        actions.answer_invitation(invitation, accepts=False, reason="  ", by=minh)
    actions.answer_invitation(invitation, accepts=True, by=minh)
    actions.answer_invitation(invitation, accepts=True, by=minh)
    with pytest.raises(AlreadyAnswered):
        actions.answer_invitation(invitation, accepts=False, reason="Bận.", by=minh)


def test_the_database_refuses_a_no_without_a_reason(invitation):
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(update(Invitation).values(state="declined", reason=""))


def test_goods_are_proposed_after_the_yes(invitation, pepper, minh):
    with pytest.raises(AnswerFirst):
        actions.propose_goods(invitation, pepper.id, LiveTerms(99_000), by=minh)


def test_a_booth_proposes_its_own_goods_below_their_price_once(accepted, pepper, rival_booth, minh):
    with pytest.raises(NotOnSale):
        actions.propose_goods(accepted, on_sale(rival_booth).id, LiveTerms(), by=minh)
    with pytest.raises(BadOffer):
        actions.propose_goods(accepted, pepper.id, LiveTerms(120_000), by=minh)
    actions.propose_goods(accepted, pepper.id, LiveTerms(99_000, quantity=20, per_buyer=2), by=minh)
    with pytest.raises(AlreadyProposed):
        actions.propose_goods(accepted, pepper.id, LiveTerms(98_000), by=minh)


def test_what_is_taken_stands_in_the_line_up_on_the_booths_terms(accepted, broadcast, pepper, minh, ngoc):
    terms = LiveTerms(99_000, quantity=20, per_buyer=2, talking_points="Trồng ở Cùa")
    proposal = actions.propose_goods(accepted, pepper.id, terms, by=minh)
    actions.take_proposal(proposal, broadcast, by=ngoc)
    [item] = line_up_of([broadcast])
    assert (item.offer.price, item.offer.quantity, item.offer.per_buyer) == (99_000, 20, 2)
    assert (item.talking_points, proposal.state, proposal.broadcast_id) == ("Trồng ở Cùa", "taken", broadcast.id)
    for decide in (
        lambda: actions.take_proposal(proposal, broadcast, by=ngoc),
        lambda: actions.return_proposal(proposal, "Trùng món.", by=ngoc),
        lambda: actions.withdraw_proposal(proposal, by=minh),
    ):
        with pytest.raises(ProposalDecided):
            decide()


def test_what_cannot_join_the_line_up_stays_proposed(accepted, broadcast, pepper, minh, ngoc):
    proposal = actions.propose_goods(accepted, pepper.id, LiveTerms(99_000), by=minh)
    pepper.is_active = False
    db.session.commit()
    with pytest.raises(NotOnSale):
        actions.take_proposal(proposal, broadcast, by=ngoc)
    db.session.refresh(proposal)
    assert proposal.state == "proposed"


def test_what_is_returned_says_why_and_may_be_proposed_anew(accepted, pepper, minh, ngoc):
    proposal = actions.propose_goods(accepted, pepper.id, LiveTerms(99_000), by=minh)
    with pytest.raises(WhyReturned):
        actions.return_proposal(proposal, "", by=ngoc)
    actions.return_proposal(proposal, "Giá còn cao hơn ngoài chợ.", by=ngoc)
    assert actions.propose_goods(accepted, pepper.id, LiveTerms(89_000), by=minh).state == "proposed"


def test_what_is_withdrawn_waits_no_more(accepted, pepper, minh):
    proposal = actions.propose_goods(accepted, pepper.id, LiveTerms(), by=minh)
    actions.withdraw_proposal(proposal, by=minh)
    actions.withdraw_proposal(proposal, by=minh)
    assert proposal.state == "withdrawn"


def test_a_booth_sees_what_it_sold_and_nothing_of_the_others(accepted, broadcast, pepper, rival_booth, ngoc):
    tea = on_sale(rival_booth, price=80_000, stock=9)
    for variant in (pepper, tea):
        actions.add_to_line_up(broadcast, variant.id, LiveTerms(), by=ngoc)
    buy({pepper: 2, tea: 1}, voucher_code="BIENXANH")
    part = own_part(accepted, [broadcast])
    assert part.sales.sales.value_placed == 240_000
    assert [(each.booth_id, each.units_placed) for each in part.products] == [(pepper.booth_id, 2)]


def test_goals_are_held_against_what_was_reached(campaign, broadcast, pepper, ngoc):
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    actions.set_goals(campaign, {"orders_secured": 3, "value_secured": None, "views": 500, "booths": 1}, by=ngoc)
    buy({pepper: 2}, voucher_code="BIENXANH")
    assert goals_of(campaign) == {"views": 500, "orders_secured": 3, "booths": 1}
    reached = {each.key: (each.reached, each.percent) for each in goals_against(metrics_of(campaign))}
    assert reached == {"views": (None, None), "orders_secured": (0, 0), "booths": (0, 0)}


def test_a_goal_of_nothing_is_none(campaign, ngoc):
    with pytest.raises(BadGoal):
        actions.set_goals(campaign, {"views": 0}, by=ngoc)
    with pytest.raises(BadGoal):
        actions.set_goals(campaign, {"likes": 5}, by=ngoc)


def test_nobody_is_asked_and_nothing_hoped_for_once_the_figures_are_closed(campaign, broadcast, booth, ngoc):
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    actions.review_campaign(campaign, by=ngoc)
    with pytest.raises(FiguresClosed):
        actions.invite_booth(campaign, booth, by=ngoc)
    with pytest.raises(FiguresClosed):
        actions.set_goals(campaign, {"views": 10}, by=ngoc)
