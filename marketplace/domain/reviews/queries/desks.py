"""What booths have to answer and organizers have to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.reviews.errors import QuestionNotThere, ReviewNotThere
from marketplace.domain.reviews.models import PostReport, Question, Review

Kind = Literal["review", "question"]

# The library cannot type a choice of tables.
_MODELS: dict[Kind, Any] = {"review": Review, "question": Question}
_MISSING = {"review": ReviewNotThere, "question": QuestionNotThere}
PER_PAGE = 30


@dataclass(frozen=True)
class Reported:
    """A review or question with open reports: how many, and how long the first has waited."""

    post: Review | Question
    reports: int
    waited: timedelta


def kind_of(post: Review | Question) -> Kind:
    """What it is, as addresses and the audit trail call it."""
    return "review" if isinstance(post, Review) else "question"


def posts_for(
    booth: Booth, kind: Kind, *, unanswered: bool = False, limit: int = PER_PAGE, offset: int = 0
) -> Sequence[Review | Question]:
    """The booth's reviews or questions, shown and hidden, the newest first; or only those that wait for an answer."""
    model = _MODELS[kind]
    found = select(model).where(model.booth_id == booth.id)
    if unanswered:
        found = found.where(model.state == "shown", model.answered_at.is_(None))
    else:
        found = found.where(model.state.in_(("shown", "hidden")))
    found = found.options(joinedload(model.product)).order_by(model.id.desc())
    return db.session.scalars(found.limit(limit).offset(offset)).all()


def post_for(booth: Booth, kind: Kind, code: str) -> Review | Question:
    """The booth's shown review or question with this code; raise ReviewNotThere or QuestionNotThere."""
    model = _MODELS[kind]
    found = select(model).where(model.booth_id == booth.id, model.code == code, model.state == "shown")
    return _the_post(kind, db.session.scalar(found))


def own_questions(person: Person, product: Product) -> frozenset[str]:
    """The codes of the shown questions that this person asked about a product."""
    found = select(Question.code).where(
        Question.product_id == product.id, Question.person_id == person.id, Question.state == "shown"
    )
    return frozenset(db.session.scalars(found))


def waiting_answers(booth: Booth) -> dict[Kind, int]:
    """How many shown reviews and questions of the booth have no answer yet."""
    return {
        kind: db.session.scalar(
            select(func.count(model.id)).where(
                model.booth_id == booth.id, model.state == "shown", model.answered_at.is_(None)
            )
        )
        or 0
        for kind, model in _MODELS.items()
    }


def post_by_code(kind: Kind, code: str, *, shown: bool = False) -> Review | Question:
    """The review or question with this code, in any state or only while it is shown; raise what is missing."""
    model = _MODELS[kind]
    found = select(model).where(model.code == code).options(joinedload(model.booth), joinedload(model.product))
    return _the_post(kind, db.session.scalar(found.where(model.state == "shown") if shown else found))


def recent_posts(
    kind: Kind, *, state: str | None = None, limit: int = PER_PAGE, offset: int = 0
) -> Sequence[Review | Question]:
    """All reviews or questions for organizers, or those in one state, the newest first."""
    model = _MODELS[kind]
    found = select(model).options(joinedload(model.booth), joinedload(model.product))
    if state:
        found = found.where(model.state == state)
    return db.session.scalars(found.order_by(model.id.desc()).limit(limit).offset(offset)).all()


def reported_posts(kind: Kind) -> list[Reported]:
    """What readers reported and nobody has judged, the longest wait first."""
    model = _MODELS[kind]
    key = PostReport.review_id if kind == "review" else PostReport.question_id
    counted = (
        select(key.label("post_id"), func.count(PostReport.id).label("reports"), func.min(PostReport.at).label("since"))
        .where(PostReport.settled_at.is_(None), key.is_not(None))
        .group_by(key)
        .subquery()
    )
    found = select(model, counted.c.reports, counted.c.since).join(counted, counted.c.post_id == model.id)
    found = found.options(joinedload(model.booth), joinedload(model.product))
    now = clock.now()
    rows = db.session.execute(found.order_by(counted.c.since, model.id))
    return [Reported(post, reports, now - since) for post, reports, since in rows]


def reports_on(post: Review | Question) -> Sequence[PostReport]:
    """What was reported of it, the newest first."""
    key = PostReport.review_id if isinstance(post, Review) else PostReport.question_id
    return db.session.scalars(select(PostReport).where(key == post.id).order_by(PostReport.id.desc())).all()


def _the_post(kind: Kind, post: Review | Question | None) -> Review | Question:
    if post is None:
        raise _MISSING[kind]
    return post
