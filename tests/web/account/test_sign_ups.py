"""Joining through the page."""

import re

import pytest

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from tests.web.account.conftest import PASSWORD

MAI = {"full_name": "Hồ Thị Mai", "phone": "0987 654 321", "email": "mai@example.vn", "password": PASSWORD}


def test_a_newcomer_is_in_at_once_and_goes_on(client):
    answer = client.post("/account/sign-up", data={**MAI, "next": "/checkout"})
    assert (answer.status_code, answer.location) == (303, "/checkout")
    page = client.get("/account").text
    assert "Hồ Thị Mai" in page
    assert "0987 654 321" in page
    assert "Chào mừng bạn" in page


def test_a_phone_number_alone_is_enough_and_english_is_remembered(client):
    client.post("/en/account/sign-up", data={**MAI, "email": ""})
    person = db.session.query(Person).one()
    assert (person.phone, person.email, person.language) == ("+84987654321", None, "en")


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"full_name": ""}, "full_name", "Vui lòng điền mục này."),
        ({"full_name": "12"}, "full_name", "Xin cho biết tên bạn"),
        ({"phone": "123"}, "phone", "Số điện thoại này chưa đúng"),
        ({"email": "mai@"}, "email", "Địa chỉ e-mail này chưa đúng"),
        ({"email": "", "phone": ""}, "email", "ít nhất một trong hai"),
        ({"password": "12345678"}, "password", "ít nhất 8 ký tự"),
        ({"password": ""}, "password", "Vui lòng điền mục này."),
        ({"password": "x" * 300}, "password", "tối đa 200"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(client, change, field, sentence):
    answer = client.post("/account/sign-up", data={**MAI, **change})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    if "full_name" not in change:
        assert 'value="Hồ Thị Mai"' in answer.text
    assert PASSWORD not in answer.text
    assert db.session.query(Person).count() == 0


def test_who_is_known_is_shown_the_way_in(client):
    client.post("/account/sign-up", data=MAI)
    client.post("/account/sign-out")
    answer = client.post("/account/sign-up", data=MAI)
    assert answer.status_code == 409
    assert "đã có tài khoản" in answer.text
    assert "/account/sign-in" in answer.text


def test_nothing_else_can_be_sent_along(client):
    client.post("/account/sign-up", data={**MAI, "role": "admin", "state": "active", "id": "1", "is_admin": "1"})
    assert db.session.query(Person.role).scalar() == "member"


@pytest.mark.parametrize("junk", ["\x00", "\ud7ff" * 5000, "'; DROP TABLE people; --", "{{7*7}}", "<script>"])
def test_junk_is_never_a_fault(client, junk):
    for field in MAI:
        answer = client.post("/account/sign-up", data={**MAI, field: junk})
        assert answer.status_code in (303, 409, 422)
        assert "<script>" not in answer.text


def test_everything_that_is_missing_is_told_at_once(client):
    answer = client.post("/account/sign-up", data={})
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["full_name", "email", "password"]


def test_a_weak_password_is_told_beside_a_number_that_cannot_be_read(client):
    answer = client.post("/account/sign-up", data={"full_name": "Mai", "phone": "0912", "password": "12345678"})
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["phone", "password"]


@pytest.mark.parametrize("blank", ["\r", " ", "\t \n"])
def test_blanks_are_no_address_to_write_to(client, blank):
    answer = client.post("/account/reset", data={"email": blank})
    assert answer.status_code == 422
    assert "Vui lòng điền mục này." in answer.text
