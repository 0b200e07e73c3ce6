"""A forgotten password through the pages."""

import pytest

from marketplace.core.db import db
from marketplace.core.letters import Letter
from tests.people import sign_in_as
from tests.web.account.conftest import PASSWORD

NEW = "nắng Cửa Tùng"
HOSTILE = [
    "evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "evil.example:80",
    "[::1]",
    "evil.example#localhost",
]


def path_from_letter() -> str:
    letter = db.session.query(Letter).order_by(Letter.id.desc()).first()
    address = next(line for line in letter.text.splitlines() if "/account/reset/" in line)
    assert address.startswith("http://localhost/")
    return address.removeprefix("http://localhost")


def test_a_forgotten_password_becomes_a_new_one(client, app, lan):
    elsewhere = app.test_client()
    sign_in_as(elsewhere, lan)
    answer = client.post("/account/reset", data={"email": lan.email})
    assert answer.location == "/account/reset/sent"
    path = path_from_letter()
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client.post(path, data={"password": "12345678"}).status_code == 422
    assert client.post(path, data={"password": ""}).status_code == 422
    assert client.post(path, data={"password": NEW}).location == "/account/sign-in"
    assert elsewhere.get("/account").status_code == 302
    for method in (client.get, client.post):
        dead = method(path, data={"password": NEW})
        assert dead.status_code == 410
        assert "/account/reset" in dead.text
    assert client.post("/account/sign-in", data={"login": lan.email, "password": NEW}).status_code == 303


def test_known_and_unknown_addresses_get_the_same_answer(client, lan):
    known = client.post("/account/reset", data={"email": lan.email})
    unknown = client.post("/account/reset", data={"email": "nobody@example.vn"})
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    assert client.get(known.location).status_code == 200


@pytest.mark.parametrize("email", ["", "lan", "\x00@x"])
def test_a_broken_address_is_said_beside_its_field(client, email):
    answer = client.post("/account/reset", data={"email": email})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


def test_too_many_letters_must_wait(client, lan):
    for _ in range(5):
        client.post("/account/reset", data={"email": lan.email})
    answer = client.post("/account/reset", data={"email": lan.email})
    assert answer.status_code == 429
    assert "60 phút" in answer.text


@pytest.mark.parametrize("host", HOSTILE)
def test_no_host_of_a_request_gets_into_a_letter(client, lan, host):
    answer = client.post("/account/reset", data={"email": lan.email}, headers={"Host": host, "X-Forwarded-Host": host})
    assert answer.status_code == 400
    assert db.session.query(Letter).count() == 0


def test_a_forwarded_host_is_not_believed(client, lan):
    client.post("/account/reset", data={"email": lan.email}, headers={"X-Forwarded-Host": "evil.example"})
    path_from_letter()


def test_a_password_is_changed_by_who_knows_the_old_one(client, app, lan):
    elsewhere = app.test_client()
    sign_in_as(elsewhere, lan)
    sign_in_as(client, lan)
    wrong = client.post("/account/password", data={"old": "wrong", "password": NEW})
    assert wrong.status_code == 422
    assert 'id="old-error"' in wrong.text
    weak = client.post("/account/password", data={"old": PASSWORD, "password": "quangtri"})
    assert 'id="password-error"' in weak.text
    assert elsewhere.get("/account").status_code == 200
    assert client.post("/account/password", data={"old": PASSWORD, "password": NEW}).status_code == 303
    assert elsewhere.get("/account").status_code == 302
    assert client.get("/account").status_code == 200
