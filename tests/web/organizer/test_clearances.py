"""The law's kit: nothing goes on air without it, unless somebody answers for what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.errors import NotCleared, PapersMissing
from marketplace.domain.livestream.models import Broadcast, Clearance
from marketplace.domain.papers.models import Paper
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import a_person, on_sale, sign_in_as


@pytest.fixture
def table(client, ngoc):
    sign_in_as(client, ngoc)
    return client


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def pepper(booth):
    return on_sale(booth)


@pytest.fixture
def broadcast(campaign, pepper, ngoc):
    broadcast = a_broadcast(campaign, ngoc, cleared=False)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    return broadcast


@pytest.fixture
def at(campaign, broadcast):
    return f"/organizer/campaigns/{campaign.slug}/broadcasts/{broadcast.id}"


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def a_paper(variant, *, days=365, **facts):
    today = clock.today()
    values = {
        "booth_id": variant.booth_id, "product_id": variant.product_id, "kind": "self_declaration", "number": "1/2026",
        "issuer": "HTX", "issued_on": today - timedelta(days=400), "expires_on": today + timedelta(days=days),
        "state": "checked", "checked_at": clock.now(), "checked_by_id": a_person("Tú").id, "brought_at": clock.now(),
        **facts,
    }  # fmt: skip
    with transaction():
        db.session.add(Paper(**values))


def fill_in(table, at):
    table.post(f"{at}/clearance/host", data={"host_legal_name": "Hồ Thị Lan", "identity_seen": "vneid"})
    table.post(f"{at}/clearance/rules")


def state_of(broadcast):
    return db.session.get_one(Broadcast, broadcast.id, populate_existing=True).state


def test_a_broadcast_with_nothing_on_file_does_not_go_on_air_and_says_what_is_missing(table, at, broadcast):
    page = text_of(table.post(f"{at}/state", data={"state": "live"}, follow_redirects=True))
    for words in ("kiểm tra danh tính người phát", "cam kết theo quy định", "giấy tờ của hàng"):
        assert words in page
    assert state_of(broadcast) == "planned"
    assert "còn thiếu" in text_of(table.get(f"{at}/clearance"))


def test_with_host_rules_and_papers_it_goes_on_air(table, at, broadcast, pepper):
    fill_in(table, at)
    a_paper(pepper)
    assert "Đủ hồ sơ" in text_of(table.get(f"{at}/clearance"))
    table.post(f"{at}/state", data={"state": "live"})
    assert state_of(broadcast) == "live"


@pytest.mark.parametrize("wrong", [{"days": -1}, {"state": "waiting", "checked_at": None}])
def test_a_paper_that_is_over_or_not_checked_is_no_paper(table, at, broadcast, pepper, wrong, ngoc):
    fill_in(table, at)
    a_paper(pepper, **wrong)
    with pytest.raises(NotCleared):
        actions.begin_broadcast(broadcast, by=ngoc)


def test_a_paper_of_the_whole_booth_counts_for_its_products(table, at, broadcast, pepper, ngoc):
    fill_in(table, at)
    a_paper(pepper, product_id=None)
    assert actions.begin_broadcast(broadcast, by=ngoc).state == "live"


def test_somebody_may_answer_for_what_is_missing_and_the_reason_stays(table, at, broadcast, ngoc):
    short = text_of(table.post(f"{at}/clearance/override", data={"reason": "gấp"}), 422)
    assert "reason-error" in short
    assert "gấp" in short
    reason = "Giấy của hợp tác xã đang ở sở, có bản chụp kèm theo."
    table.post(f"{at}/clearance/override", data={"reason": reason})
    page = text_of(table.get(f"{at}/clearance"))
    assert reason in page
    assert ngoc.full_name in page
    table.post(f"{at}/state", data={"state": "live"})
    assert state_of(broadcast) == "live"


def test_on_air_no_product_without_papers_joins_the_line_up(table, at, broadcast, pepper, rival_booth, ngoc):
    fill_in(table, at)
    a_paper(pepper)
    actions.begin_broadcast(broadcast, by=ngoc)
    with pytest.raises(PapersMissing):
        actions.add_to_line_up(broadcast, on_sale(rival_booth, name="Chè vằng").id, LiveTerms(), by=ngoc)


@pytest.mark.parametrize("wrong", [{"host_legal_name": ""}, {"identity_seen": "trust"}])
def test_a_host_is_named_and_seen(table, at, wrong):
    typed = {"host_legal_name": "Hồ Thị Lan", "identity_seen": "card", **wrong}
    assert f"{next(iter(wrong))}-error" in text_of(table.post(f"{at}/clearance/host", data=typed), 422)
    assert db.session.query(Clearance).count() == 0


def test_the_recording_is_kept_with_a_day(table, at):
    wrong = {"recording_url": "http://x.vn/ban-ghi", "recording_kept_until": "2029-12-01"}
    assert "http://x.vn/ban-ghi" in text_of(table.post(f"{at}/clearance/recording", data=wrong), 422)
    table.post(f"{at}/clearance/recording", data={**wrong, "recording_url": "https://luu.vn/ban-ghi"})
    kept = db.session.query(Clearance).one()
    assert (kept.recording_url, kept.recording_kept_until) == ("https://luu.vn/ban-ghi", date(2029, 12, 1))
    assert "giữ đến 01/12/2029" in text_of(table.get(f"{at}/clearance"))
