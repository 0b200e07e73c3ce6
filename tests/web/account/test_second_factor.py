"""Two-step sign-in through the pages: set up, asked for after the password, demanded of organizers."""

from __future__ import annotations

import re
from dataclasses import replace

import pyotp
import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.accounts.queries import second_factor_of
from tests.people import sign_in_as
from tests.web.account.conftest import PASSWORD


@pytest.fixture(autouse=True)
def still():
    with clock.frozen(clock.now()):
        yield


def code_on(page: str, *, later: int = 0) -> str:
    """What an app shows that scanned the code of this page."""
    address = re.search(r'href="(otpauth://[^"]+)"', page).group(1).replace("&amp;", "&")
    return pyotp.parse_uri(address).at(clock.now(), counter_offset=later)


def set_up(client) -> str:
    """Turn it on as a person does; the page that shows the phone's secret."""
    client.post("/account/second-factor")
    page = client.get("/account/second-factor").text
    answer = client.post("/account/second-factor/confirmation", data={"code": code_on(page), "password": PASSWORD})
    assert answer.status_code == 200
    return page


def come(client, person, **fields):
    return client.post("/account/sign-in", data={"login": person.email, "password": PASSWORD, **fields})


def test_the_password_leads_to_the_code_and_the_code_to_the_page_that_was_wanted(client, app, lan):
    sign_in_as(client, lan)
    page = set_up(client)
    browser = app.test_client()
    answer = come(browser, lan, next="/account/orders")
    assert (answer.status_code, answer.location) == (303, "/account/sign-in/code?next=/account/orders")
    assert browser.get("/account").status_code == 302
    assert "Mã trên điện thoại của bạn" in browser.get(answer.location).text
    answer = browser.post("/account/sign-in/code", data={"code": code_on(page, later=1), "next": "/account/orders"})
    assert (answer.status_code, answer.location) == (303, "/account/orders")
    assert browser.get("/account").status_code == 200


def test_a_wrong_code_is_told_beside_the_field(client, app, lan):
    sign_in_as(client, lan)
    set_up(client)
    browser = app.test_client()
    come(browser, lan)
    answer = browser.post("/account/sign-in/code", data={"code": "000000"})
    assert answer.status_code == 422
    assert "Mã không đúng hoặc đã dùng" in answer.text
    assert browser.post("/account/sign-in/code", data={}).status_code == 422


def test_the_page_of_the_code_opens_only_after_the_password(client):
    assert client.get("/account/sign-in/code").location == "/account/sign-in"
    answer = client.post("/account/sign-in/code", data={"code": "000000"})
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")


def test_the_paper_is_shown_once_and_kept_by_nobody(client, lan):
    sign_in_as(client, lan)
    client.post("/account/second-factor")
    page = client.get("/account/second-factor").text
    first = {"code": code_on(page), "password": PASSWORD}
    answer = client.post("/account/second-factor/confirmation", data=first)
    codes = re.findall(r"<code>(\w{5} \w{5})</code>", answer.text)
    assert len(codes) == 10
    assert "no-store" in answer.headers["Cache-Control"]
    page = client.get("/account/second-factor").text
    assert codes[0] not in page
    assert "otpauth" not in page
    assert "Còn 10 mã dự phòng chưa dùng." in page


def test_wrong_input_while_setting_up_keeps_the_secret_and_says_what_is_wrong(client, lan):
    sign_in_as(client, lan)
    client.post("/account/second-factor")
    before = client.get("/account/second-factor").text
    answer = client.post("/account/second-factor/confirmation", data={"code": "12", "password": PASSWORD})
    assert answer.status_code == 422
    assert "Mã không đúng hoặc đã dùng" in answer.text
    assert code_on(answer.text) == code_on(before)
    answer = client.post("/account/second-factor/confirmation", data={"code": "", "password": "wrong"})
    assert answer.status_code == 422


def test_it_is_turned_off_with_password_and_code_and_letters_tell_of_both(client, lan):
    sign_in_as(client, lan)
    page = set_up(client)
    gone = {"password": PASSWORD, "code": "000000"}
    assert client.post("/account/second-factor/removal", data=gone).status_code == 422
    answer = client.post("/account/second-factor/removal", data={**gone, "code": code_on(page, later=1)})
    assert answer.status_code == 303
    assert second_factor_of(lan) is None
    told = [letter.text for letter in db.session.query(Letter).order_by(Letter.id)]
    assert "đã được bật lúc" in told[0]
    assert "đã tắt lúc" in told[1]


@pytest.fixture
def demanding(app, monkeypatch):
    """A market whose organizers must have a second factor, as in production."""
    monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], STAFF_SECOND_FACTOR=True))


def test_an_organizer_works_only_after_a_second_factor(demanding, client, ngoc):
    sign_in_as(client, ngoc)
    answer = client.get("/organizer/booths")
    assert (answer.status_code, answer.location) == (303, "/account/second-factor?next=/organizer/booths")
    assert "Người của ban tổ chức phải bật" in client.get(answer.location).text
    assert client.post("/organizer/campaigns", data={}).status_code == 303


def test_members_are_asked_for_none(demanding, client, lan):
    sign_in_as(client, lan)
    assert client.get("/account").status_code == 200
