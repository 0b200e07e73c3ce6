"""The shelves of the market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.keeping import kept_while_standing
from marketplace.domain.catalog.errors import CategoryNotThere
from marketplace.domain.catalog.models import Category


@dataclass(frozen=True)
class Shelf:
    """A category with those under it."""

    category: Category
    children: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands over a category: its number, address and names, and the category above it."""

    id: int
    slug: str
    name: str
    name_en: str
    parent_id: int | None


def signs() -> tuple[Sign, ...]:
    """The signs of all categories in their order, read once for each catalogue."""
    return kept_while_standing("catalogue", "signs", _signs)


def _signs() -> tuple[Sign, ...]:
    found = select(Category.id, Category.slug, Category.name, Category.name_en, Category.parent_id)
    return tuple(Sign(*row) for row in db.session.execute(found.order_by(Category.position, Category.id)))


def categories() -> Sequence[Category]:
    """All categories: parents and children, in their order."""
    return db.session.scalars(select(Category).order_by(Category.position, Category.id)).all()


def shelves() -> list[Shelf]:
    """The top categories, each with its children."""
    every = categories()
    return [
        Shelf(top, tuple(each for each in every if each.parent_id == top.id)) for top in every if top.parent_id is None
    ]


def leaf_categories() -> list[Category]:
    """The categories that have none under them, shelf by shelf: where products may stand."""
    return [leaf for shelf in shelves() for leaf in (shelf.children or (shelf.category,))]


def category_by_slug(slug: str) -> Category:
    """The category of this name; raise CategoryNotThere."""
    category = db.session.scalar(select(Category).where(Category.slug == slug))
    if category is None:
        raise CategoryNotThere
    return category


def category_by_id(category_id: int) -> Category | None:
    """The category of this number, or None."""
    return db.session.get(Category, category_id)
