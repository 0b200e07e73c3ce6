import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.text import decode_telex, fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nuowcs mawms", "nước mắm"),
        ("ca phee", "ca phê"),
        ("caf phee khe sanh", "cà phê khe sanh"),
        ("ddakroong", "đakrông"),
        ("Ddakroong", "Đakrông"),
        ("NUOWCS", "NƯỚC"),
        ("chef vawngf", "chè vằng"),
        ("hoof tieeu", "hồ tiêu"),
        ("ddawcj sanr", "đặc sản"),
        ("nuwowcs", "nước"),
        ("nuocws", "nước"),
        ("rwowuj", "rượu"),
        ("hoaf", "hòa"),
        ("hofa", "hòa"),
        ("thuyr", "thủy"),
        ("giafy", "giày"),
        ("gif", "gì"),
        ("quawn", "quăn"),
        ("quys", "quý"),
        ("muaw", "mưa"),
        ("khuyeens", "khuyến"),
        ("toans", "toán"),
        ("ruoocs", "ruốc"),
        ("uoongs", "uống"),
        ("twf", "từ"),
    ],
)
def test_words_typed_with_the_keyboard_off_are_read(typed, meant):
    assert decode_telex(typed) == meant


@pytest.mark.parametrize("word", ["khoai deo", "robusta", "arabica", "tosta", "nước mắm", "500 ml", "", "bún"])
def test_words_without_telex_keys_stay(word):
    assert decode_telex(word) == word


@given(st.text())
def test_reading_never_fails_and_gives_one_spelling(text):
    read = decode_telex(text)
    assert read == unicodedata.normalize("NFC", read)


@given(st.lists(st.sampled_from(["nước", "mắm", "đặc", "sản", "khuyến", "rượu", "chè", "vằng", "tiêu"])))
def test_what_telex_spells_comes_back(words):
    assert decode_telex(" ".join(map(_keys, words))) == " ".join(words)


def test_a_decoded_word_folds_to_what_a_plain_typist_writes():
    assert fold(decode_telex("nuowcs mawms myx thuyr")) == "nuoc mam my thuy"


def _keys(word):
    keys = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
    tones = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
    decomposed = unicodedata.normalize("NFD", word)
    tone = "".join(tones[mark] for mark in decomposed if mark in tones)
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
    return "".join(keys.get(letter, letter) for letter in toneless) + tone
