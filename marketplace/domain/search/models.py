"""What search looks at: one row per product on sale, its words folded and what lists sort and filter by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Dong, Id, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Category, Product


class SearchDocument(Model):
    """The searchable words of a product on sale: what the index in the memory of each process is made from.

    Without marks, bars between the fields: `title` holds the names, `own` also what the product says of maker and
    place, `folded` all, as what its commune was called before. `exact` holds all words as they are spelt. The other
    columns are copies that lists filter and sort by; what a card shows is always read from where it is kept.
    """

    __tablename__ = "search_documents"
    __table_args__ = table_args(
        Index("ix_search_documents_newest", "published_at", "product_id"),
        Index("ix_search_documents_category", "category_id", "published_at", "product_id"),
        Index("ix_search_documents_booth", "booth_id", "published_at", "product_id"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id))
    commune_code: Mapped[str] = mapped_column(ForeignKey(Commune.code))
    price: Mapped[Dong]
    is_youth_startup: Mapped[bool]
    published_at: Mapped[datetime]
    sort_key: Mapped[str]
    exact: Mapped[str]
    title: Mapped[str]
    own: Mapped[str] = mapped_column(default="", server_default="")
    folded: Mapped[str]


class SearchChange(Model):
    """At which version of the catalogue a product's document last came, changed or went.

    What lets a process that has read everything up to a version read no more than what changed since.
    """

    __tablename__ = "search_changes"
    __table_args__ = table_args(Index("ix_search_changes_revision", "revision"))

    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id), primary_key=True, autoincrement=False)
    revision: Mapped[int]


class Synonym(Model):
    """Names that staff say mean the same, with commas between them."""

    __tablename__ = "synonyms"

    id: Mapped[Id]
    words: Mapped[str] = mapped_column(unique=True)
