"""Numbers as the language of the page writes them: 1.234,5 in Vietnamese, 1,234.5 in English. The one place for it.

Babel writes the same, and a test says so; these are called for every price of a list and may cost little.
"""

from __future__ import annotations

from marketplace.core.language import SOURCE, spoken

_SWAPPED = str.maketrans(",.", ".,")


def format_count(number: int) -> str:
    """A whole number with marks between the thousands."""
    return _spoken(f"{number:,}")


def format_decimal(number: float, places: int = 2) -> str:
    """At most so many places; zeros at the end are left out."""
    text = f"{number:,.{places}f}"
    return _spoken(text.rstrip("0").rstrip(".") if places else text)


def format_fixed(number: float, places: int) -> str:
    """Exactly so many places, for figures that stand under one another."""
    return _spoken(f"{number:,.{places}f}")


def format_percent(number: float, places: int = 2) -> str:
    """Per cent with exactly so many places and a space that never breaks."""
    return f"{format_fixed(number, places)}\u00a0%"


def format_points(basis_points: int) -> str:
    """`2,5%`: hundredths of a percent."""
    return f"{format_decimal(basis_points / 100)}%"


def format_kilograms(grams: int) -> str:
    """`1,5 kg` or `250 g`."""
    return f"{grams}\u00a0g" if grams < 1000 else f"{format_decimal(grams / 1000)}\u00a0kg"


def _spoken(text: str) -> str:
    return text.translate(_SWAPPED) if spoken() == SOURCE else text
