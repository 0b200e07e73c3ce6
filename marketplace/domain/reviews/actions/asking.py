"""Shoppers ask booths about products."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.codes import random_code
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try
from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.models import Product
from marketplace.domain.reviews.actions.writing import CODE_LENGTH
from marketplace.domain.reviews.errors import QuestionMissing, TextTooLong
from marketplace.domain.reviews.events import QuestionAsked
from marketplace.domain.reviews.models import Question
from marketplace.domain.reviews.rules import LONGEST_QUESTION, signature_of

MOST_A_DAY = 20


def ask_question(product: Product, *, by: Person, text: str) -> Question:
    """Ask about a product for everybody to read; raise QuestionMissing, TextTooLong, TooManyTries past 20 a day."""
    words = clean_lines(text)
    if not words:
        raise QuestionMissing
    if len(words) > LONGEST_QUESTION:
        raise TextTooLong(max=LONGEST_QUESTION)
    count_try("question", str(by.id), most=MOST_A_DAY, within=timedelta(days=1))
    return _keep(product, by, words)


@transactional
def _keep(product: Product, by: Person, words: str) -> Question:
    question = Question(
        code=random_code(CODE_LENGTH), booth_id=product.booth_id, product_id=product.id, person_id=by.id,
        signed=signature_of(by.full_name), text=words, at=clock.now(),
    )  # fmt: skip
    db.session.add(question)
    db.session.flush()
    record(QuestionAsked(question.id))
    return question
