"""What a closed campaign brought, for everybody; and the ways from its live page to recording and complaint."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.definitions import DEFINITIONS
from marketplace.domain.livestream.queries import digest_of, recording_of
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale


@pytest.fixture
def ended(ngoc, booth):
    campaign = a_campaign(ngoc, name="Phiên chợ Cửa Tùng")
    broadcast = a_broadcast(campaign, ngoc, code="BIENXANH")
    pepper = on_sale(booth, price=120_000, stock=40)
    actions.add_to_line_up(broadcast, pepper.id, actions.LiveTerms(98_765), by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    buy({pepper: 3}, voucher_code="BIENXANH")
    actions.end_broadcast(broadcast, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    return campaign


def test_it_is_there_once_the_figures_are_closed_and_published(client, ended, ngoc):
    at = f"/live/{ended.slug}/impact"
    assert client.get(at).status_code == 404
    actions.publish_figures(ended, by=ngoc)
    assert client.get(at).status_code == 404
    actions.review_campaign(ended, by=ngoc)
    assert client.get(at).status_code == 200
    actions.withdraw_figures(ended, by=ngoc)
    assert client.get(at).status_code == 404


def test_each_total_leads_to_its_definition(client, ended, booth, ngoc, queries):
    actions.review_campaign(ended, by=ngoc)
    actions.publish_figures(ended, by=ngoc)
    figures, slug = dict(ended.final_figures), ended.slug
    queries.clear()
    page = client.get(f"/live/{slug}/impact").get_data(as_text=True)
    assert len(queries) <= 6
    assert "296.295\u00a0₫" in page
    assert 'href="#orders_secured"' in page
    for key, value in figures.items():
        if key in DEFINITIONS and value is not None:
            assert f'id="{key}"' in page
            assert str(DEFINITIONS[key].sentence) in page
    assert digest_of(figures) in page
    assert booth.name in page
    assert f"/live/{slug}/impact" in client.get(f"/live/{slug}").get_data(as_text=True)


def test_the_recording_is_shown_as_long_as_it_is_kept(client, ended, ngoc):
    [broadcast] = ended.broadcasts
    until = clock.today() + timedelta(days=30)
    actions.keep_recording(broadcast, "https://example.com/ban-ghi", until, by=ngoc)
    assert "https://example.com/ban-ghi" in client.get(f"/live/{ended.slug}").get_data(as_text=True)
    assert recording_of(broadcast, until) == "https://example.com/ban-ghi"
    assert recording_of(broadcast, until + timedelta(days=1)) == ""


def test_a_viewer_finds_where_to_complain(client, ended, booth):
    assert f"/complaints/new?booth={booth.slug}" in client.get(f"/live/{ended.slug}").get_data(as_text=True)
