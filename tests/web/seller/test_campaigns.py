"""The booth's side of a campaign, in the browser."""

from __future__ import annotations

import pytest

from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Invitation, Proposal
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc, name="Phiên chợ Cửa Tùng")


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, code="BIENXANH")


@pytest.fixture
def invitation(campaign, booth, ngoc):
    return actions.invite_booth(campaign, booth, "Mời bán tiêu.", by=ngoc)


@pytest.fixture
def desk(client, minh, booth):
    sign_in_as(client, minh)
    return client


def test_a_booth_answers_proposes_and_takes_back(desk, campaign, broadcast, invitation, booth):
    pepper = on_sale(booth, price=120_000, stock=40)
    at = f"/seller/campaigns/{campaign.slug}"
    assert campaign.name in desk.get("/seller/campaigns").get_data(as_text=True)
    assert "Mời bán tiêu." in desk.get(at).get_data(as_text=True)
    assert desk.post(f"{at}/answer", data={"answer": "accepted"}).status_code == 303
    sent = desk.post(f"{at}/proposals", data={"variant_id": pepper.id, "price": "99.000", "quantity": "20"})
    assert sent.status_code == 303
    proposal = db.session.query(Proposal).one()
    assert (proposal.price, proposal.quantity, proposal.state) == (99_000, 20, "proposed")
    desk.post(f"{at}/proposals/{proposal.id}/withdrawal")
    db.session.refresh(proposal)
    assert proposal.state == "withdrawn"


def test_a_programme_has_its_english_name_on_english_pages(desk, booth, ngoc):
    campaign = a_campaign(ngoc, name="Chợ phiên", name_en="Night market")
    actions.invite_booth(campaign, booth, by=ngoc)
    for path in ("", f"/{campaign.slug}"):
        page = desk.get(f"/en/seller/campaigns{path}").text
        assert "Night market" in page
        assert "Chợ phiên" not in page


def test_a_no_without_a_reason_is_asked_again(desk, campaign, invitation):
    answer = desk.post(f"/seller/campaigns/{campaign.slug}/answer", data={"answer": "declined", "reason": " "})
    assert answer.status_code == 422
    assert "Vui lòng ghi lý do" in answer.get_data(as_text=True)
    assert db.session.query(Invitation).one().state == "invited"


def test_a_bad_price_stays_on_the_page_with_its_sentence(desk, campaign, invitation, booth, minh):
    pepper = on_sale(booth, price=120_000)
    actions.answer_invitation(invitation, accepts=True, by=minh)
    data = {"variant_id": pepper.id, "price": "150.000", "talking_points": "Tiêu Cùa"}
    answer = desk.post(f"/seller/campaigns/{campaign.slug}/proposals", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "150.000" in page
    assert "Tiêu Cùa" in page
    assert "Giá ưu đãi phải thấp hơn giá bán" in page


def test_a_booth_reads_its_own_part_only(desk, campaign, broadcast, invitation, booth, rival_booth, minh, ngoc):
    actions.answer_invitation(invitation, accepts=True, by=minh)
    pepper, tea = on_sale(booth, price=120_000), on_sale(rival_booth, price=80_000, name="Chè vằng")
    buy({pepper: 2, tea: 1}, voucher_code="BIENXANH")
    page = desk.get(f"/seller/campaigns/{campaign.slug}/results").get_data(as_text=True)
    assert "Chè vằng" not in page
    assert rival_booth.name not in page
    assert pepper.product.name in page


def test_the_page_of_a_campaign_asks_little_of_the_database(
    desk, campaign, broadcast, invitation, minh, booth, queries
):
    pepper = on_sale(booth, price=120_000)
    actions.answer_invitation(invitation, accepts=True, by=minh)
    for price in (99_000, 98_000, 97_000):
        proposal = actions.propose_goods(invitation, pepper.id, actions.LiveTerms(price), by=minh)
        actions.withdraw_proposal(proposal, by=minh)
    buy({pepper: 2}, voucher_code="BIENXANH")
    at = f"/seller/campaigns/{campaign.slug}"
    db.session.remove()
    for path in (at, f"{at}/results"):
        queries.clear()
        assert desk.get(path).status_code == 200
        assert len(queries) <= 10, "\n".join(queries)
