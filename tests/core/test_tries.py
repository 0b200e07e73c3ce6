"""Tries are counted in the database, so that they stay limited when everything else forgets."""

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.tries import TooManyTries, Try, count_try, forget_tries, sweep_tries

HOUR = timedelta(hours=1)


def tried(times: int, key: str = "lan@example.vn") -> None:
    for _ in range(times):
        count_try("sign-in", key, most=3, within=HOUR)


def test_the_fourth_try_of_three_must_wait(app):
    tried(3)
    with pytest.raises(TooManyTries) as refusal:
        tried(1)
    assert refusal.value.seconds == 3600
    assert "60 phút" in str(refusal.value)


def test_another_key_has_tries_of_its_own(app):
    tried(3)
    tried(3, key="hoa@example.vn")


def test_tries_are_given_back_by_time_and_by_success(app):
    tried(3)
    with clock.frozen(clock.now() + HOUR + timedelta(seconds=1)):
        tried(3)
    forget_tries("sign-in", "lan@example.vn")
    tried(3)


def test_no_key_is_kept_in_clear(app):
    tried(1)
    assert "lan" not in db.session.query(Try.key).scalar()


def test_old_tries_are_swept(app):
    tried(1)
    with clock.frozen(clock.now() + timedelta(days=2)):
        sweep_tries()
    assert db.session.query(Try).count() == 0
