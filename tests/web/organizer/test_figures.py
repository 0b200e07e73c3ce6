"""The figures as a file are those of the page and of the program, to the last đồng."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.queries import digest_of, figures_of, metrics_of
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as


@pytest.fixture
def campaign(ngoc, booth):
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc, code="BIENXANH")
    pepper = on_sale(booth, price=120_000, stock=40)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(98_765), by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    buy({pepper: 3}, voucher_code="BIENXANH")
    actions.end_broadcast(broadcast, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    return campaign


def figures_in_xlsx(client, campaign, column=3):
    answer = client.get(f"/organizer/campaigns/{campaign.slug}/figures.xlsx")
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.data)).active
    return {row[0].value: row[column - 1].value for row in sheet.iter_rows(min_row=2)}


def test_both_files_say_what_the_page_says(client, ngoc, campaign):
    sign_in_as(client, ngoc)
    figures = figures_of(metrics_of(campaign))
    in_file = figures_in_xlsx(client, campaign)
    assert {key: value for key, value in in_file.items() if "." not in key}.items() <= figures.items()
    assert (in_file["value_placed"], in_file["orders_placed"]) == (296_295, 1)
    csv = client.get(f"/organizer/campaigns/{campaign.slug}/figures.csv").data.decode("utf-8-sig")
    assert '"value_placed"' in csv
    assert "296295" in csv


def test_closed_figures_stand_beside_those_of_today(client, ngoc, campaign):
    sign_in_as(client, ngoc)
    actions.review_campaign(campaign, by=ngoc)
    closed = figures_in_xlsx(client, campaign, column=7)
    assert closed["value_placed"] == 296_295


def test_the_fingerprint_of_closed_figures_stands_on_the_page_and_in_the_audit_trail(client, ngoc, campaign):
    sign_in_as(client, ngoc)
    actions.review_campaign(campaign, by=ngoc)
    noted = db.session.query(AuditEntry).filter_by(action="review_campaign").one().details
    digest = digest_of(noted["figures"])
    assert noted["sha256"] == digest
    assert digest in client.get(f"/organizer/campaigns/{campaign.slug}").get_data(as_text=True)


def test_the_page_leads_to_the_files(client, ngoc, campaign):
    sign_in_as(client, ngoc)
    page = client.get(f"/organizer/campaigns/{campaign.slug}").get_data(as_text=True)
    for kind in ("xlsx", "csv"):
        assert f"/organizer/campaigns/{campaign.slug}/figures.{kind}" in page
