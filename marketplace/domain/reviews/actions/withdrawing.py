"""Authors take back what they wrote."""

from __future__ import annotations

from marketplace.core import audit
from marketplace.core.db import db, lock_row
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.reviews.actions.counting import count_out
from marketplace.domain.reviews.actions.writing import drop_pictures
from marketplace.domain.reviews.errors import QuestionNotThere
from marketplace.domain.reviews.models import Question, Review


@transactional
def withdraw_review(review: Review, *, by: Person | None) -> None:
    """Take a review back with its words and pictures; the caller has seen that this is the buyer. Twice is once.

    One that organizers hid stays hidden, so that it cannot be written anew.
    """
    lock_row(review)
    if review.state == "withdrawn":
        return
    if review.is_shown:
        count_out(review)
        review.state = "withdrawn"
    drop_pictures(review)
    review.text, review.photos = "", []
    review.answer, review.answered_at, review.answered_by_id = "", None, None
    db.session.flush()
    audit.note(
        "review.withdrawn", by=by.id if by else None, booth=review.booth_id, subject=f"review:{review.id}", details={}
    )


@transactional
def withdraw_question(question: Question, *, by: Person) -> None:
    """Take one's own question back; raise QuestionNotThere for anybody else's."""
    if question.person_id != by.id:
        raise QuestionNotThere
    lock_row(question)
    if question.is_shown:
        question.state = "withdrawn"
        db.session.flush()
        audit.note(
            "question.withdrawn", by=by.id, booth=question.booth_id, subject=f"question:{question.id}", details={}
        )
