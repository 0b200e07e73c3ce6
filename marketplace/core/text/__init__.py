"""Vietnamese text: cleaned, folded for finding, sorted, and read when the keyboard was off."""

from marketplace.core.text.cleaning import clean, clean_lines, fits_a_name, fold, slugify, toned
from marketplace.core.text.nearness import within_one_edit
from marketplace.core.text.sorting import sort_key
from marketplace.core.text.telex import decode_telex

__all__ = [
    "clean",
    "clean_lines",
    "decode_telex",
    "fits_a_name",
    "fold",
    "slugify",
    "sort_key",
    "toned",
    "within_one_edit",
]
