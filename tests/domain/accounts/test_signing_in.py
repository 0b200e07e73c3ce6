"""Coming and going: alike for unknown and wrong, tries counted and kept, sign-ins that end where they should."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from marketplace.core import clock, passwords
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.core.tries import TooManyTries, Try
from marketplace.domain.accounts.actions import (
    end_other_sign_ins,
    end_sign_in,
    give_role,
    join,
    note_seen,
    sign_in,
    sign_out,
)
from marketplace.domain.accounts.errors import BadName, WrongLogin
from marketplace.domain.accounts.models import SignIn
from marketplace.domain.accounts.queries import sign_in_by_token, sign_ins_of
from tests.domain.accounts.people import EMAIL, PASSWORD, a_member


@pytest.fixture
def member(app):
    return a_member()


def come(login: str = EMAIL, password: str = PASSWORD, **facts) -> tuple[SignIn, str]:
    return sign_in(login=login, password=password, **facts)


@pytest.mark.parametrize("login", [EMAIL, "LAN@example.vn", " lan@example.vn", "0912345678", "+84 912 345 678"])
def test_one_comes_in_by_address_or_number_however_it_is_typed(member, login):
    began, token = come(login, browser="Firefox trên Android")
    assert began.person == member
    assert sign_in_by_token(token) == began
    assert token not in began.token_hash


class CountingHasher:
    """The real hasher, with the checks it is asked for written down."""

    def __init__(self):
        self.checked: list[str] = []
        self._real = PasswordHasher()

    def verify(self, kept, typed):
        self.checked.append(kept)
        return self._real.verify(kept, typed)

    def check_needs_rehash(self, kept):
        return self._real.check_needs_rehash(kept)


@pytest.mark.parametrize(
    "login", [EMAIL, "nobody@example.vn", "0987654321", "", "@", "not a number", "\x00", "%", "lan@"]
)
def test_unknown_and_wrong_are_the_same_answer_and_the_same_work(app, queries, monkeypatch, login):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    a_member()
    hasher = CountingHasher()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    queries.clear()
    with pytest.raises(WrongLogin) as refusal:
        come(login, "not her password")
    [kept] = hasher.checked
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert str(refusal.value) == "Tên đăng nhập hoặc mật khẩu không đúng."
    assert refusal.value.field == "login"
    assert len(queries) <= 4  # two tries counted, at most one look for the person: nothing that grows for the known


def test_a_person_without_a_password_cannot_come_in(lan):
    for password in ("", "None", "not her password"):
        with pytest.raises(WrongLogin):
            come(lan.email, password)


def test_the_eleventh_try_must_wait_in_whatever_spelling(member):
    spellings = ["0912345678", "0912 345 678", "+84912345678", "84912345678", "0912.345.678"]
    for n in range(10):
        with pytest.raises(WrongLogin):
            come(spellings[n % 5], "wrong")
    with pytest.raises(TooManyTries) as refusal:
        come("(0912) 345 678")
    assert refusal.value.status == 429


def test_a_refused_try_stays_counted(member):
    with pytest.raises(WrongLogin):
        come(password="wrong", address="203.0.113.9")
    assert db.session.query(Try).count() == 2


def test_tries_end_with_time_and_with_success(member):
    for _ in range(9):
        with pytest.raises(WrongLogin):
            come(password="wrong")
    come()
    for _ in range(9):
        with pytest.raises(WrongLogin):
            come(password="wrong")
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        come()


def test_one_address_cannot_try_many_people(member):
    for n in range(50):
        with pytest.raises(WrongLogin):
            come(f"person{n}@example.vn", "wrong", address="203.0.113.9")
    with pytest.raises(TooManyTries):
        come(address="203.0.113.9")
    come(address="203.0.113.10")


def test_a_disabled_person_neither_comes_in_nor_stays_in(member):
    _, token = come()
    with transaction():
        member.state = "disabled"
    assert sign_in_by_token(token) is None
    with pytest.raises(WrongLogin):
        come()


def test_signing_out_ends_this_browser_only(member):
    (here, token), (_, elsewhere) = come(), come()
    sign_out(here)
    sign_out(here)
    assert sign_in_by_token(token) is None
    assert sign_in_by_token(elsewhere) is not None


def test_coming_in_again_in_the_same_browser_ends_the_sign_in_before(member):
    first, old = come()
    _, new = come(instead_of=first)
    assert sign_in_by_token(old) is None
    assert sign_in_by_token(new) is not None


def test_one_ends_ones_own_browsers_and_nobody_elses(member):
    other = a_member(email="hoa@example.vn", phone=None, full_name="Trần Thị Hoa")
    (here, _), (there, _), (hers, hers_token) = come(), come(), come("hoa@example.vn")
    end_sign_in(member, hers.id)
    assert sign_in_by_token(hers_token) == hers
    end_sign_in(member, there.id)
    assert list(sign_ins_of(member)) == [here]
    come()
    end_other_sign_ins(member, keep=here)
    assert list(sign_ins_of(member)) == [here]
    assert len(sign_ins_of(other)) == 1
    end_other_sign_ins(member, keep=None)
    assert sign_ins_of(member) == []


@pytest.mark.parametrize(("role", "idle"), [("member", timedelta(days=30)), ("organizer", timedelta(hours=12))])
def test_a_browser_that_is_not_used_is_forgotten(member, admin, role, idle):
    give_role(member, role, by=admin)
    began, token = come()
    start = began.began_at
    with clock.frozen(start + idle - timedelta(minutes=1)):
        note_seen(sign_in_by_token(token))
    with clock.frozen(start + 2 * idle - timedelta(minutes=2)):
        assert sign_in_by_token(token) is not None
    with clock.frozen(start + 2 * idle):
        assert sign_in_by_token(token) is None
        assert sign_ins_of(member) == []


def test_no_sign_in_lives_for_ever(member):
    began, token = come()
    with clock.frozen(began.began_at) as hands:
        for _ in range(9):
            hands.move(days=20)
            if sign_in_by_token(token):
                note_seen(sign_in_by_token(token))
        hands.move(days=1)
        assert sign_in_by_token(token) is None


def test_an_old_hash_becomes_a_new_one_on_the_way_in(member):
    with transaction():
        member.password_hash = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    come()
    assert not passwords.is_outdated(member.password_hash)


def test_a_newcomer_is_in_at_once(app):
    began, token = join(full_name="Hồ Thị Mai", email=None, phone="0987654321", password=PASSWORD, language="en")
    assert sign_in_by_token(token).person.full_name == "Hồ Thị Mai"
    assert began.person.language == "en"


def test_newcomers_from_one_address_are_limited(app):
    for _ in range(20):
        with pytest.raises(BadName):
            join(full_name="", email=None, phone=None, password="", language="vi", address="203.0.113.9")
    with pytest.raises(TooManyTries):
        join(full_name="Mai", email=EMAIL, phone=None, password=PASSWORD, language="vi", address="203.0.113.9")
