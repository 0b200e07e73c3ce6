"""Figures as other programs export them: lengths of time, rates, money, counts, moments (DOMAIN 5.5).

Each function takes what a cell of a spreadsheet holds, a text or a number, and gives one plain value.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from flask_babel import lazy_gettext as _

from marketplace.core.clock import ZONE, BadMoment
from marketplace.core.errors import BadInput
from marketplace.core.money import MAX_DONG, Dong, NotAnAmount, NotAWholeNumber, format_dong
from marketplace.core.text import clean, fold

Figure = str | int | float | datetime | None
"""What a cell holds; a datetime has no zone."""

LONGEST_DURATION = 100 * 24 * 3600
_SECONDS_OF = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PARTS = re.compile(
    r"(?:(?P<d>[0-9]+) ?(?:d|days?|ngay))? ?(?:(?P<h>[0-9]+) ?(?:h|hrs?|hours?|gio))? ?"
    r"(?:(?P<m>[0-9]+) ?(?:m|mins?|minutes?|phut|p))? ?(?:(?P<s>[0-9]+) ?(?:s|secs?|seconds?|giay))?"
)
_CLOCK = re.compile(r"(?:(?P<h>[0-9]{1,4}):)?(?P<m>[0-9]{1,2}):(?P<s>[0-9]{2})(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RATE = re.compile(r"(?P<number>[0-9]{1,6}(?:[.,][0-9]{1,12})?) ?(?P<percent>%)?")
_GROUPS = r"[0-9]{1,15}|[0-9]{1,3}(?:(?P<mark>[.,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
_WHOLE = re.compile(rf"(?P<whole>{_GROUPS})")
_MONEY = re.compile(rf"(?P<minus>-?)(?P<whole>{_GROUPS})(?:[.,](?P<part>[0-9]{{1,2}}))?")
_CURRENCY = re.compile(r"₫|đ|\bvnd\b|\bvnđ\b", re.IGNORECASE)
_MOMENT = re.compile(
    r"(?:(?P<year>[0-9]{4})[/-](?P<month>[0-9]{1,2})[/-](?P<day>[0-9]{1,2})"
    r"|(?P<day2>[0-9]{1,2})[/-](?P<month2>[0-9]{1,2})[/-](?P<year2>[0-9]{4}))"
    r"/?(?:[ T]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
)


class BadDuration(BadInput):
    """Not a length of time."""

    sentence = _("Thời lượng này chưa đúng. Ví dụ: 2h 57min hoặc 00:57:03.")


class BadRate(BadInput):
    """Not a rate: neither a percentage nor a fraction of one."""

    sentence = _("Tỷ lệ này chưa đúng. Ví dụ: 12,5% hoặc 0,125.")


def parse_duration(figure: Figure) -> int:
    """Seconds, from `2h 57min`, `1 giờ 3 phút`, `00:57:03`, `57:03` (minutes first) or a number of seconds.

    Raises BadDuration.
    """
    text = fold(_text(figure))
    if _NUMBER.fullmatch(text):
        seconds = int(Decimal(text).to_integral_value(ROUND_HALF_UP))
    else:
        found = _CLOCK.fullmatch(text) or _PARTS.fullmatch(text)
        if not text or found is None:
            raise BadDuration
        seconds = sum(_SECONDS_OF[unit] * int(count) for unit, count in found.groupdict().items() if count)
    if seconds > LONGEST_DURATION:
        raise BadDuration
    return seconds


def parse_rate(figure: Figure) -> Decimal:
    """A fraction of one, from `12.5%`, `12,5 %` or 0.125; without a sign more than one is doubtful: BadRate."""
    found = _RATE.fullmatch(_text(figure))
    if found is None:
        raise BadRate
    number = Decimal(found["number"].replace(",", "."))
    if not found["percent"] and number > 1:
        raise BadRate
    return number / 100 if found["percent"] else number


def parse_money(figure: Figure) -> Dong:
    """Whole đồng, half a đồng up, from a number or a text with ₫, dots and commas.

    Three digits after the last mark are thousands, one or two are parts of a đồng. Raises NotAnAmount.
    """
    found = _MONEY.fullmatch(clean(_CURRENCY.sub("", _text(figure))).replace("- ", "-"))
    if found is None:
        raise _not_an_amount()
    number = Decimal(f"{_digits(found['whole'])}.{found['part'] or 0}").to_integral_value(ROUND_HALF_UP)
    if number > MAX_DONG:
        raise _not_an_amount()
    return -int(number) if found["minus"] else int(number)


def parse_count(figure: Figure) -> int:
    """A count, from a whole number or a text with marks between thousands; raise NotAWholeNumber."""
    found = _WHOLE.fullmatch(_text(figure).removesuffix(".0"))
    if found is None:
        raise NotAWholeNumber(low=0, high=MAX_DONG)
    return int(_digits(found["whole"]))


def parse_moment(figure: Figure) -> datetime:
    """A moment in UTC from one on the clock of Viet Nam: `2026/07/31/ 21:03`, `31/07/2026 21:03`; raise BadMoment.

    A day alone is its first moment.
    """
    moment = figure if isinstance(figure, datetime) else _written_moment(_text(figure))
    try:
        return moment.replace(tzinfo=ZONE).astimezone(UTC)
    except OverflowError:
        raise BadMoment from None


def parse_day(figure: Figure) -> date:
    """The day of `parse_moment`'s shapes; raise BadMoment."""
    return (figure if isinstance(figure, datetime) else _written_moment(_text(figure))).date()


def _text(figure: Figure) -> str:
    if isinstance(figure, float):
        return f"{Decimal(repr(figure)):f}" if figure == figure and abs(figure) < MAX_DONG else ""
    return "" if figure is None else clean(str(figure))


def _digits(grouped: str) -> str:
    return re.sub("[^0-9]", "", grouped)


def _not_an_amount() -> NotAnAmount:
    return NotAnAmount(low=format_dong(-MAX_DONG), high=format_dong(MAX_DONG))


def _written_moment(text: str) -> datetime:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise BadMoment
    day = [int(found[name] or found[f"{name}2"]) for name in ("year", "month", "day")]
    clock = [int(found[name] or 0) for name in ("hour", "minute", "second")]
    try:
        return datetime(*day, *clock, tzinfo=ZONE)  # type: ignore[arg-type, misc]
    except ValueError:
        raise BadMoment from None
