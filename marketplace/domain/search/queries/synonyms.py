"""The names that staff say mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.text import sort_key
from marketplace.domain.search.errors import SynonymNotThere
from marketplace.domain.search.models import Synonym


def synonyms() -> Sequence[Synonym]:
    """Every group, in the order of the alphabet."""
    return sorted(db.session.scalars(select(Synonym)), key=lambda each: sort_key(each.words))


def synonym_by_id(synonym_id: int) -> Synonym:
    """One group; raise SynonymNotThere."""
    synonym = db.session.get(Synonym, synonym_id)
    if synonym is None:
        raise SynonymNotThere
    return synonym
