import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.text import clean, clean_lines, fits_a_name, fold, slugify

ANYTHING = st.text(st.characters())


def test_spaces_of_every_kind_become_one():
    assert clean("  Khe \u00a0\t Sanh\u3000\r\n ") == "Khe Sanh"


def test_direction_marks_and_zero_width_letters_are_dropped():
    assert clean("Gian\u202e\u200b Ha\ufeff\u0300ng\u2066") == "Gian Hàng"


def test_controls_and_half_characters_that_no_database_takes_are_dropped():
    assert clean("a\x00b\x1b\ud800c") == "abc"


def test_decomposed_input_is_kept_composed():
    assert clean(unicodedata.normalize("NFD", "Đakrông")) == "Đakrông"


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(ANYTHING)
def test_cleaning_lines_twice_is_cleaning_them_once(text):
    assert clean_lines(clean_lines(text)) == clean_lines(text)


def test_lines_of_a_description_stay_lines():
    assert clean_lines("\n Mắm  ruốc \r\n\n\n\n Gio Linh\u200b \n") == "Mắm ruốc\n\nGio Linh"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Đakrông", "dakrong"),
        ("ĐÔNG HÀ", "dong ha"),
        ("Thuỷ", "thuy"),
        ("Thủy", "thuy"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Nước Mắm  Mỹ Thuỷ", "nuoc mam my thuy"),
        ("Cà phê Khe Sanh (100% Arabica)", "ca phe khe sanh (100% arabica)"),
    ],
)
def test_a_word_is_found_with_and_without_its_marks(written, found):
    assert fold(written) == found
    assert fold(unicodedata.normalize("NFD", written)) == found
    assert fold(written.upper()) == found


@given(ANYTHING)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(ANYTHING)
def test_composed_and_decomposed_spellings_meet(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_every_vietnamese_syllable_meets_its_other_spelling():
    onsets = ["", "b", "ch", "đ", "gi", "kh", "ngh", "ph", "qu", "th", "tr", "x"]
    vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "uyê", "ươ", "iê", "oai"]
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    codas = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]
    syllables = [
        onset + vowel + tone + coda for onset in onsets for vowel in vowels for tone in tones for coda in codas
    ]
    assert len(syllables) > 6_000
    for syllable in syllables:
        composed, decomposed = (unicodedata.normalize(form, syllable) for form in ("NFC", "NFD"))
        assert clean(decomposed) == composed
        assert fold(decomposed) == fold(composed)
        assert fold(composed).isascii()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Nước mắm Mỹ Thuỷ (500 ml)", "nuoc-mam-my-thuy-500-ml"),
        ("  Đặc sản — Đakrông! ", "dac-san-dakrong"),
        ("玄米", ""),
    ],
)
def test_a_slug_is_plain_ascii(name, slug):
    assert slugify(name) == slug


@given(ANYTHING, st.integers(1, 30))
def test_a_slug_never_needs_escaping(text, longest):
    slug = slugify(text, longest)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= longest
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_a_name_may_be_long_but_not_a_pile_of_marks():
    assert fits_a_name("Nguyễn Thị Ngọc Ánh")
    assert fits_a_name("ộ" * 100)
    assert not fits_a_name("ộ" * 101)
    assert fits_a_name("a" + "\u0301" * 4)
    assert not fits_a_name("a" + "\u0301" * 5)
