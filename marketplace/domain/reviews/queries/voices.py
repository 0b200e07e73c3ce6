"""What readers see: the rating, the newest reviews and questions, in one statement a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, and_, bindparam, cast, func, literal, select, union_all

from marketplace.core.db import db
from marketplace.core.files import media_path
from marketplace.core.prepared import Later, Prepared
from marketplace.domain.reviews.models import Question, Rating, Review
from marketplace.domain.reviews.rules import Tally

FEW_REVIEWS = 4
FEW_QUESTIONS = 4
PER_PAGE = 20
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a review: a small one to see and a large one to open."""

    small: str
    large: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A review or a question as readers see it; a question has no stars."""

    code: str
    signed: str
    stars: int
    text: str
    pictures: tuple[Picture, ...]
    at: datetime
    edited_at: datetime | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Voices:
    """What the page of a product or a booth says of others' opinions."""

    tally: Tally = field(default_factory=Tally)
    reviews: tuple[Voice, ...] = ()
    questions: tuple[Voice, ...] = ()
    question_count: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of voices, how many pages there are, and the rating above."""

    voices: Sequence[Voice]
    page: int
    pages: int
    total: int
    tally: Tally = field(default_factory=Tally)


def voices_of_product(product_id: int) -> Later[Voices]:
    """The rating, the newest reviews and the newest questions of a product, in one statement."""
    asked = _OF_PRODUCT.ahead(product_id=product_id)
    return lambda: _read(asked())


def voices_of_booth(booth_id: int) -> Voices:
    """The rating of a booth as a booth and the newest reviews of it, in one statement."""
    return _read(_OF_BOOTH.rows(booth_id=booth_id))


def reviews_of_product(product_id: int, *, stars: int | None = None, page: int = 1) -> Page:
    """A page of the shown reviews of a product, all or those with so many stars, the newest first."""
    rating = select(Rating).where(Rating.product_id == product_id)
    return _page(Review, [Review.product_id == product_id, *_with(stars)], page, rating)


def reviews_of_booth(booth_id: int, *, stars: int | None = None, page: int = 1) -> Page:
    """A page of the shown reviews of a booth as a booth, the newest first."""
    rating = select(Rating).where(Rating.booth_id == booth_id, Rating.product_id.is_(None))
    wanted = [Review.booth_id == booth_id, Review.product_id.is_(None), *_with(stars)]
    return _page(Review, wanted, page, rating)


def questions_of(product_id: int, *, page: int = 1) -> Page:
    """A page of the shown questions about a product, the newest first."""
    return _page(Question, [Question.product_id == product_id], page)


def _with(stars: int | None) -> list[ColumnElement[bool]]:
    return [] if stars is None else [Review.stars == stars]


def _page(model: Any, wanted: list[ColumnElement[bool]], page: int, rating: Select[Rating] | None = None) -> Page:
    wanted = [*wanted, model.state == "shown"]
    total = db.session.scalar(select(func.count(model.id)).where(*wanted)) or 0
    pages = min(max(1, -(-total // PER_PAGE)), MOST_PAGES)
    page = min(max(page, 1), pages)
    found = select(model).where(*wanted).order_by(model.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    counted = db.session.scalar(rating) if rating is not None else None
    return Page([_voice_of(post) for post in db.session.scalars(found)], page, pages, total, _tally_in(counted))


def _tally_in(row: Any) -> Tally:
    return Tally() if row is None or row.one is None else Tally((row.one, row.two, row.three, row.four, row.five))


def _voice_of(post: Review | Question) -> Voice:
    stars, photos = (post.stars, post.photos) if isinstance(post, Review) else (0, [])
    return Voice(
        post.code, post.signed, stars, post.text, _pictures(photos), post.at, post.edited_at, post.answer,
        post.answered_at,
    )  # fmt: skip


def _pictures(photos: Sequence[dict[str, Any]]) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            media_path(f"{each['key']}-{each['widths'][0]}.webp"),
            media_path(f"{each['key']}-{each['widths'][-1]}.webp"),
            each["width"],
            each["height"],
        )
        for each in photos
    )  # fmt: skip


def _read(rows: Sequence[Any]) -> Voices:
    voices: dict[str, list[Voice]] = {"review": [], "question": []}
    tally, questions = Tally(), 0
    for row in rows:
        voices[row.kind].append(
            Voice(row.code, row.signed, row.stars, row.text, _pictures(json.loads(row.photos)), row.at, row.edited_at,
                  row.answer, row.answered_at)
        )  # fmt: skip
        tally, questions = (_tally_in(row), questions) if row.kind == "review" else (tally, row.one)
    return Voices(tally, tuple(voices["review"]), tuple(voices["question"]), questions)


_COUNTS = (Rating.one, Rating.two, Rating.three, Rating.four, Rating.five)


def _of_product(_database: str) -> Select[*tuple[Any, ...]]:
    """Of a question, `one` is how many questions there are."""
    product_id = bindparam("product_id", type_=BigInteger)
    rated = Rating.product_id == product_id
    reviews = _newest_reviews(rated, Review.product_id == product_id, FEW_REVIEWS)
    asked = select(func.count(Question.id)).where(Question.product_id == product_id, Question.state == "shown")
    questions = (
        select(
            literal("question").label("kind"), Question.id, Question.code, Question.signed, literal(0).label("stars"),
            Question.text, literal("[]").label("photos"), Question.at, Question.edited_at, Question.answer,
            Question.answered_at, asked.scalar_subquery().label("one"), *(literal(0) for _ in range(4)),
        )
        .where(Question.product_id == product_id, Question.state == "shown")
        .order_by(Question.id.desc())
        .limit(FEW_QUESTIONS)
    )  # fmt: skip
    return _together(reviews, questions)


def _of_booth(_database: str) -> Select[*tuple[Any, ...]]:
    booth_id = bindparam("booth_id", type_=BigInteger)
    rated = and_(Rating.booth_id == booth_id, Rating.product_id.is_(None))
    of_booth = and_(Review.booth_id == booth_id, Review.product_id.is_(None))
    return _together(_newest_reviews(rated, of_booth, FEW_REVIEWS))


def _newest_reviews(rated: ColumnElement[bool], wanted: ColumnElement[bool], most: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal("review").label("kind"), Review.id, Review.code, Review.signed, Review.stars, Review.text,
            cast(Review.photos, Text).label("photos"), Review.at, Review.edited_at, Review.answer,
            Review.answered_at, *_COUNTS,
        )
        .outerjoin(Rating, rated)
        .where(wanted, Review.state == "shown")
        .order_by(Review.id.desc())
        .limit(most)
    )  # fmt: skip


def _together(*parts: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The parts one after the other, each newest first."""
    both = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(both).order_by(both.c.kind.desc(), both.c.id.desc())


# Every page of a product or of a booth asks it.
_OF_PRODUCT, _OF_BOOTH = Prepared(_of_product), Prepared(_of_booth)
