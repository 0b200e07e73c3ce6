"""Booths of a campaign on the organizers' side: asked, their proposals taken or returned; goals."""

from __future__ import annotations

import pytest

from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.livestream.queries import goals_of, line_up_of
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def table(client, ngoc, campaign):
    sign_in_as(client, ngoc)
    return client


@pytest.fixture
def proposal(campaign, booth, minh, ngoc):
    invitation = actions.invite_booth(campaign, booth, by=ngoc)
    actions.answer_invitation(invitation, accepts=True, by=minh)
    pepper = on_sale(booth, price=120_000, stock=40)
    return actions.propose_goods(invitation, pepper.id, actions.LiveTerms(99_000, quantity=20), by=minh)


def test_a_booth_is_found_by_name_and_asked(table, campaign, booth):
    at = f"/organizer/campaigns/{campaign.slug}/booths"
    assert booth.name in table.get(f"{at}?q={booth.name.split()[0]}").get_data(as_text=True)
    assert table.post(at, data={"booth": booth.slug, "message": "Mời bán tiêu."}).status_code == 303
    assert db.session.query(Invitation).one().message == "Mời bán tiêu."
    assert "Chờ trả lời" in table.get(at).get_data(as_text=True)


def test_a_proposal_goes_into_the_line_up_of_the_chosen_broadcast(table, campaign, proposal, ngoc):
    broadcast = a_broadcast(campaign, ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/proposals/{proposal.id}/taking"
    assert table.post(at, data={"broadcast": broadcast.id}).status_code == 303
    assert [item.offer.price for item in line_up_of([broadcast])] == [99_000]
    assert table.post(at, data={"broadcast": "1e9"}).status_code == 404


def test_a_proposal_is_not_returned_without_a_reason(table, campaign, proposal):
    at = f"/organizer/campaigns/{campaign.slug}/proposals/{proposal.id}/return"
    answer = table.post(at, data={"reason": ""})
    assert answer.status_code == 422
    assert "Vui lòng ghi lý do" in answer.get_data(as_text=True)
    assert table.post(at, data={"reason": "Giá còn cao."}).status_code == 303
    db.session.refresh(proposal)
    assert (proposal.state, proposal.reason) == ("returned", "Giá còn cao.")


def test_goals_are_set_and_shown_against_the_results(table, campaign):
    at = f"/organizer/campaigns/{campaign.slug}"
    assert table.post(f"{at}/goals", data={"views": "2500", "value_secured": "10.000.000"}).status_code == 303
    assert goals_of(campaign) == {"views": 2500, "value_secured": 10_000_000}
    assert "So với mục tiêu" in table.get(at).get_data(as_text=True)
    wrong = table.post(f"{at}/goals", data={"views": "nhiều"})
    assert wrong.status_code == 422
    assert "nhiều" in wrong.get_data(as_text=True)
