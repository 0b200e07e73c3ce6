"""Which text of a page is in force, which come, which were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.pages.errors import PageNotThere
from marketplace.domain.pages.models import PageVersion
from marketplace.domain.pages.rules import SLUGS

_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class ShownPage:
    """A page as it is shown: version 0 is the text that the software brings, which nobody has confirmed."""

    slug: str
    number: int
    text: str
    since: datetime | None = None
    coming: datetime | None = None


@cache
def first_text(slug: str, language: str) -> str:
    """The text to begin with, its blanks between double brackets; raise PageNotThere."""
    if slug not in SLUGS:
        raise PageNotThere
    return (_TEXTS / f"{slug}.{'en' if language == 'en' else 'vi'}.md").read_text(encoding="utf-8")


def shown_page(slug: str, language: str, *, number: int | None = None) -> ShownPage:
    """The page in force now, or that was or will be by its number; raise PageNotThere."""
    first = first_text(slug, language)
    now, versions = clock.now(), versions_of(slug)
    begun = [each for each in versions if each.withdrawn_at is None and each.effective_at <= now]
    coming = [each.effective_at for each in versions if each.withdrawn_at is None and each.effective_at > now]
    wanted = begun[:1] if number is None else [each for each in versions if each.number == number]
    if number is not None and not wanted:
        raise PageNotThere
    next_at = min(coming, default=None) if number is None else None
    if not wanted:
        return ShownPage(slug, 0, first, coming=next_at)
    return ShownPage(slug, wanted[0].number, wanted[0].text(language), wanted[0].effective_at, next_at)


def versions_of(slug: str) -> Sequence[PageVersion]:
    """Every version of a page, the last to come into force first."""
    found = select(PageVersion).where(PageVersion.slug == slug)
    return db.session.scalars(found.order_by(PageVersion.effective_at.desc(), PageVersion.number.desc())).all()


def version_by_id(version_id: int) -> PageVersion:
    """One version; raise PageNotThere."""
    found = db.session.get(PageVersion, version_id)
    if found is None:
        raise PageNotThere
    return found


def numbers_in_force() -> dict[str, int]:
    """The number of the version in force of each page that has one."""
    now = clock.now()
    begun = select(PageVersion.slug, PageVersion.number).where(
        PageVersion.withdrawn_at.is_(None), PageVersion.effective_at <= now
    )
    rows = db.session.execute(begun.order_by(PageVersion.effective_at, PageVersion.number))
    return {row.slug: row.number for row in rows}
