"""Joining: by e-mail or phone, one account per person however the address is spelled, no weak password."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.emails import BadEmail, email_key
from marketplace.core.errors import BadInput
from marketplace.core.phones import BadPhone
from marketplace.domain.accounts.actions import give_role, people, sign_up, update_profile
from marketplace.domain.accounts.errors import AlreadyKnown, BadName, NoSuchRole, NoWayToReach, WeakPassword
from marketplace.domain.accounts.models import Person
from marketplace.domain.accounts.queries import person_by_email, person_called
from marketplace.domain.accounts.rules import is_weak, login_key
from tests.domain.accounts.people import EMAIL, PASSWORD, a_member

FIVE_SPELLINGS = ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678", "(0912) 345-678"]


@pytest.mark.parametrize("typed", FIVE_SPELLINGS)
def test_a_phone_number_is_one_number_however_it_is_typed(app, typed):
    person = a_member(email=None, phone=typed)
    assert person.phone == "+84912345678"
    assert all(person_called(other) == person for other in FIVE_SPELLINGS)
    with pytest.raises(AlreadyKnown) as refusal:
        a_member(email=None, phone=FIVE_SPELLINGS[0])
    assert refusal.value.field == "phone"


def test_an_email_address_is_enough(app):
    person = a_member(phone=None)
    assert (person.email, person.role, person.state, person.language) == (EMAIL, "member", "active", "vi")
    assert person.password_hash != PASSWORD


def test_letters_go_to_the_address_as_it_was_typed(app):
    person = a_member(email="Lan.Nguyen@Example.VN")
    assert person.email == "Lan.Nguyen@example.vn"
    assert person_by_email("lan.nguyen@EXAMPLE.vn") == person


@pytest.mark.parametrize("twin", ["LAN@example.vn", "lan@EXAMPLE.VN", " lan@example.vn ", "lan@ｅxample.vn"])
def test_twins_of_an_address_are_the_same_address(app, twin):
    a_member(phone=None)
    with pytest.raises(AlreadyKnown) as refusal:
        a_member(email=twin, phone=None)
    assert refusal.value.field == "email"


@pytest.mark.parametrize("twin", ["ｌan@example.vn", "lаn@example.vn", "lın@example.vn", "lan\u200b@example.vn"])
def test_look_alikes_of_an_address_are_refused(app, twin):
    with pytest.raises(BadEmail):
        a_member(email=twin, phone=None)


@pytest.mark.parametrize(
    "email", ["lan", "lan@", "@example.vn", "lan@example", "a b@example.vn", "lan@x.vn\nBcc: y@z.vn"]
)
def test_a_broken_address_is_refused(app, email):
    with pytest.raises(BadEmail):
        a_member(email=email)


def test_a_broken_number_is_refused(app):
    with pytest.raises(BadPhone):
        a_member(phone="0123")


def test_somebody_must_be_reachable(app):
    with pytest.raises(NoWayToReach):
        a_member(email=None, phone=None)


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e", "123", "L" * 101, "L" + "\u0301" * 9])
def test_a_name_has_letters_and_an_end(app, name):
    with pytest.raises(BadName):
        a_member(full_name=name)


def test_a_name_is_kept_clean(app):
    typed = unicodedata.normalize("NFD", "  Hồ   Văn\u200b Minh\u202e ")
    assert a_member(full_name=typed).full_name == "Hồ Văn Minh"


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"full_name": " ", "email": "", "phone": None, "password": ""}, ["full_name", "email", "password"]),
        ({"full_name": "123", "email": "lan@", "phone": "113", "password": "ngan"}, ["full_name", "email", "phone", "password"]),
        ({"full_name": "Lan", "email": "", "phone": "0912", "password": "gió Lào tháng sáu"}, ["phone"]),
    ],
)  # fmt: skip
def test_all_that_keeps_a_newcomer_out_is_told_at_once(app, told, fields):
    with pytest.raises(BadInput) as refusal:
        sign_up(**told)
    assert [each.field for each in (refusal.value, *refusal.value.others)] == fields
    assert db.session.query(Person).count() == 0


@pytest.mark.parametrize(
    "weak",
    [
        "", "ngan", "1234567", "12345678", "01234567890", "87654321", "aaaaaaaa", "abababab", "abcdefgh", "qwertyuiop",
        "password", "P@ssw0rd", "Password2026!", "quangtri", "QuảngTrị2026", "matkhau99",
        "\u200b" * 12, "x" * 201, "lan.nguyen", "lan.nguyen@example.vn", "Nguyễn Thị Lan", "nguyenthilan",
        "NguyenThiLan1990",        "0912345678", "+84912345678", "84912345678", "1qaz2wsx",
    ],
)  # fmt: skip
def test_a_weak_password_is_refused(app, weak):
    with pytest.raises(WeakPassword) as refusal:
        a_member(email="lan.nguyen@example.vn", password=weak)
    assert "8" in str(refusal.value)
    assert db.session.query(Person).count() == 0


@pytest.mark.parametrize("good", ["gió Lào tháng sáu", "demo-password-1", "Xk7#pq2Lm", "tiêu tiêu cà phê"])
def test_a_good_password_may_be_words(good):
    assert not is_weak(good, about=("Nguyễn Thị Lan", EMAIL, "+84912345678"))


@given(st.text(max_size=250))
def test_any_text_is_either_weak_or_long_enough(typed):
    assert is_weak(typed, about=(typed, None)) or len(typed) >= 8


@given(st.text(max_size=80))
def test_the_key_that_tries_are_counted_by_is_stable(typed):
    assert login_key(typed) == login_key(login_key(typed))


def test_two_who_join_at_the_same_moment_are_one_account(app, monkeypatch):
    """PostgreSQL lets both look before either writes: the unique key decides, and it is a refusal, not a fault."""
    a_member(phone=None)
    monkeypatch.setattr(people, "_refuse_if_known", lambda *_: None)
    with pytest.raises(AlreadyKnown) as refusal:
        a_member(phone=None)
    assert isinstance(refusal.value.__cause__, IntegrityError)
    assert db.session.query(Person).count() == 1


def test_the_key_of_a_key_is_the_key():
    assert email_key(email_key("LAN@example.vn")) == "lan@example.vn"


def test_a_role_is_given_by_somebody_and_noted(lan, admin):
    give_role(lan, "organizer", by=admin)
    give_role(lan, "organizer", by=admin)
    assert lan.is_organizer
    assert not lan.is_admin
    [entry] = db.session.query(AuditEntry).all()
    assert (entry.action, entry.person_id, entry.details) == (
        "role given",
        admin.id,
        {"from": "member", "to": "organizer"},
    )
    with pytest.raises(NoSuchRole):
        give_role(lan, "king", by=admin)


def test_a_person_may_change_name_and_language(lan):
    update_profile(lan, full_name=" Lan   Nguyễn", language="en")
    assert (lan.full_name, lan.language) == ("Lan Nguyễn", "en")
    with pytest.raises(BadName):
        update_profile(lan, full_name=" ", language="vi")


def test_signing_up_takes_no_role_from_outside():
    with pytest.raises(TypeError):
        sign_up(full_name="Lan", email=EMAIL, password=PASSWORD, role="admin")
