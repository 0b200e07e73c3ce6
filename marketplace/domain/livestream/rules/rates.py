"""Rates: always from counts, always with both sides named, silent where the denominator says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

SMALLEST_DENOMINATOR = 30
SUSPICIOUS_SHARE = Fraction(5, 100)
GUARD_GPM_FACTOR = 3


@dataclass(frozen=True)
class Rate:
    """`numerator` / `denominator` × `times`, with the keys of both sides; `value` is None where it is hidden."""

    key: str
    of: str
    per: str
    numerator: int | None
    denominator: int | None
    times: int = 1

    @property
    def value(self) -> Fraction | None:
        """The exact rate; None without a denominator of at least SMALLEST_DENOMINATOR."""
        if self.numerator is None or self.denominator is None or self.denominator < SMALLEST_DENOMINATOR:
            return None
        return Fraction(self.numerator * self.times, self.denominator)

    @property
    def rounded(self) -> int | None:
        """The nearest whole number, half up; for money."""
        return None if self.value is None else int(self.value + Fraction(1, 2))

    @property
    def percent(self) -> float | None:
        """In per cent, two decimals."""
        return None if self.value is None else round(float(self.value * 100), 2)

    @property
    def decimal(self) -> float | None:
        """With two decimals."""
        return None if self.value is None else round(float(self.value), 2)


def rate_of(key: str, of: tuple[str, int | None], per: tuple[str, int | None], times: int = 1) -> Rate:
    """A rate from two named counts."""
    return Rate(key, of[0], per[0], of[1], per[1], times)
