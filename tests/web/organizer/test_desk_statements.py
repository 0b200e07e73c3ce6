"""A page of the organizers asks the database a bounded number of things, and no more where there is more to show."""

from __future__ import annotations

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.models import Broadcast, Campaign
from tests.buying import a_delivery, buy
from tests.domain.livestream.stage import a_broadcast
from tests.people import a_booth, a_person, on_sale
from tests.web.desk_walk import MOST, asked_by, pages_of, path_to
from tests.web.every_page import NO_PAGES, who_opens
from tests.web.stage import Stage

FACE = "organizer"
# Files of which the stage knows only the names.
PLANTED = NO_PAGES["pictures"] | {"organizer.show_order_import_file"}
# What unites several areas at one moment asks each of them once.
UNITES = {
    "organizer.show_campaign": 13, "organizer.show_figures_file": 12, "organizer.show_report": 12,
    "organizer.show_desk": 9, "organizer.show_desk_board": 9,
}  # fmt: skip


@pytest.mark.plants_a_fault
def test_no_page_asks_more_where_there_is_more(app, client, queries):
    stage, paths = Stage(app), {}
    for endpoint in set(pages_of(app, FACE)) - PLANTED:
        role = who_opens(endpoint)
        paths.setdefault(role, {})[endpoint] = path_to(stage, app, endpoint, role)
    assert sum(map(len, paths.values())) > 60, "the walk goes through the whole desk"
    few = {role: asked_by(stage, of_role, role, queries) for role, of_role in paths.items()}
    campaign = db.session.query(Campaign).filter_by(slug=stage.value("campaign", role="organizer", whose="own")).one()
    _fill(campaign)
    many = {role: asked_by(stage, of_role, role, queries) for role, of_role in paths.items()}
    counts = {page: (few[role][page], many[role][page]) for role in paths for page in paths[role]}
    assert {page: each for page, each in counts.items() if each[1] > each[0]} == {}
    assert {page: each[1] for page, each in counts.items() if each[1] > UNITES.get(page, MOST)} == {}


def _fill(campaign: Campaign) -> None:
    """More booths, broadcasts, goods and orders."""
    ngoc = a_person("Người của ban tổ chức", role="organizer")
    first = db.session.query(Broadcast).filter_by(campaign_id=campaign.id).order_by(Broadcast.id).first()
    for number in range(3):
        booth = a_booth(name=f"Nhà làm thứ {number}")
        goods = on_sale(booth, stock=50, name=f"Món {number}")
        actions.add_to_line_up(first, goods.id, LiveTerms(None), by=ngoc)
        a_broadcast(campaign, ngoc, title=f"Buổi thứ {number}", starts=clock.now(), cleared=False)
        buy({goods: 1}, delivery=a_delivery(f"091234567{number}"))
