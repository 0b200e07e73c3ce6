"""People on duty: each role opens its part of the desk of its own broadcast, and nothing else exists for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.errors import NobodyThere, UnknownRole
from marketplace.domain.livestream.models import Duty, HeardOrder, Pin
from marketplace.domain.livestream.rules import ROLES
from marketplace.web.organizer.on_duty import OPEN_TO
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import CAM_LO, a_person, on_sale, sign_in_as
from tests.web.authorization_table import TABLE
from tests.web.stage import Stage
from tests.web.test_authorization import Cell, address, rules_of, things_of, unsafe_methods


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc, booth):
    broadcast = a_broadcast(campaign, ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    return actions.begin_broadcast(broadcast, by=ngoc)


@pytest.fixture
def item(broadcast, booth, ngoc):
    return actions.add_to_line_up(broadcast, on_sale(booth, stock=40).id, actions.LiveTerms(99_000), by=ngoc)


@pytest.fixture
def worker(client):
    person = a_person("Nguyễn Văn Bình")
    sign_in_as(client, person)
    return person


def on_duty(worker, broadcast, role, ngoc):
    return actions.give_duty(broadcast, worker.email, role, by=ngoc)


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_it_needs_and_nothing_else_exists(app, client, worker, role):
    stage = Stage(app)
    stage.booth("minh")
    own_slug = stage.value("campaign", role="organizer", whose="own")
    actions.give_duty(stage._show("minh")[1], worker.email, role, by=stage.person("organizer"))
    wrong = []
    for endpoint, row in TABLE.items():
        if not endpoint.startswith("organizer."):
            continue
        cell = Cell("organizer", ("own",) * len(things_of(row)))
        for rule in rules_of(app)[endpoint]:
            for method in ("GET", *unsafe_methods(rule)):
                if method not in (rule.methods or ()):
                    continue
                path = address(stage, rule, row, cell)
                data = {"item": "987654321"}
                found = client.open(path, method=method, data=data if method == "POST" else None).status_code
                may = endpoint in OPEN_TO[role] and own_slug in path
                if endpoint == "organizer.create_desk_pin":
                    may = False  # the body names no item of this line-up
                if (found != 404) != may:
                    wrong.append(f"{method} {path} {found}")
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_another_broadcast_of_the_same_campaign_does_not_exist(client, worker, campaign, broadcast, role, ngoc):
    other = a_broadcast(campaign, ngoc, platform="facebook", title="Buổi của người khác")
    on_duty(worker, broadcast, role, ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/desk"
    page = client.get(at)
    assert page.status_code == 200
    assert other.title not in page.get_data(as_text=True)
    assert client.get(f"{at}?broadcast={other.id}").status_code == 404
    assert client.get(f"{at}/board?broadcast={other.id}").status_code == 404


def test_a_host_has_the_screen_for_the_phone_and_pins(client, worker, campaign, broadcast, item, ngoc):
    on_duty(worker, broadcast, "host", ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/desk"
    page = client.get(f"{at}?view=desk").get_data(as_text=True)
    assert "desk-host" in page
    assert "desk-reprice" not in page
    assert "/purchases/" not in page
    assert client.post(f"{at}/pin", data={"broadcast": broadcast.id, "item": item.id}).status_code == 303
    assert db.session.query(Pin).one().by_id == worker.id
    assert client.post(f"{at}/price", data={"broadcast": broadcast.id, "item": item.id}).status_code == 404
    assert client.post(f"{at}/state", data={"broadcast": broadcast.id, "state": "ended"}).status_code == 404


def test_an_order_taker_hears_and_writes_down_but_does_not_pin(client, worker, campaign, broadcast, item, ngoc):
    on_duty(worker, broadcast, "order_taker", ngoc)
    base = f"/organizer/campaigns/{campaign.slug}"
    words = {"broadcast": broadcast.id, "words": f"2 {item.variant.sku} 0912345678 Lan Cam Lộ"}
    assert client.post(f"{base}/comments", data=words).status_code == 303
    heard = db.session.query(HeardOrder).one()
    order = {
        "broadcast": broadcast.id, "goods": "2 số 1", "commune": "Cam Lộ", "recipient": "Lan", "phone": "0912345678",
        "address_line": "1 Lê Duẩn", "commune_code": CAM_LO, "province": "44",
    }  # fmt: skip
    assert client.post(f"{base}/comments/{heard.id}/order", data=order).status_code == 303
    db.session.refresh(heard)
    assert (heard.state, heard.decided_by_id) == ("confirmed", worker.id)
    assert client.post(f"{base}/desk/pin", data={"broadcast": broadcast.id, "item": item.id}).status_code == 404
    assert "desk-item" in client.get(f"{base}/desk").get_data(as_text=True)
    assert 'action="' + base + '/desk/pin"' not in client.get(f"{base}/desk").get_data(as_text=True)


def test_the_desk_is_shut_on_the_next_request(client, worker, campaign, broadcast, ngoc):
    duty = on_duty(worker, broadcast, "moderator", ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/desk"
    assert client.get(at).status_code == 200
    actions.end_duty(broadcast, duty, by=ngoc)
    assert client.get(at).status_code == 404


def test_the_desk_is_shut_a_day_after_the_show(client, worker, campaign, broadcast, ngoc):
    on_duty(worker, broadcast, "order_taker", ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/comments"
    with clock.frozen(clock.now() + timedelta(hours=20)):
        assert client.get(at).status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert client.get(at).status_code == 404


def test_the_way_to_the_desk_stands_on_the_persons_own_page(client, worker, campaign, broadcast, ngoc):
    assert "/desk?broadcast=" not in client.get("/account").get_data(as_text=True)
    on_duty(worker, broadcast, "moderator", ngoc)
    assert f"/desk?broadcast={broadcast.id}" in client.get("/account").get_data(as_text=True)


def test_an_organizer_gives_and_ends_duties(client, campaign, broadcast, ngoc):
    sign_in_as(client, ngoc)
    binh = a_person("Nguyễn Văn Bình")
    at = f"/organizer/campaigns/{campaign.slug}/broadcasts/{broadcast.id}/duties"
    wrong = client.post(at, data={"email": "khong@co.test", "role": "host"})
    assert wrong.status_code == 422
    assert "khong@co.test" in wrong.get_data(as_text=True)
    for role in ("host", "moderator"):
        assert client.post(at, data={"email": binh.email.upper(), "role": role}).status_code == 303
    duty = db.session.query(Duty).one()
    assert duty.role == "moderator"
    assert "Nguyễn Văn Bình" in client.get(at).get_data(as_text=True)
    client.post(f"{at}/{duty.id}/removal")
    assert db.session.query(Duty).count() == 0


def test_only_roles_and_people_that_there_are(broadcast, ngoc):
    with pytest.raises(UnknownRole):
        actions.give_duty(broadcast, ngoc.email, "owner", by=ngoc)
    with pytest.raises(NobodyThere):
        actions.give_duty(broadcast, "khong@co.test", "host", by=ngoc)
