"""How words are found, what lists may be narrowed by. Pure."""

from marketplace.domain.search.rules.filters import BANDS, SORTS, Filters, band_with
from marketplace.domain.search.rules.readings import Reading, Vocabulary, plain_reading, second_reading, sound_of
from marketplace.domain.search.rules.words import (
    BAR,
    FIRST_SYNONYMS,
    LONGEST_NAME,
    MOST_WORDS,
    Synonyms,
    fields_of,
    names_in,
    spoken,
    words_and_pairs,
    words_of,
)

__all__ = [
    "BANDS",
    "BAR",
    "FIRST_SYNONYMS",
    "LONGEST_NAME",
    "MOST_WORDS",
    "SORTS",
    "Filters",
    "Reading",
    "Synonyms",
    "Vocabulary",
    "band_with",
    "fields_of",
    "names_in",
    "plain_reading",
    "second_reading",
    "sound_of",
    "spoken",
    "words_and_pairs",
    "words_of",
]
