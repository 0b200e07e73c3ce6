"""Documents are kept in step with what shoppers see; staff say what else things are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from marketplace.core import audit, versions
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import authorize_organizer
from marketplace.domain.search.errors import AlreadySynonyms, NameTooLong, TooFewNames
from marketplace.domain.search.models import SearchChange, SearchDocument, Synonym
from marketplace.domain.search.queries.sources import (
    Source,
    indexable_ids,
    product_ids_of_booth,
    sources,
)
from marketplace.domain.search.rules import FIRST_SYNONYMS, LONGEST_NAME, fields_of, names_in, spoken, words_of

BATCH = 500
MOST_LETTERS = 40


@transactional
def index_product(product_id: int) -> None:
    """Bring one product's document up to date; one that shoppers no longer see loses it."""
    index_products([product_id])


@transactional
def index_booth(booth_id: int) -> None:
    """Bring the documents of a booth's products up to date."""
    index_products(product_ids_of_booth(booth_id))


@transactional
def index_products(product_ids: Sequence[int]) -> None:
    """Bring these products' documents up to date."""
    # Telling comes first: it holds the catalogue's version, so that of two who bring the same document one waits.
    _tell_of(product_ids)
    db.session.execute(delete(SearchDocument).where(SearchDocument.product_id.in_(product_ids)))
    if documents := [_document(source) for source in sources(product_ids)]:
        db.session.execute(insert(SearchDocument), documents)


@transactional
def reindex_all() -> int:
    """Make all documents anew; say how many products have one."""
    load_synonyms()
    told = set(db.session.scalars(select(SearchDocument.product_id)))
    db.session.execute(delete(SearchDocument))
    total, last = 0, 0
    while product_ids := indexable_ids(last, BATCH):
        documents = [_document(source) for source in sources(product_ids)]
        if documents:
            db.session.execute(insert(SearchDocument), documents)
        told.update(product_ids)
        total, last = total + len(documents), product_ids[-1]
    _tell_of(sorted(told))
    return total


@transactional
def load_synonyms() -> int:
    """Put in the first synonyms where there are none; say how many were new."""
    if db.session.scalar(select(Synonym.id).limit(1)) is not None:
        return 0
    return sum(insert_once(Synonym, words=words) for words in FIRST_SYNONYMS)


@transactional
def save_synonym(synonym: Synonym | None, *, words: str, by: Person) -> Synonym:
    """Say that these names, with commas between them, mean the same; every search from now on knows it.

    Raises ForOrganizers, TooFewNames, NameTooLong, AlreadySynonyms.
    """
    authorize_organizer(by)
    kept = ", ".join(_checked(names_in(words)))
    other = db.session.scalar(select(Synonym.id).where(Synonym.words == kept))
    if other is not None and (synonym is None or other != synonym.id):
        raise AlreadySynonyms
    before = synonym.words if synonym else ""
    synonym = synonym or Synonym()
    synonym.words = kept
    db.session.add(synonym)
    db.session.flush()
    audit.note("synonym.saved", by=by.id, subject=f"synonym:{synonym.id}", details={"before": before, "after": kept})
    versions.bump("catalogue")
    return synonym


@transactional
def delete_synonym(synonym: Synonym, *, by: Person) -> None:
    """Forget that these names mean the same. Raises ForOrganizers."""
    authorize_organizer(by)
    audit.note("synonym.deleted", by=by.id, subject=f"synonym:{synonym.id}", details={"before": synonym.words})
    db.session.delete(synonym)
    versions.bump("catalogue")


def _checked(names: Sequence[str]) -> Sequence[str]:
    for name in names:
        if len(name) > MOST_LETTERS or len(words_of(name)) > LONGEST_NAME:
            raise NameTooLong(name=name[:MOST_LETTERS], most=LONGEST_NAME)
    if len(names) < 2:
        raise TooFewNames
    return names


def _tell_of(product_ids: Sequence[int]) -> None:
    """Let every process know, from the commit on, that these documents are not what they were.

    Lists are made from them, so a page kept before must go too.
    """
    revision = versions.bump("catalogue")
    for batch in (product_ids[start : start + BATCH] for start in range(0, len(product_ids), BATCH)):
        db.session.execute(delete(SearchChange).where(SearchChange.product_id.in_(batch)))
        changes = [{"product_id": product_id, "revision": revision} for product_id in batch]
        db.session.execute(insert(SearchChange), changes)


def _document(source: Source) -> dict[str, Any]:
    row = source.row
    names = (row.name, row.name_en)
    own = (*names, row.booth_name, row.commune, row.origin_note)
    every = (*own, row.category, row.category_en, row.top, row.top_en, *source.old_names)
    return {
        "product_id": row.id,
        "booth_id": row.booth_id,
        "category_id": row.category_id,
        "commune_code": row.commune_code,
        "price": source.price,
        "is_youth_startup": bool(row.is_youth),
        "published_at": row.published_at,
        "sort_key": row.sort_key,
        "exact": spoken(" ".join(filter(None, every))),
        "title": fields_of(names),
        "own": fields_of(own),
        "folded": fields_of(every),
    }
