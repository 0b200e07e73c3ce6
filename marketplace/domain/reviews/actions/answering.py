"""Booths answer: once under each review and each question, and may mend the answer."""

from __future__ import annotations

from marketplace.core import audit, clock
from marketplace.core.db import db, lock_row
from marketplace.core.outbox import record
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.queries import authorize
from marketplace.domain.reviews.access import can_answer
from marketplace.domain.reviews.errors import AnswerMissing, NothingToAnswer, TextTooLong
from marketplace.domain.reviews.events import QuestionAnswered
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.reviews.queries import kind_of
from marketplace.domain.reviews.rules import LONGEST_ANSWER


@transactional
def answer_post(post: Review | Question, *, by: Person, answer: str) -> None:
    """Answer in the booth's name, or put another answer in the place of the first.

    Raises AnswerMissing, TextTooLong, NothingToAnswer; BoothNotThere to strangers, NotYourPart to packers.
    """
    authorize(by, post.booth_id, can_answer)
    words = clean_lines(answer)
    if not words:
        raise AnswerMissing
    if len(words) > LONGEST_ANSWER:
        raise TextTooLong(field="answer", max=LONGEST_ANSWER)
    lock_row(post)
    if not post.is_shown:
        raise NothingToAnswer
    is_first = post.answered_at is None
    if post.answer == words:
        return
    post.answer, post.answered_at, post.answered_by_id = words, clock.now(), by.id
    db.session.flush()
    kind = kind_of(post)
    audit.note(f"{kind}.answered", by=by.id, booth=post.booth_id, subject=f"{kind}:{post.id}", details={})
    if is_first and isinstance(post, Question):
        record(QuestionAnswered(post.id))
