"""A buyer writes or changes a review of a delivered line, or of the booth that delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from marketplace.core import audit, clock, files
from marketplace.core.codes import random_code
from marketplace.core.db import db, insert_once
from marketplace.core.outbox import record
from marketplace.core.pictures import reencode, told_of
from marketplace.core.text import clean_lines
from marketplace.core.transactions import after_commit, transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.reviews.actions.counting import count_in, count_out
from marketplace.domain.reviews.errors import (
    NotDelivered,
    ReviewIsHidden,
    StarsMissing,
    TextTooLong,
    TooLateToEdit,
    TooLateToReview,
    TooManyReviewPhotos,
)
from marketplace.domain.reviews.events import ReviewWritten
from marketplace.domain.reviews.models import Review
from marketplace.domain.reviews.queries import Subject
from marketplace.domain.reviews.rules import LONGEST_REVIEW, MOST_PHOTOS, STARS, may_edit, may_write, signature_of

FOLDER = "reviews"
WIDTHS = (180, 1080)
CODE_LENGTH = 10


@dataclass(frozen=True)
class Opinion:
    """What a buyer says: stars, words, and pictures to add; `drops_photos` takes the earlier ones away."""

    stars: int
    text: str = ""
    photos: Sequence[bytes] = ()
    drops_photos: bool = False


def write_review(subject: Subject, opinion: Opinion, *, by: Person | None) -> Review:
    """Write a review, or change the one that is there; the caller has seen that this is the buyer.

    Raises StarsMissing, TextTooLong, TooManyReviewPhotos and what pictures are refused for; NotDelivered,
    TooLateToReview, TooLateToEdit, ReviewIsHidden.
    """
    opinion = _checked(opinion)
    _check_time(subject, clock.now())
    kept = 0 if subject.review is None or opinion.drops_photos else len(subject.review.photos)
    if kept + len(opinion.photos) > MOST_PHOTOS:
        raise TooManyReviewPhotos
    # Painting takes time and storing may be far away: both before the transaction.
    painted = []
    for number, data in enumerate(opinion.photos, 1):
        with told_of("photos", number, len(opinion.photos)):
            painted.append(_painted(data))
    return _keep(subject, opinion, painted, by)


def _checked(opinion: Opinion) -> Opinion:
    if opinion.stars not in STARS:
        raise StarsMissing
    words = clean_lines(opinion.text)
    if len(words) > LONGEST_REVIEW:
        raise TextTooLong(max=LONGEST_REVIEW)
    return Opinion(opinion.stars, words, opinion.photos, opinion.drops_photos)


def _check_time(subject: Subject, at: datetime) -> None:
    if subject.order.delivered_at is None:
        raise NotDelivered
    review = subject.review
    if review is not None and review.state == "hidden":
        raise ReviewIsHidden
    if review is not None and review.state == "shown":
        if not may_edit(review.state, review.at, at):
            raise TooLateToEdit
    elif not may_write(subject.order.delivered_at, at):
        raise TooLateToReview


def _painted(data: bytes) -> dict[str, Any]:
    picture = reencode(data, WIDTHS)
    widths = sorted({width for width, kind in picture.renditions if kind == "webp"})
    parts = {f"-{width}.webp": picture.renditions[width, "webp"] for width in widths}
    key = files.keep_set(parts, folder=FOLDER)
    return {"key": key, "width": picture.width, "height": picture.height, "widths": widths}


@transactional
def _keep(subject: Subject, opinion: Opinion, photos: list[dict[str, Any]], by: Person | None) -> Review:
    review, is_new = _row_for(subject, opinion)
    before = None if is_new else (review.state, review.stars)
    now = clock.now()
    _check_again(review, is_new, now)
    review.stars, review.text = opinion.stars, opinion.text
    review.photos = _photos_after(review, opinion, photos)
    if before is not None:
        review.edited_at = now
    if before is not None and before[0] == "withdrawn":
        review.at, review.edited_at, review.state = now, None, "shown"
    _sign(review, subject, by)
    db.session.flush()
    if before is not None and before[0] == "shown":
        count_out(review, before[1])
    count_in(review)
    _note(review, "written" if before is None else "changed", by)
    if before is None or before[0] == "withdrawn":
        record(ReviewWritten(review.id))
    return review


def _row_for(subject: Subject, opinion: Opinion) -> tuple[Review, bool]:
    """The review of this line or order, locked; made when there is none. Two presses at once find one row."""
    order, line = subject.order, subject.line
    made = insert_once(
        Review, code=random_code(CODE_LENGTH), booth_id=order.booth_id, product_id=subject.product_id,
        order_id=order.id, order_line_id=line.id if line else None, stars=opinion.stars, text=opinion.text,
        state="shown", photos=[], at=clock.now(), signed="", answer="", reason="",
    )  # fmt: skip
    found = select(Review).where(Review.booth_id == order.booth_id, Review.order_id == order.id)
    found = found.where(Review.order_line_id.is_not_distinct_from(line.id if line else None))
    return db.session.scalars(found.with_for_update().execution_options(populate_existing=True)).one(), made


def _check_again(review: Review, is_new: bool, at: datetime) -> None:
    """What was checked before the pictures were painted may have changed meanwhile."""
    if is_new or review.state == "withdrawn":
        return
    if review.state == "hidden":
        raise ReviewIsHidden
    if not may_edit(review.state, review.at, at):
        raise TooLateToEdit


def _photos_after(review: Review, opinion: Opinion, photos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = [] if opinion.drops_photos else list(review.photos)
    if len(kept) + len(photos) > MOST_PHOTOS:
        raise TooManyReviewPhotos
    if opinion.drops_photos:
        drop_pictures(review)
    return [*kept, *photos]


def drop_pictures(review: Review) -> None:
    """Have the files of a review's pictures go once that is certain."""
    for photo in review.photos:
        for width in photo["widths"]:
            after_commit(partial(files.drop, f"{photo['key']}-{width}.webp"))


def _sign(review: Review, subject: Subject, by: Person | None) -> None:
    purchase = subject.order.purchase
    review.person_id = by.id if by is not None else purchase.person_id
    review.signed = signature_of(by.full_name if by is not None else purchase.recipient)


def _note(review: Review, what: str, by: Person | None) -> None:
    audit.note(
        f"review.{what}", by=by.id if by else None, booth=review.booth_id, subject=f"review:{review.id}",
        details={"stars": review.stars},
    )  # fmt: skip
