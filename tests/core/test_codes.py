import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.codes import (
    ALPHABET,
    clean_code,
    hash_token,
    order_code,
    order_code_in,
    random_code,
    secret_token,
)


def test_nothing_in_a_code_looks_like_something_else():
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set(ALPHABET) & set("0O1Il")


def test_an_order_code_has_fifty_random_bits():
    assert re.fullmatch(rf"QT-[{ALPHABET}]{{10}}", order_code())
    assert len({order_code() for _ in range(2_000)}) == 2_000


@given(st.integers(0, 40))
def test_a_code_has_the_length_asked_for(length):
    assert len(random_code(length)) == length


@pytest.mark.parametrize(
    "typed",
    [
        "QT-7K3M9XQ2PD",
        "qt-7k3m9xq2pd",
        " qt 7k3m9 xq2pd ",
        "QT7K3M9XQ2PD",
        "QT–7K3M9XQ2PD",
        "ＱＴ-7K3M9XQ2PD",
    ],
)
def test_an_order_is_found_however_its_code_is_typed(typed):
    assert clean_code(typed) == "QT-7K3M9XQ2PD"


@pytest.mark.parametrize(
    ("typed", "code"), [("khe sanh 20", "KHESANH20"), ("Đặc-sản\u200b", "DACSAN"), ("", ""), ("'; --", "")]
)
def test_a_voucher_is_found_however_it_was_heard(typed, code):
    assert clean_code(typed) == code


@pytest.mark.parametrize("typed", ["qt 7k3m9xq2pd", "QT-7K3M9XQ2PD-1", "QT–7K3M9XQ2PD–12"])
def test_the_number_of_a_booths_part_is_no_matter_to_the_order_meant(typed):
    assert order_code_in(typed) == "QT-7K3M9XQ2PD"


@pytest.mark.parametrize("typed", ["", "QT", "QT-7K3M9XQ2P", "QT-7K3M9XQ2PDA", "QT-7K3M9XQ2PD-123", "QT-0K3M9XQ2PD"])
def test_what_no_order_can_be_called_is_no_order_code(typed):
    assert order_code_in(typed) is None


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_code(clean_code(text)) == clean_code(text)


def test_a_secret_is_long_and_only_its_hash_is_kept():
    secret = secret_token()
    assert len(secret) * 6 >= 128
    assert len({secret_token() for _ in range(1_000)}) == 1_000
    assert re.fullmatch("[0-9a-f]{64}", hash_token(secret))
    assert hash_token(secret) == hash_token(secret) != hash_token(secret_token())
