"""Telex: what people typed while the Vietnamese keyboard was off, as `nuowcs mawms` for `nước mắm`.

https://vi.wikipedia.org/wiki/Telex_(kiểu_gõ)
"""

from __future__ import annotations

import re
import unicodedata

_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HOOKS = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơư"
# A tone key stands at the end of the syllable, or before its last consonants, or inside its vowels.
_AFTER_A_TONE = re.compile(r"(?:c|ch|m|n|ng|nh|p|t)?[wd]?", re.IGNORECASE)
_AFTER_A_TONE_ON_A_VOWEL = re.compile(rf"[aeiouyw]{{0,2}}{_AFTER_A_TONE.pattern}", re.IGNORECASE)


def decode_telex(text: str) -> str:
    """The words that the Telex keys in `text` spell, in NFC; words without such keys stay as they are."""
    return re.sub(r"[A-Za-z]+", lambda word: _decode_word(word[0]), unicodedata.normalize("NFC", text))


def _decode_word(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for place, key in enumerate(word):
        if _is_tone(key, letters, word[place + 1 :]):
            tone = _TONES[key.lower()]
        elif not _changes(key, letters, is_last=place == len(word) - 1):
            letters.append(key)
    spelt = re.sub("ưo(?=.)", "ươ", "".join(letters))
    return _with_tone(spelt, tone) if tone else spelt


def _is_tone(key: str, letters: list[str], rest: str) -> bool:
    if key.lower() not in _TONES or not any(letter.lower() in _VOWELS for letter in letters):
        return False
    follows_a_vowel = letters[-1].lower() in _VOWELS
    return (_AFTER_A_TONE_ON_A_VOWEL if follows_a_vowel else _AFTER_A_TONE).fullmatch(rest) is not None


def _changes(key: str, letters: list[str], *, is_last: bool) -> bool:
    """Apply a mark key to the letters so far; whether it was one."""
    small = key.lower()
    if small == "w":
        return _hook(key, letters)
    if not letters:
        return False
    if small in _HATS and letters[-1].lower() == small:
        letters[-1] = _same_case(_HATS[small], letters[-1])
        return True
    if small == "d" and letters[0].lower() == "d" and (len(letters) == 1 or is_last):
        letters[0] = _same_case("đ", letters[0])
        return True
    return False


def _hook(key: str, letters: list[str]) -> bool:
    """The key w: aw ă, ow ơ, uw ư, uow ươ, uaw ưa; alone it is ư."""
    places = [place for place, letter in enumerate(letters) if letter.lower() in _HOOKS]
    if not places:
        letters.append(_same_case("ư", key))
        return True
    last = places[-1]
    pair = "".join(letters[max(last - 1, 0) : last + 1]).lower()
    after_q = last >= 2 and letters[last - 2].lower() == "q"
    if pair in ("uo", "ua") and not after_q:
        letters[last - 1] = _same_case("ư", letters[last - 1])
        if pair == "ua":
            return True
    letters[last] = _same_case(_HOOKS[letters[last].lower()], letters[last])
    return True


def _with_tone(word: str, tone: str) -> str:
    place = _place_of_tone(word.lower())
    return unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])


def _place_of_tone(word: str) -> int:
    """Where the tone goes: on a marked vowel, else by the old rule (hòa, thủy; toán, khuyến)."""
    vowels = list(re.finditer(rf"(?:(?<=q)u|(?<=^g)i(?=[{_VOWELS}]))?([{_VOWELS}]+)", word))[-1]
    start, end = vowels.span(1)
    marked = [place for place in range(start, end) if word[place] in _MARKED]
    if marked:
        return marked[-1]
    ends_word = end == len(word)
    return start + min(end - start - 1, 1 if end - start > 2 or not ends_word else 0)


def _same_case(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter
