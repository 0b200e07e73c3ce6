"""What holds on every face: who may send a form, what an error looks like, what each answer carries."""

from dataclasses import replace

import pytest
from flask import Blueprint
from werkzeug.exceptions import BadRequest

from marketplace import create_app, wiring
from marketplace.core.errors import Refusal, TooMany
from marketplace.core.forgery import EXEMPT_BLUEPRINTS
from marketplace.core.hold import hang_up
from marketplace.core.language import lazy_gettext as _


class LampOut(Refusal):
    sentence = _("Xin cho email hoặc số điện thoại, ít nhất một trong hai.")


def a_face(name: str, path: str) -> Blueprint:
    face = Blueprint(name, __name__, url_prefix=path)

    @face.post("/lamps")
    def create_lamp():
        return "lit"

    @face.get("/refused")
    def show_refusal():
        raise LampOut(field="email")

    @face.get("/waits")
    def show_wait():
        raise TooMany(seconds=60)

    @face.get("/broken")
    def show_fault():
        raise RuntimeError("secret detail")

    @face.get("/bad")
    def show_bad():
        raise BadRequest("internal words")

    return face


@pytest.fixture
def probe(market_config, app, monkeypatch):
    """A second app with two small faces of its own, one for people and one for programs."""
    monkeypatch.setattr(wiring, "BLUEPRINTS", (a_face("lamps", "/lamp"), a_face("api", "/api")))
    other = create_app(replace(market_config, PAGE_CACHE=False))
    other.config["PROPAGATE_EXCEPTIONS"] = False
    yield other.test_client()
    with other.app_context():
        hang_up()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_form_must_come_from_our_own_page(probe, headers, status):
    assert probe.post("/lamp/lamps", headers=headers).status_code == status


def test_programs_prove_themselves_otherwise_and_the_list_of_them_is_short(probe):
    assert probe.post("/api/lamps").status_code == 200
    assert {"api", "hooks"} == EXEMPT_BLUEPRINTS


def test_a_refusal_is_a_page_for_people_in_their_language(probe):
    answer = probe.get("/lamp/refused")
    assert answer.status_code == 409
    assert "Xin cho email" in answer.text
    assert 'lang="vi"' in answer.text
    assert 'lang="en"' in probe.get("/en/lamp/refused").text


def test_a_refusal_is_problem_json_for_programs(probe):
    answer = probe.get("/api/refused")
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "/problems/lamp-out"
    assert answer.json["status"] == 409
    assert answer.json["field"] == "email"


def test_who_must_wait_is_told_how_long(probe):
    answer = probe.get("/api/waits")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


@pytest.mark.parametrize("path", ["/lamp/broken", "/api/broken"])
def test_a_fault_shows_a_number_and_no_detail(probe, path):
    answer = probe.get(path)
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize("path", ["/lamp/bad", "/api/bad", "/nowhere", "/en/nowhere", "/api/nowhere"])
def test_no_library_speaks_to_people(probe, path):
    answer = probe.get(path)
    assert 400 <= answer.status_code < 500
    assert "internal words" not in answer.text
    assert "URL was not found" not in answer.text


@pytest.mark.parametrize("path", ["/lamp/refused", "/api/refused", "/nowhere", "/lamp/broken"])
def test_every_answer_carries_the_headers(probe, path):
    headers = probe.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


def test_a_foreign_host_is_refused(probe):
    assert probe.get("/nowhere", headers={"Host": "evil.example"}).status_code == 400
