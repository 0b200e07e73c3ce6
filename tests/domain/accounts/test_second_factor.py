"""The second factor: a code of the phone after the password, each good once; paper for the day the phone is lost."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.tries import TooManyTries
from marketplace.domain.accounts.actions import (
    begin_second_factor,
    change_password,
    confirm_second_factor,
    drop_second_factor,
    finish_sign_in,
    lift_second_factor,
    renew_recovery_codes,
    sign_in,
)
from marketplace.domain.accounts.actions.proving import take_code
from marketplace.domain.accounts.errors import (
    DeadToken,
    FactorIsOff,
    FactorIsOn,
    SecondStepAsked,
    WrongCode,
    WrongPassword,
)
from marketplace.domain.accounts.models import Person, RecoveryCode, SecondFactor, SignIn
from marketplace.domain.accounts.queries import recovery_codes_left, secret_of, sign_ins_of
from tests.domain.accounts.people import EMAIL, PASSWORD, a_member


class Phone:
    """An authenticator app with a person's secret."""

    def __init__(self, factor: SecondFactor) -> None:
        self._totp = pyotp.TOTP(secret_of(factor))

    def code(self, *, later: int = 0) -> str:
        """What it shows so many half minutes from now."""
        return self._totp.at(clock.now(), counter_offset=later)


@pytest.fixture
def still():
    """A moment that stays, so that codes do not change under the test."""
    with clock.frozen(clock.now()):
        yield


@pytest.fixture
def lan(still, app) -> Person:
    return a_member()


@pytest.fixture
def here(still, lan) -> SignIn:
    return sign_in(login=EMAIL, password=PASSWORD)[0]


@pytest.fixture
def phone(lan, here) -> Phone:
    return Phone(begin_second_factor(lan))


@pytest.fixture
def paper(lan, here, phone) -> list[str]:
    """The second factor is on; the paper with the recovery codes."""
    return confirm_second_factor(lan, password=PASSWORD, typed=phone.code(), here=here)


def halfway() -> str:
    """The password was right; what the browser then holds."""
    with pytest.raises(SecondStepAsked) as asked:
        sign_in(login=EMAIL, password=PASSWORD)
    return asked.value.token


def test_until_a_code_confirms_it_nothing_changes(lan, phone):
    assert sign_in(login=EMAIL, password=PASSWORD)


def test_the_password_alone_lets_nobody_in_any_more(lan, paper):
    halfway()
    assert len(sign_ins_of(lan)) == 1


def test_the_code_of_the_phone_lets_in_once(lan, phone, paper):
    sign_in_row, _token = finish_sign_in(halfway(), phone.code(later=1))
    assert sign_in_row.proven_at is not None
    with pytest.raises(WrongCode):
        finish_sign_in(halfway(), phone.code(later=1))


def test_the_code_that_confirmed_it_opens_nothing(phone, paper):
    with pytest.raises(WrongCode):
        finish_sign_in(halfway(), phone.code())


def test_an_older_code_opens_nothing_after_a_newer_one(phone, paper):
    finish_sign_in(halfway(), phone.code(later=1))
    with pytest.raises(WrongCode):
        finish_sign_in(halfway(), phone.code(later=0))


@pytest.mark.parametrize("later", [-3, 3])
def test_a_code_of_another_time_opens_nothing(phone, paper, later):
    with clock.frozen(clock.now() + timedelta(minutes=10)), pytest.raises(WrongCode):
        finish_sign_in(halfway(), phone.code(later=later))


def test_a_clock_that_is_half_a_minute_slow_is_forgiven(phone, paper):
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        assert finish_sign_in(halfway(), phone.code(later=-1))


def test_a_recovery_code_opens_once_however_it_is_typed(lan, paper):
    typed = f" {paper[0][:5].lower()} {paper[0][5:]} "
    assert finish_sign_in(halfway(), typed)
    assert recovery_codes_left(lan) == len(paper) - 1
    with pytest.raises(WrongCode):
        finish_sign_in(halfway(), paper[0])


def test_a_code_that_is_on_no_paper_opens_nothing(paper):
    with pytest.raises(WrongCode):
        finish_sign_in(halfway(), "ABCDEFGHJK")


def test_new_paper_makes_the_old_worthless(lan, paper):
    renewed = renew_recovery_codes(lan, password=PASSWORD)
    with pytest.raises(WrongCode):
        finish_sign_in(halfway(), paper[0])
    assert finish_sign_in(halfway(), renewed[0])


def test_who_found_an_open_browser_is_given_no_paper(lan, paper):
    with pytest.raises(WrongPassword):
        renew_recovery_codes(lan, password="a guess of mine")
    assert finish_sign_in(halfway(), paper[0])


def test_what_no_code_confirmed_is_not_asked_for(lan, phone):
    with pytest.raises(FactorIsOff):
        take_code(lan, phone.code())


def test_who_comes_in_by_paper_is_told_so_by_letter(lan, paper):
    finish_sign_in(halfway(), paper[0])
    told = db.session.scalars(select(Letter.text).order_by(Letter.id.desc())).first()
    assert "mã dự phòng" in (told or "")


def test_codes_cannot_be_guessed(paper):
    token = halfway()
    for _ in range(9):
        with pytest.raises(WrongCode):
            finish_sign_in(token, "000000")
    with pytest.raises(TooManyTries):
        finish_sign_in(token, "000000")


def test_the_second_step_must_follow_within_ten_minutes(phone, paper):
    token = halfway()
    with clock.frozen(clock.now() + timedelta(minutes=11)), pytest.raises(DeadToken):
        finish_sign_in(token, phone.code())


def test_a_step_is_gone_once_it_was_taken(phone, paper):
    token = halfway()
    finish_sign_in(token, phone.code(later=1))
    with clock.frozen(clock.now() + timedelta(minutes=1)), pytest.raises(DeadToken):
        finish_sign_in(token, phone.code(later=1))


def test_a_new_password_ends_the_step_of_who_knew_the_old_one(lan, phone, paper):
    token = halfway()
    change_password(lan, old=PASSWORD, new="sáng mai ra chợ phiên", keep=None)
    with pytest.raises(DeadToken):
        finish_sign_in(token, phone.code(later=1))


def test_turning_it_on_signs_every_other_browser_out(lan, still):
    sign_in(login=EMAIL, password=PASSWORD)
    here, _token = sign_in(login=EMAIL, password=PASSWORD)
    phone = Phone(begin_second_factor(lan))
    confirm_second_factor(lan, password=PASSWORD, typed=phone.code(), here=here)
    assert [each.id for each in sign_ins_of(lan)] == [here.id]


def test_who_found_an_open_browser_cannot_turn_it_on_or_off(lan, here, phone):
    with pytest.raises(WrongPassword):
        confirm_second_factor(lan, password="a guess of mine", typed=phone.code(), here=here)
    confirm_second_factor(lan, password=PASSWORD, typed=phone.code(), here=here)
    with pytest.raises(WrongPassword):
        drop_second_factor(lan, password="a guess of mine", typed=phone.code(later=1))
    with pytest.raises(WrongCode):
        drop_second_factor(lan, password=PASSWORD, typed="000000")


def test_a_second_phone_is_set_up_after_the_first_is_off(lan, phone, paper):
    with pytest.raises(FactorIsOn):
        begin_second_factor(lan)
    drop_second_factor(lan, password=PASSWORD, typed=phone.code(later=1))
    assert sign_in(login=EMAIL, password=PASSWORD)
    assert begin_second_factor(lan).confirmed_at is None


def test_who_lost_both_is_let_in_by_the_operators(lan, paper):
    lift_second_factor(lan)
    assert sign_in(login=EMAIL, password=PASSWORD)
    assert db.session.query(RecoveryCode).count() == 0
    with pytest.raises(FactorIsOff):
        lift_second_factor(lan)


def test_the_secret_lies_sealed(lan, phone):
    factor = db.session.get(SecondFactor, lan.id)
    assert secret_of(factor) not in factor.sealed_secret
