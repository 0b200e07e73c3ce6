"""Publishing a new version of a page, at once or from a day on, and taking back one that is not in force yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from marketplace.core import audit, clock
from marketplace.core.db import db, lock_row
from marketplace.core.errors import NotAllowed
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.pages.errors import AlreadyInForce, BlanksLeft, PageNotThere, TextOutOfBounds, TooSoon
from marketplace.domain.pages.models import PageVersion
from marketplace.domain.pages.queries import versions_of
from marketplace.domain.pages.rules import LONGEST_TEXT, NOTICE, SHORTEST_TEXT, SLUGS, blanks_in


@transactional
def publish_page(
    slug: str, *, text_vi: str, text_en: str, effective_at: datetime | None, by: Person, is_minor: bool = False
) -> PageVersion:
    """Put a new version of a page into force, now or at a moment to come.

    `is_minor` says that only words change and no rule, so that no notice is needed. Raises NotAllowed, PageNotThere,
    TextOutOfBounds, BlanksLeft, TooSoon.
    """
    if not by.is_organizer:
        raise NotAllowed
    if slug not in SLUGS:
        raise PageNotThere
    now = clock.now()
    texts = {"text_vi": _checked(text_vi, "text_vi"), "text_en": _checked(text_en, "text_en")}
    last = select(func.max(PageVersion.number)).where(PageVersion.slug == slug)
    number = (db.session.scalar(last) or 0) + 1
    _check_notice(slug, effective_at or now, now, is_minor)
    version = PageVersion(
        slug=slug, number=number, **texts, is_minor=is_minor, written_at=now, written_by_id=by.id,
        effective_at=effective_at or now,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    audit.note("page.published", by=by.id, subject=f"page:{slug}", details={"number": number, "minor": is_minor})
    bump("catalogue")
    return version


@transactional
def withdraw_page(version: PageVersion, *, by: Person) -> None:
    """Take back a version that is not in force yet. Raises NotAllowed, AlreadyInForce."""
    if not by.is_organizer:
        raise NotAllowed
    lock_row(version)
    if version.effective_at <= clock.now():
        raise AlreadyInForce
    if version.withdrawn_at is None:
        version.withdrawn_at = clock.now()
        audit.note("page.withdrawn", by=by.id, subject=f"page:{version.slug}", details={"number": version.number})
        bump("catalogue")


def _checked(text: str, field: str) -> str:
    written = text.replace("\r\n", "\n").strip()
    if not SHORTEST_TEXT <= len(written) <= LONGEST_TEXT:
        raise TextOutOfBounds(field=field, least=SHORTEST_TEXT, most=LONGEST_TEXT)
    if blanks := blanks_in(written):
        raise BlanksLeft(field=field, blanks="; ".join(blanks))
    return written


def _check_notice(slug: str, effective_at: datetime, now: datetime, is_minor: bool) -> None:
    """The first version takes effect at once: there is nothing in force that it changes."""
    is_change = any(each.withdrawn_at is None and each.effective_at <= now for each in versions_of(slug))
    notice = NOTICE.get(slug) if is_change and not is_minor else None
    earliest = now + notice if notice else now
    if effective_at < earliest:
        days = notice.days if notice else 0
        raise TooSoon(days=days, earliest=clock.format_moment(earliest))
