"""New passwords: the old one asked for, every other browser signed out, a letter's link good once."""

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.audit import AuditEntry
from marketplace.core.codes import hash_token, secret_token
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.outbox import OutboxEvent
from marketplace.core.transactions import transaction
from marketplace.core.tries import TooManyTries
from marketplace.domain.accounts.actions import ask_for_reset, change_password, reset_password, sign_in
from marketplace.domain.accounts.errors import DeadToken, WeakPassword, WrongLogin, WrongPassword
from marketplace.domain.accounts.models import AccountToken
from marketplace.domain.accounts.queries import is_living_token, sign_in_by_token, sign_ins_of
from tests.domain.accounts.people import EMAIL, PASSWORD, a_member

NEW = "nắng Cửa Tùng"


@pytest.fixture
def member(app):
    return a_member()


def letters() -> list[Letter]:
    return db.session.query(Letter).order_by(Letter.id).all()


def token_from_letter() -> str:
    letter = letters()[-1]
    address = next(line for line in letter.text.splitlines() if "/account/reset/" in line)
    return address.rsplit("/", 1)[1]


def test_a_new_password_ends_every_other_browser(member):
    here, token = sign_in(login=EMAIL, password=PASSWORD)
    _, elsewhere = sign_in(login=EMAIL, password=PASSWORD)
    change_password(member, old=PASSWORD, new=NEW, keep=here)
    assert sign_in_by_token(token) == here
    assert sign_in_by_token(elsewhere) is None
    with pytest.raises(WrongLogin):
        sign_in(login=EMAIL, password=PASSWORD)
    sign_in(login=EMAIL, password=NEW)


def test_the_owner_is_told_of_a_new_password_and_the_trail_knows(member):
    change_password(member, old=PASSWORD, new=NEW, keep=None)
    [letter] = letters()
    assert letter.to == EMAIL
    assert "la••@example.vn" in letter.text
    assert NEW not in letter.text + letter.html
    [entry] = db.session.query(AuditEntry).all()
    assert (entry.action, entry.subject) == ("password changed", f"person:{member.id}")


def test_the_old_password_must_be_right_and_the_new_one_good(member):
    with pytest.raises(WrongPassword):
        change_password(member, old="wrong", new=NEW, keep=None)
    for weak in ("short", "quangtri2026", "lan@example.vn"):
        with pytest.raises(WeakPassword):
            change_password(member, old=PASSWORD, new=weak, keep=None)
    sign_in(login=EMAIL, password=PASSWORD)


def test_the_old_password_cannot_be_tried_out(member):
    for _ in range(10):
        with pytest.raises(WrongPassword):
            change_password(member, old="wrong", new=NEW, keep=None)
    with pytest.raises(TooManyTries):
        change_password(member, old=PASSWORD, new=NEW, keep=None)


def test_a_letter_opens_the_way_to_a_new_password_once(member):
    _, before = sign_in(login=EMAIL, password=PASSWORD)
    ask_for_reset("LAN@example.vn")
    token = token_from_letter()
    assert letters()[0].to == EMAIL
    assert is_living_token(token, "reset")
    reset_password(token, NEW)
    assert sign_in_by_token(before) is None
    sign_in(login=EMAIL, password=NEW)
    assert not is_living_token(token, "reset")
    with pytest.raises(DeadToken):
        reset_password(token, "một mật khẩu khác")
    sign_in(login=EMAIL, password=NEW)


def test_a_used_link_kills_the_others(member):
    ask_for_reset(EMAIL)
    first = token_from_letter()
    ask_for_reset(EMAIL)
    reset_password(token_from_letter(), NEW)
    with pytest.raises(DeadToken):
        reset_password(first, "một mật khẩu khác")


def test_two_who_use_one_link_at_once_are_not_both_let_through(member, monkeypatch):
    """Both have looked at the link while it lived; the row decides."""
    from marketplace.domain.accounts.actions import passwords

    ask_for_reset(EMAIL)
    token = token_from_letter()
    row = passwords.living_token(token, "reset")
    reset_password(token, NEW)
    monkeypatch.setattr(passwords, "living_token", lambda *_: row)
    with pytest.raises(DeadToken):
        reset_password(token, "một mật khẩu khác")
    sign_in(login=EMAIL, password=NEW)


def test_a_weak_password_does_not_use_the_link_up(member):
    ask_for_reset(EMAIL)
    with pytest.raises(WeakPassword):
        reset_password(token_from_letter(), "12345678")
    reset_password(token_from_letter(), NEW)


def test_a_link_expires(member):
    ask_for_reset(EMAIL)
    token = token_from_letter()
    with clock.frozen(clock.now() + timedelta(hours=2)), pytest.raises(DeadToken):
        reset_password(token, NEW)


def test_a_token_of_another_kind_opens_nothing_here(member):
    token = secret_token()
    soon = clock.now() + timedelta(hours=1)
    with transaction():
        db.session.add(
            AccountToken(person_id=member.id, purpose="confirm_email", token_hash=hash_token(token), expires_at=soon)
        )
    assert is_living_token(token, "confirm_email")
    assert not is_living_token(token, "reset")
    with pytest.raises(DeadToken):
        reset_password(token, NEW)


@pytest.mark.parametrize("made_up", ["", "x", "%", "None", "0" * 32, "\x00"])
def test_a_made_up_token_opens_nothing(member, made_up):
    with pytest.raises(DeadToken):
        reset_password(made_up, NEW)


def test_a_disabled_person_gets_no_letter_and_no_way_in(member):
    ask_for_reset(EMAIL)
    token = token_from_letter()
    with transaction():
        member.state = "disabled"
    with pytest.raises(DeadToken):
        reset_password(token, NEW)
    ask_for_reset(EMAIL)
    assert len(letters()) == 1


@pytest.mark.parametrize("address", [EMAIL, "nobody@example.vn", "not an address", ""])
def test_asking_for_a_link_is_the_same_work_for_known_and_unknown(member, queries, app, monkeypatch, address):
    monkeypatch.setattr(app.extensions["news"], "announce", lambda _: None)  # the letter is written after the answer
    queries.clear()
    assert ask_for_reset(address) is None
    assert db.session.query(OutboxEvent).count() == 1
    assert [statement.split()[0] for statement in queries].count("INSERT") == 2  # the try, and the news
    assert letters() == []


def test_links_are_not_sent_without_end(member):
    for spelling in (EMAIL, "LAN@example.vn", " lan@example.vn", EMAIL, EMAIL):
        ask_for_reset(spelling)
    with pytest.raises(TooManyTries):
        ask_for_reset(EMAIL)
    assert len(letters()) == 5


def test_a_letter_speaks_the_persons_language_and_names_the_market_by_its_settings(app):
    a_member(language="en")
    ask_for_reset(EMAIL)
    [letter] = letters()
    assert 'lang="en"' in letter.html
    assert "http://localhost/en/account/reset/" in letter.text


def test_only_the_hash_of_a_link_is_kept(member):
    ask_for_reset(EMAIL)
    token = token_from_letter()
    [row] = db.session.query(AccountToken).all()
    assert row.token_hash == hash_token(token)
    assert len(token) >= 32


def test_nobody_stays_in_after_a_reset(member):
    sign_in(login=EMAIL, password=PASSWORD)
    ask_for_reset(EMAIL)
    reset_password(token_from_letter(), NEW)
    assert sign_ins_of(member) == []
