"""Vietnamese telephone numbers: one spelling inside (+84…), the familiar one outside."""

from __future__ import annotations

import re
import unicodedata

from flask_babel import lazy_gettext as _

from marketplace.core.errors import BadInput
from marketplace.core.text import clean

# DOMAIN 6.7. Landlines: 0232 and 0233 are ours; shoppers elsewhere have other 02x codes, all of 11 digits.
_MOBILE = re.compile(r"(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}")
_LANDLINE = re.compile(r"2[0-9]{9}")
_PREFIX = re.compile(r"(?:\+84|0084|84(?=[0-9]{9}))?0?")


class BadPhone(BadInput):
    """Not a Vietnamese mobile or landline number."""

    sentence = _("Số điện thoại này chưa đúng. Vui lòng nhập số Việt Nam, ví dụ 0912 345 678.")
    field = "phone"


def normalize_phone(text: str) -> str:
    """The number in E.164 (`+84912345678`), however it was typed; raise BadPhone."""
    typed = re.sub(r"[\s().\-–]", "", unicodedata.normalize("NFKC", clean(text)))
    number = _PREFIX.sub("", typed, count=1)
    if number == typed or not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        raise BadPhone
    return "+84" + number


def is_mobile(phone: str) -> bool:
    """Whether a normalized number can receive text messages."""
    return _MOBILE.fullmatch(phone.removeprefix("+84")) is not None


def format_phone(phone: str) -> str:
    """A normalized number as people write it: `0912 345 678`, `0233 3852 123`, `024 3825 1234`; none stays none."""
    return " ".join(_groups(phone)) if phone else ""


def mask_phone(phone: str) -> str:
    """A normalized number that its owner recognises and a stranger cannot dial: `09•• ••• 678`."""
    shown = format_phone(phone)
    return shown[:2] + re.sub("[0-9]", "•", shown[2:-3]) + shown[-3:]


def _groups(phone: str) -> list[str]:
    number = "0" + phone.removeprefix("+84")
    if number.startswith(("024", "028")):
        return [number[:3], number[3:7], number[7:]]
    if number.startswith("02"):
        return [number[:4], number[4:8], number[8:]]
    return [number[:4], number[4:7], number[7:]]
