"""What must hold of people is seen when it does not."""

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.actions import save_address
from marketplace.domain.accounts.invariants import INVARIANTS
from marketplace.domain.accounts.models import AccountToken, Person, RecoveryCode, SecondFactor, SignIn
from tests.people import DONG_HA, a_person


def broken() -> list[str]:
    return [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds]


def an_erased_person(**left) -> Person:
    person = Person(full_name=None, state="erased", joined_at=clock.now())
    for name, value in left.items():
        setattr(person, name, value)
    with transaction():
        db.session.add(person)
    return person


def test_sound_people_break_nothing(lan):
    an_erased_person()
    save_address(lan, recipient="Lan", phone="0912345678", line="12 Lê Duẩn", commune_code=DONG_HA)
    assert broken() == []


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("fact", ["full_name", "phone", "password_hash", "email_key"])
def test_an_erased_person_who_left_something_is_seen(app, fact):
    an_erased_person(**{fact: "lan@example.vn"})
    assert "A3" in broken()


@pytest.mark.plants_a_fault
def test_an_erased_person_whose_place_or_browser_is_still_known_is_seen(lan):
    save_address(lan, recipient="Lan", phone="0912345678", line="12 Lê Duẩn", commune_code=DONG_HA)
    with transaction():
        db.session.add(SignIn(person_id=lan.id, token_hash="x", began_at=clock.now(), seen_at=clock.now()))
        lan.full_name = lan.email = lan.email_key = lan.phone = None
        lan.state = "erased"
    [finding] = [each for each in examine(INVARIANTS) if each.invariant.name == "A3"]
    assert [kind for kind, _ in finding.offenders] == ["address", "sign-in"]


@pytest.mark.plants_a_fault
def test_an_address_without_its_key_is_seen(app):
    person = a_person()
    with transaction():
        person.email_key = None
    assert broken() == ["A4"]


@pytest.mark.plants_a_fault
def test_an_old_link_that_a_new_one_did_not_close_is_seen(lan):
    now = clock.now()
    facts = {"person_id": lan.id, "purpose": "reset", "expires_at": now + timedelta(hours=1)}
    with transaction():
        db.session.add(AccountToken(**facts, token_hash="first", used_at=None))
        db.session.flush()
        db.session.add(AccountToken(**facts, token_hash="second", used_at=now))
    assert broken() == ["A5"]


@pytest.mark.plants_a_fault
def test_a_second_factor_of_somebody_erased_is_seen(app):
    person = an_erased_person()
    with transaction():
        db.session.add(SecondFactor(person_id=person.id, sealed_secret="x", begun_at=clock.now()))
    assert broken() == ["A3"]


@pytest.mark.plants_a_fault
def test_paper_for_a_phone_that_was_never_set_up_is_seen(lan):
    with transaction():
        db.session.add(SecondFactor(person_id=lan.id, sealed_secret="x", begun_at=clock.now()))
        db.session.flush()
        db.session.add(RecoveryCode(person_id=lan.id, code_hash="x"))
    assert broken() == ["A6"]
