"""Passwords: hashed slowly, compared in one spelling, never with nobody's."""

import unicodedata

from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core import passwords
from marketplace.core.passwords import NOBODY, fits, hash_password, is_outdated


def test_only_the_right_password_fits():
    kept = hash_password("hồ tiêu Cùa 2026")
    assert fits("hồ tiêu Cùa 2026", kept)
    assert not fits("hồ tiêu Cùa 2027", kept)
    assert kept.startswith("$argon2id$")


def test_the_same_letters_from_another_keyboard_fit():
    kept = hash_password(unicodedata.normalize("NFC", "đặc sản Quảng Trị"))
    assert fits(unicodedata.normalize("NFD", "đặc sản Quảng Trị"), kept)


def test_nobodys_hash_costs_as_much_and_lets_nobody_in():
    assert not is_outdated(NOBODY)
    assert not fits("", None)
    assert not fits("", "not a hash")


def test_a_hash_of_weaker_settings_is_outdated():
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash("old-and-weak"))


@settings(max_examples=200)
@given(st.text())
def test_one_spelling_is_one_spelling(typed):
    once = passwords._one_spelling(typed)
    assert passwords._one_spelling(once) == once
