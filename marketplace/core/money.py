"""Whole đồng: written, read and divided without losing one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from marketplace.core.errors import BadInput
from marketplace.core.numbers import format_count, format_points

Dong = int
"""An amount in whole đồng; VND has no smaller unit."""

MAX_DONG: Dong = 10**15 - 1
"""The largest amount anywhere: exact in JSON too, whose numbers are sure only below 2^53."""

_AMOUNT = re.compile(
    r"(?P<minus>-?)(?P<digits>[0-9]{1,19}|[1-9][0-9]{0,2}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r" ?(?:₫|đ|d|vnd|vnđ|đồng)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<parts>[0-9]{1,2}))? ?%?")
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_FRACTION = re.compile(r"-?[0-9]{1,19}[.,][0-9]{1,19} ?(?:₫|đ|d|vnd|vnđ|đồng)?", re.IGNORECASE)


class NotAWholeNumber(BadInput):
    """Not an ASCII whole number within its bounds; `low` and `high` say which."""

    sentence = _("Vui lòng nhập số nguyên từ %(low)s đến %(high)s.")


class NotAnAmount(BadInput):
    """Not an amount of đồng within its bounds; `low` and `high` say which."""

    sentence = _("Vui lòng nhập số tiền từ %(low)s đến %(high)s, ví dụ 125.000.")


class PartOfOne(NotAWholeNumber):
    """A number like `2.5` where things are counted."""

    sentence = _(
        "Mục này là số nguyên từ %(low)s đến %(high)s, không có phần lẻ. Dấu chấm, phẩy chỉ để ngăn hàng nghìn."
    )


class PartOfADong(NotAnAmount):
    """An amount like `2.5`: a đồng has no smaller unit, and thousands are groups of three."""

    sentence = _(
        "Tiền đồng không có phần lẻ. Nhập số tiền từ %(low)s đến %(high)s; dấu chấm, phẩy chỉ để ngăn hàng nghìn."
    )


class NotAPercent(BadInput):
    """Not a percentage with at most two places within its bounds; `low` and `high` say which."""

    sentence = _("Vui lòng nhập phần trăm từ %(low)s đến %(high)s, ví dụ 2,5.")


def format_dong(amount: Dong) -> str:
    """`125.000 ₫`, in English `125,000 ₫`; a no-break space before the sign."""
    return f"{format_count(amount)}\u00a0₫"


def parse_dong(text: str, low: Dong = 0, high: Dong = MAX_DONG) -> Dong:
    """The amount a person wrote (`125.000 ₫`, `125,000`, `125000đ`); raise NotAnAmount outside `low`…`high`.

    Thousands must be whole groups of three, so that `12.5` is refused and not read as 125.
    """
    found = _AMOUNT.fullmatch(" ".join(text.split()))
    if found is None:
        refusal = PartOfADong if _FRACTION.fullmatch(text.strip()) else NotAnAmount
        raise refusal(low=format_dong(low), high=format_dong(high))
    amount = int(found["minus"] + re.sub("[^0-9]", "", found["digits"]))
    if not low <= amount <= high:
        raise NotAnAmount(low=format_dong(low), high=format_dong(high))
    return amount


def parse_whole_number(value: object, low: int, high: int) -> int:
    """A whole number from ASCII digits or a JSON integer; raise NotAWholeNumber else (THREATS T07)."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise NotAWholeNumber(low=low, high=high)
    return value


def parse_count(text: str, low: int, high: int) -> int:
    """A whole number as people type it: `2500`, `2.500`, `2,500`, `2 500`; raise NotAWholeNumber.

    Marks stand between whole groups of three only, so that `2.5` is refused and never read as 25 or as 2.
    """
    text = " ".join(text.split())
    if _FRACTION.fullmatch(text) and not _GROUPED.fullmatch(text):
        raise PartOfOne(low=format_count(low), high=format_count(high))
    number = int(re.sub("[., ]", "", text)) if _WHOLE.fullmatch(text) or _GROUPED.fullmatch(text) else None
    if number is None or not low <= number <= high:
        raise NotAWholeNumber(low=format_count(low), high=format_count(high))
    return number


def shares(total: Dong, weights: Sequence[int]) -> list[Dong]:
    """Divide `total` by `weights`, exactly: largest remainder, the earlier of equals first.

    Weights that are all zero count as equal. A negative total gives the negatives of the positive shares, so
    that a refund mirrors what it undoes. Raises ValueError for a negative weight, or for money and nobody.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not weights:
        if total:
            raise ValueError("nobody to share with")
        return []
    if total < 0:
        return [-share for share in shares(-total, weights)]
    return _largest_remainder(total, weights if any(weights) else [1] * len(weights))


def percent_of(amount: Dong, basis_points: int) -> Dong:
    """`basis_points` hundredths of a percent of `amount`, half a đồng rounded up (away from zero)."""
    product = amount * basis_points
    rounded = (abs(product) + 5_000) // 10_000
    return rounded if product >= 0 else -rounded


def parse_points(text: str, low: int = 0, high: int = 10_000) -> int:
    """Hundredths of a percent from `2,5`, `2.5 %` or `3%`; raise NotAPercent outside `low`…`high`."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise NotAPercent(low=format_points(low), high=format_points(high))
    points = int(found["whole"]) * 100 + int((found["parts"] or "").ljust(2, "0"))
    if not low <= points <= high:
        raise NotAPercent(low=format_points(low), high=format_points(high))
    return points


def _largest_remainder(total: Dong, weights: Sequence[int]) -> list[Dong]:
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
