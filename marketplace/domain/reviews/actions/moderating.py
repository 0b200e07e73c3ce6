"""Readers report, organizers decide. What is hidden keeps its words, its reason and who hid it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import ColumnElement, update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once, lock_row
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.booths.rules import needed_reason
from marketplace.domain.reviews.access import can_moderate
from marketplace.domain.reviews.actions.counting import count_in, count_out
from marketplace.domain.reviews.errors import ReportReasonMissing
from marketplace.domain.reviews.models import PostReport, Question, Review
from marketplace.domain.reviews.queries import kind_of
from marketplace.domain.reviews.rules import REPORT_REASONS

LONGEST_NOTE = 500


def report_post(post: Review | Question, *, reason: str, note: str = "", by: Person | None, address: str) -> None:
    """Tell the organizers that something is wrong with it; the same reader's second report changes nothing.

    Raises ReportReasonMissing, TooManyTries past 10 reports an hour from one address.
    """
    if reason not in REPORT_REASONS:
        raise ReportReasonMissing
    count_try("report", address, most=10, within=timedelta(hours=1))
    _keep(post, reason, clean_lines(note)[:LONGEST_NOTE], f"person:{by.id}" if by else f"address:{address}")


@transactional
def hide_post(post: Review | Question, *, by: Person, reason: str) -> None:
    """Take it from the pages with a reason; raise ReasonNeeded, ForOrganizers. Twice is once."""
    reason = needed_reason(reason)
    if _decide(post, "shown", "hidden", by, reason):
        if isinstance(post, Review):
            count_out(post)
        bump("catalogue")
    _settle(post)


@transactional
def show_post_again(post: Review | Question, *, by: Person) -> None:
    """Put what was hidden back on the pages; raise ForOrganizers. Twice is once."""
    if _decide(post, "hidden", "shown", by, ""):
        if isinstance(post, Review):
            count_in(post)
        bump("catalogue")


@transactional
def settle_reports(post: Review | Question, *, by: Person) -> None:
    """Find that it may stand: its reports are dealt with. Raise ForOrganizers."""
    if not can_moderate(by):
        raise ForOrganizers
    if _settle(post):
        kind = kind_of(post)
        audit.note(f"{kind}.kept", by=by.id, booth=post.booth_id, subject=f"{kind}:{post.id}", details={})


@transactional
def _keep(post: Review | Question, reason: str, note: str, reporter: str) -> None:
    subject = {"review_id": post.id} if isinstance(post, Review) else {"question_id": post.id}
    hashed = hashlib.sha256(f"report:{reporter}".encode()).hexdigest()
    insert_once(PostReport, reporter=hashed, reason=reason, note=note, at=clock.now(), **subject)


def _decide(post: Review | Question, from_state: str, to_state: str, by: Person, reason: str) -> bool:
    if not can_moderate(by):
        raise ForOrganizers
    lock_row(post)
    if post.state != from_state:
        return False
    post.state, post.reason, post.decided_by_id, post.decided_at = to_state, reason, by.id, clock.now()
    db.session.flush()
    kind = kind_of(post)
    audit.note(
        f"{kind}.{to_state}", by=by.id, booth=post.booth_id, subject=f"{kind}:{post.id}", details={"reason": reason}
    )
    return True


def _settle(post: Review | Question) -> int:
    """Deal with every open report on it; how many there were."""
    settled = update(PostReport).where(_about(post), PostReport.settled_at.is_(None)).values(settled_at=clock.now())
    return db.session.connection().execute(settled).rowcount


def _about(post: Review | Question) -> ColumnElement[bool]:
    return PostReport.review_id == post.id if isinstance(post, Review) else PostReport.question_id == post.id
