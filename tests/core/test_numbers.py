"""Numbers follow the language of the page, everywhere from one place; what is typed is read in both ways of writing."""

import contextlib
import re

import pytest
from babel.numbers import format_decimal as babel_decimal
from flask import g
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core.errors import BadInput
from marketplace.core.language import force_locale
from marketplace.core.money import (
    NotAnAmount,
    NotAWholeNumber,
    PartOfADong,
    PartOfOne,
    format_dong,
    parse_count,
    parse_dong,
)
from marketplace.core.numbers import (
    format_count,
    format_decimal,
    format_fixed,
    format_kilograms,
    format_percent,
    format_points,
)
from tests.people import on_sale

MOST = 10**9
GAP = "\u00a0"


def in_language(name, work):
    with force_locale(name):
        return work()


@pytest.mark.parametrize(
    ("work", "vi", "en"),
    [
        (lambda: format_dong(1_250_000), f"1.250.000{GAP}₫", f"1,250,000{GAP}₫"),
        (lambda: format_dong(-4_500), f"-4.500{GAP}₫", f"-4,500{GAP}₫"),
        (lambda: format_points(250), "2,5%", "2.5%"),
        (lambda: format_points(300), "3%", "3%"),
        (lambda: format_points(123_456), "1.234,56%", "1,234.56%"),
        (lambda: format_kilograms(1_500), f"1,5{GAP}kg", f"1.5{GAP}kg"),
        (lambda: format_kilograms(250), f"250{GAP}g", f"250{GAP}g"),
        (lambda: format_kilograms(1_250_000), f"1.250{GAP}kg", f"1,250{GAP}kg"),
        (lambda: format_percent(12.5), f"12,50{GAP}%", f"12.50{GAP}%"),
        (lambda: format_fixed(4.25, 1), "4,2", "4.2"),
        (lambda: format_count(2_500), "2.500", "2,500"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(app, work, vi, en):
    assert in_language("vi", work) == vi
    assert in_language("en", work) == en


@given(st.integers(-(10**15), 10**15), st.sampled_from(["vi", "en"]))
def test_whole_numbers_are_written_as_babel_writes_them(app, number, name):
    assert in_language(name, lambda: format_count(number)) == babel_decimal(number, locale=name)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["vi", "en"]))
def test_decimals_are_written_as_babel_writes_them(app, hundredths, name):
    number = hundredths / 100
    assert in_language(name, lambda: format_decimal(number)) == babel_decimal(number, "#,##0.##", locale=name)


def test_a_letter_writes_numbers_in_its_own_language_whoever_asks(app):
    with app.test_request_context("/en/", environ_overrides={"SCRIPT_NAME": "/en"}):
        assert in_language("vi", lambda: format_dong(1_000)) == f"1.000{GAP}₫"
    assert g.get("language") is None


def test_a_page_shows_prices_in_its_language(client, booth):
    on_sale(booth, slug="tieu", price=125_000)
    assert f"125.000{GAP}₫" in client.get("/products/tieu").text
    english = client.get("/en/products/tieu").text
    assert f"125,000{GAP}₫" in english
    assert f"125.000{GAP}₫" not in english


MARKS = st.sampled_from(["", ".", ",", " ", GAP])


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(st.integers(0, MOST), MARKS)
def test_a_count_is_read_however_its_thousands_are_parted(number, mark):
    assert parse_count(grouped(number, mark), 0, MOST) == number
    assert parse_dong(grouped(number, mark) + " ₫") == number


@given(
    st.integers(0, 999),
    st.text("0123456789", min_size=1, max_size=6).filter(lambda text: len(text) != 3),
    st.sampled_from(".,"),
)
def test_a_fraction_is_refused_with_a_sentence_of_its_own(whole, part, mark):
    typed = f"{whole}{mark}{part}"
    with pytest.raises(PartOfOne):
        parse_count(typed, 0, MOST)
    with pytest.raises(PartOfADong):
        parse_dong(typed)


@pytest.mark.parametrize(
    "typed", ["0.500", "00.500", "1.00.000", "1.000,000", "2..500", ".500", "2.500.", "1e3", "٢", "", "-", "2.5 kg"]
)
def test_what_could_mean_two_things_is_refused(typed):
    with pytest.raises(NotAWholeNumber):
        parse_count(typed, 0, MOST)
    with pytest.raises(NotAnAmount):
        parse_dong(typed)


@settings(max_examples=300)
@given(st.text(st.sampled_from("0123456789., -+₫đ\u00a0"), max_size=16))
def test_whatever_is_typed_is_read_as_its_digits_or_refused(app, typed):
    for read in (lambda text: parse_count(text, 0, MOST), lambda text: parse_dong(text, 0, MOST)):
        with contextlib.suppress(BadInput):
            assert read(typed) == int(re.sub("[^0-9]", "", typed))


@given(st.integers(0, MOST), st.sampled_from(["vi", "en"]))
def test_what_is_written_can_be_typed_again(app, number, name):
    assert in_language(name, lambda: parse_dong(format_dong(number))) == number
    assert in_language(name, lambda: parse_count(format_count(number), 0, MOST)) == number


def test_bounds_are_told_in_the_language_of_the_page(app):
    with pytest.raises(NotAWholeNumber) as refusal:
        in_language("en", lambda: parse_count("abc", 1, 2_000))
    assert refusal.value.values["high"] == "2,000"
