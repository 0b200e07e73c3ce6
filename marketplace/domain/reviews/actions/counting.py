"""Ratings: raised and lowered in the transaction that shows or hides a review."""

from __future__ import annotations

from sqlalchemy import update

from marketplace.core.db import db, insert_once
from marketplace.domain.reviews.models import Rating, Review

_COLUMNS = {1: Rating.one, 2: Rating.two, 3: Rating.three, 4: Rating.four, 5: Rating.five}


def count_in(review: Review) -> None:
    """Count a review that is shown from now on."""
    _add(review, review.stars, 1)


def count_out(review: Review, stars: int | None = None) -> None:
    """Count a review no longer, with the stars it had."""
    _add(review, stars or review.stars, -1)


def _add(review: Review, stars: int, by: int) -> None:
    if by > 0:
        insert_once(Rating, booth_id=review.booth_id, product_id=review.product_id)
    column = _COLUMNS[stars]
    same = (Rating.booth_id == review.booth_id, Rating.product_id.is_not_distinct_from(review.product_id))
    db.session.connection().execute(update(Rating).where(*same).values({column: column + by}))
