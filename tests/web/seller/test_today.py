"""What a booth is told to do next: a return has a last day, and a livestream does not wait."""

from __future__ import annotations

import re

import pytest

from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import add_member
from marketplace.domain.livestream import actions
from marketplace.domain.returns.actions import accept_return
from tests.domain.livestream.stage import a_campaign
from tests.domain.returns.stage import asked, delivered
from tests.people import on_sale, sign_in_as

RETURN, INVITATION = "Yêu cầu trả hàng chờ trả lời", "Lời mời livestream chờ trả lời"

# Pages of the menu, by whose they are.
OWNERS = "makers members helping downloads"
MANAGERS = "movements codes reviews questions shipping holiday figures earnings promotions campaigns papers page"


@pytest.fixture
def desk(client, booth, minh):
    sign_in_as(client, minh)
    return client


def test_a_return_stands_among_what_to_do_until_it_is_answered(desk, booth, minh):
    assert RETURN not in desk.get("/seller/").text
    wanted = asked(delivered(on_sale(booth), minh))
    assert RETURN in desk.get("/seller/").text
    accept_return(wanted, by=minh)
    assert RETURN not in desk.get("/seller/").text


def test_an_invitation_stands_among_what_to_do_until_it_is_answered_or_over(desk, booth, minh, ngoc):
    campaign = a_campaign(ngoc)
    invitation = actions.invite_booth(campaign, booth, by=ngoc)
    assert INVITATION in desk.get("/seller/").text
    with transaction():
        campaign.state = "ended"
    assert INVITATION not in desk.get("/seller/").text
    with transaction():
        campaign.state = "scheduled"
    actions.answer_invitation(invitation, accepts=True, by=minh)
    assert INVITATION not in desk.get("/seller/").text


def test_another_booths_returns_and_invitations_are_not_there(desk, rival_booth, hoa, ngoc):
    asked(delivered(on_sale(rival_booth), hoa))
    actions.invite_booth(a_campaign(ngoc), rival_booth, by=ngoc)
    page = desk.get("/seller/").text
    assert RETURN not in page
    assert INVITATION not in page


@pytest.mark.parametrize(("role", "closed"), [("owner", ""), ("manager", OWNERS), ("packer", f"{OWNERS} {MANAGERS}")])
def test_the_menu_leads_to_every_page_of_ones_part_and_to_no_other(client, booth, minh, lan, role, closed):
    add_member(booth, by=minh, login=lan.email, role=role)
    sign_in_as(client, lan)
    menu = re.search(r"<nav\b.*?</nav>", client.get("/seller/").text, re.DOTALL)[0]
    pages = {each.removeprefix("/seller/") for each in re.findall(r'href="(/seller/[^"]*)"', menu)}
    assert pages >= {"", "orders", "products", "returns", "application"}
    assert pages & {*OWNERS.split(), *MANAGERS.split()} == {*OWNERS.split(), *MANAGERS.split()} - {*closed.split()}
    answers = {page: client.get(f"/seller/{page}").status_code for page in (*pages, *closed.split())}
    assert answers == dict.fromkeys(pages, 200) | dict.fromkeys(closed.split(), 403)
