import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.phones import BadPhone, format_phone, is_mobile, mask_phone, normalize_phone

NUMBERS = st.from_regex(r"\A0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9]|23[23])[0-9]{7}\Z").filter(str.isascii)


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "(0912) 345-678",
        "+84912345678",
        "+84 (0)912 345 678",
        "84912345678",
        "0084912345678",
        "\u200e0912\u00a0345678",
        "０９１２３４５６７８",
    ],
)
def test_a_number_is_one_however_it_is_typed(typed):
    assert normalize_phone(typed) == "+84912345678"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "912345678",
        "091234567",
        "09123456789",
        "0312345678",
        "0512345678",
        "0712345678",
        "0801234567",
        "+85291234567",
        "+1 202 555 0100",
        "09123a5678",
        "0912345678;",
        "٠٩١٢٣٤٥٦٧٨x",
        "023338521",
        "+84+84912345678",
    ],
)
def test_other_numbers_are_refused(typed):
    with pytest.raises(BadPhone):
        normalize_phone(typed)


def test_landlines_are_numbers_but_receive_no_messages():
    assert normalize_phone("0233 3852 123") == "+842333852123"
    assert not is_mobile("+842333852123")
    assert is_mobile("+84912345678")


@pytest.mark.parametrize(
    ("phone", "shown", "masked"),
    [
        ("+84912345678", "0912 345 678", "09•• ••• 678"),
        ("+842333852123", "0233 3852 123", "02•• •••• 123"),
        ("+842438251234", "024 3825 1234", "02• •••• •234"),
    ],
)
def test_numbers_are_shown_in_the_familiar_groups(phone, shown, masked):
    assert format_phone(phone) == shown
    assert mask_phone(phone) == masked


@given(NUMBERS)
def test_the_shown_number_is_the_same_number(typed):
    phone = normalize_phone(typed)
    assert normalize_phone(format_phone(phone)) == phone
    assert normalize_phone(phone) == phone


@given(st.text())
def test_whatever_is_typed_gives_a_number_or_a_refusal(text):
    try:
        phone = normalize_phone(text)
    except BadPhone:
        return
    assert normalize_phone(phone) == phone
