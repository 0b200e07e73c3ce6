"""Counting visitors and scans, and making codes to print."""

from __future__ import annotations

from marketplace.domain.figures.actions.codes import print_codes
from marketplace.domain.figures.actions.counting import forget_marks, visits_of, write_hits

__all__ = ["forget_marks", "print_codes", "visits_of", "write_hits"]
