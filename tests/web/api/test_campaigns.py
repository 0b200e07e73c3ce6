"""Campaigns for programs: open lists, figures that agree with the page, readings that are recorded once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.definitions import RATE_KEYS
from marketplace.domain.livestream.models import Reading
from marketplace.domain.livestream.queries import COUNT_KEYS, metrics_of
from marketplace.web.organizer.results import results_of
from tests.buying import a_delivery, buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    broadcast = a_broadcast(campaign, ngoc, code="BIENXANH")
    actions.schedule_campaign(campaign, by=ngoc)
    return broadcast


@pytest.fixture
def token(ngoc):
    return actions.create_token("Máy ghi", by=ngoc)


@pytest.fixture
def bearer(token):
    return {"Authorization": f"Bearer {token[1]}"}


def rows(*views, **more):
    now = clock.now()
    return {
        "readings": [
            {"captured_at": (now - timedelta(minutes=len(views) - n)).isoformat(), "views": each, **more}
            for n, each in enumerate(views)
        ]
    }


def problem(answer, status, code=None):
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    body = answer.get_json()
    assert body["status"] == status
    assert code is None or body["type"] == f"/problems/{code}"
    return body


def test_many_readings_are_recorded_at_once(client, campaign, broadcast, bearer):
    path = f"/api/v1/broadcasts/{broadcast.id}/readings"
    answer = client.post(path, json=rows(100, 900, 2_500, peak_viewers=80), headers={**bearer, "Idempotency-Key": "m1"})
    assert (answer.status_code, answer.get_json()) == (
        201, {"broadcast": broadcast.id, "recorded": 6, "repeated": False}
    )  # fmt: skip
    assert metrics_of(campaign).views == 2_500
    assert {(each.source, each.evidence_note) for each in db.session.query(Reading)} == {("api", "Máy ghi")}


def test_the_same_key_again_changes_nothing_and_other_figures_under_it_are_refused(client, broadcast, bearer):
    path, headers = f"/api/v1/broadcasts/{broadcast.id}/readings", {**bearer, "Idempotency-Key": "m1"}
    body = rows(100, 200)
    assert client.post(path, json=body, headers=headers).status_code == 201
    again = client.post(path, json=body, headers=headers)
    assert (again.status_code, again.get_json()["repeated"]) == (200, True)
    problem(client.post(path, json=rows(100, 201), headers=headers), 422, "key-used-differently")
    assert db.session.query(Reading).count() == 2


def test_without_a_key_nothing_is_recorded(client, broadcast, bearer):
    path = f"/api/v1/broadcasts/{broadcast.id}/readings"
    problem(client.post(path, json=rows(1), headers=bearer), 400, "idempotency-key-missing")
    problem(client.post(path, json=rows(1), headers={**bearer, "Idempotency-Key": "x" * 201}), 400)


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer wrong", "Basic abc", "Bearer  "])
def test_without_a_living_token_nobody_records(client, broadcast, header):
    headers = {"Idempotency-Key": "k", **({"Authorization": header} if header else {})}
    problem(client.post(f"/api/v1/broadcasts/{broadcast.id}/readings", json=rows(1), headers=headers), 401)


def test_an_ended_token_and_one_of_a_dismissed_organizer_open_nothing(client, broadcast, token, bearer, ngoc):
    path, headers = f"/api/v1/broadcasts/{broadcast.id}/readings", {**bearer, "Idempotency-Key": "k"}
    ngoc.role = "member"
    db.session.commit()
    problem(client.post(path, json=rows(1), headers=headers), 401)
    ngoc.role = "organizer"
    db.session.commit()
    actions.end_token(token[0], by=ngoc)
    problem(client.post(path, json=rows(1), headers=headers), 401)


@pytest.mark.parametrize(
    "body",
    [
        None, [], {}, {"readings": []}, {"readings": "x"}, {"readings": [1]}, {"readings": [{"views": 5}]},
        {"readings": [{"captured_at": "2026-11-22 20:15", "views": 5}]},
        {"readings": [{"captured_at": "2026-11-22T20:15:00+07:00", "views": "5"}]},
        {"readings": [{"captured_at": "2026-11-22T20:15:00+07:00", "views": 5.5}]},
        {"readings": [{"captured_at": "2026-11-22T20:15:00+07:00", "views": True}]},
        {"readings": [{"captured_at": "2026-11-22T20:15:00+07:00", "views": -5}]},
        {"readings": [{"captured_at": "2026-11-22T20:15:00+07:00", "hearts": 5}]},
        {"readings": [{"captured_at": "2026-11-22T20:15:00+07:00"}]},
        {"readings": [{"captured_at": "2096-11-22T20:15:00+07:00", "views": 5}]},
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_a_problem_and_never_a_fault(client, broadcast, bearer, body):
    path = f"/api/v1/broadcasts/{broadcast.id}/readings"
    problem(client.post(path, json=body, headers={**bearer, "Idempotency-Key": "k"}), 422)
    problem(client.post(path, data=b"\xff{", headers={**bearer, "Idempotency-Key": "k"}), 422)
    assert db.session.query(Reading).count() == 0


def test_a_broadcast_that_is_not_there_is_404(client, bearer):
    problem(
        client.post("/api/v1/broadcasts/999/readings", json=rows(1), headers={**bearer, "Idempotency-Key": "k"}), 404
    )


def test_the_list_is_open_and_leaves_drafts_out(client, campaign, broadcast, ngoc):
    a_campaign(ngoc, name="Bản nháp")
    body = client.get("/api/v1/campaigns").get_json()
    assert body["total"] == 1
    assert body["items"][0]["slug"] == campaign.slug
    assert body["items"][0]["url"] == f"http://localhost/live/{campaign.slug}"
    one = client.get(f"/api/v1/campaigns/{campaign.slug}").get_json()
    assert [each["id"] for each in one["broadcasts"]] == [broadcast.id]
    problem(client.get("/api/v1/campaigns?page=0"), 422)
    assert client.get("/api/v1/campaigns?page=2&per_page=1").get_json()["items"] == []


def test_figures_are_for_tokens_until_they_are_published(client, campaign, broadcast, bearer, ngoc):
    path = f"/api/v1/campaigns/{campaign.slug}/metrics"
    problem(client.get(path), 401)
    assert client.get(path, headers=bearer).status_code == 200
    actions.publish_figures(campaign, by=ngoc)
    assert client.get(path).status_code == 200
    actions.withdraw_figures(campaign, by=ngoc)
    problem(client.get(path), 401)


def test_a_draft_and_nothing_look_alike_without_a_token(client, ngoc, bearer):
    draft = a_campaign(ngoc)
    for slug in (draft.slug, "khong-co"):
        problem(client.get(f"/api/v1/campaigns/{slug}/metrics"), 404)
    assert client.get(f"/api/v1/campaigns/{draft.slug}/metrics", headers=bearer).status_code == 200
    problem(client.get("/api/v1/campaigns/khong-co/metrics", headers=bearer), 404)


def test_programs_read_exactly_the_figures_of_the_page(client, campaign, broadcast, bearer, ngoc):
    client.post(
        f"/api/v1/broadcasts/{broadcast.id}/readings", json=rows(60, unique_viewers=45),
        headers={**bearer, "Idempotency-Key": "k"},
    )  # fmt: skip
    pepper = on_sale(price=120_000, stock=50)
    for number in range(4):
        buy(pepper, voucher_code="BIENXANH", delivery=a_delivery(f"086100000{number}"))
    body = client.get(f"/api/v1/campaigns/{campaign.slug}/metrics", headers=bearer).get_json()
    assert {*COUNT_KEYS, *RATE_KEYS} <= set(body["figures"])
    assert set(COUNT_KEYS) | set(RATE_KEYS) <= set(body["definitions"])
    assert (body["figures"]["views"], body["figures"]["orders_placed"], body["conversion_per"]) == (
        60,
        4,
        "unique_viewers",
    )
    assert body["guards"][0]["guard"] == "orders_per_view"
    results = results_of(metrics_of(campaign), [])
    sign_in_as(client, ngoc)
    page = client.get(f"/organizer/campaigns/{campaign.slug}").get_data(as_text=True)
    shown = re.findall(r'class="tile-value">([^<]+)</p>', page)
    figures = [*results.headlines, *(figure for _group, group in results.groups for figure in group)]
    assert shown == [figure.value for figure in figures]
    for figure in figures:
        value = body["figures"][figure.key]
        if isinstance(value, int) and figure.key not in RATE_KEYS and not figure.key.startswith("avg"):
            assert re.sub(r"\D", "", figure.value) == str(value)
