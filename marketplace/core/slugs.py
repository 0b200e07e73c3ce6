"""Slugs: names in addresses that go on working after a rename."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.codes import random_code
from marketplace.core.db import Model, db, insert_once
from marketplace.core.text import slugify

LONGEST = 60


class PastSlug(Model):
    """A slug that something once had; its address now redirects."""

    __tablename__ = "past_slugs"

    kind: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    target_id: Mapped[int]


def new_slug(name: str) -> str:
    """A slug for a new thing: its name and a short random end, so that twins do not collide."""
    return f"{slugify(name)[:LONGEST].strip('-') or 'x'}-{random_code(4).lower()}"


def keep_past_slug(kind: str, slug: str, target_id: int) -> None:
    """Remember a slug that is being given up."""
    insert_once(PastSlug, kind=kind, slug=slug, target_id=target_id)


def target_of_past_slug(kind: str, slug: str) -> int | None:
    """The id of what once had this slug."""
    return db.session.scalar(select(PastSlug.target_id).where(PastSlug.kind == kind, PastSlug.slug == slug))
