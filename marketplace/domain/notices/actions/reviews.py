"""Letters about reviews, questions and answers."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.accounts.queries import has_refused
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.queries import Reader, buyer_of, is_written, link_to, order_by_id, refuses_letters
from marketplace.domain.notices.ways_out import ASKING, GUEST, WayOut, fingerprint_of
from marketplace.domain.orders.models import Order
from marketplace.domain.reviews.queries import orders_to_ask_about, shown_question, shown_review

# Long enough to open and taste, soon enough to remember.
ASKED_AFTER = timedelta(days=4)
NOT_ASKED_AFTER = timedelta(days=30)


def ask_for_reviews() -> int:
    """Ask, once an order, how it was; each letter in its own transaction. Says how many orders were looked at."""
    now = clock.now()
    order_ids = orders_to_ask_about(now - NOT_ASKED_AFTER, now - ASKED_AFTER)
    db.session.rollback()
    for order_id in order_ids:
        ask_for_review(order_id)
    return len(order_ids)


@transactional
def ask_for_review(order_id: int) -> None:
    """Ask the buyer how the goods and the booth were."""
    order = order_by_id(order_id)
    reader, key = buyer_of(order.purchase), f"review-asked:{order.id}"
    if reader is None or is_written(key) or _will_not_be_asked(order, reader):
        return
    person_id = order.purchase.person_id
    way = WayOut(ASKING, person_id) if person_id else WayOut(GUEST, fingerprint=fingerprint_of(reader.to))
    write_letter(
        "review_asked", to=reader.to, key=key, language=reader.language, unsubscribe_url=way.address(reader.language),
        order=order, purchase=order.purchase, link=link_to(order.purchase, "/reviews"),
    )  # fmt: skip


def _will_not_be_asked(order: Order, reader: Reader) -> bool:
    person_id = order.purchase.person_id
    return refuses_letters(reader.to) if person_id is None else has_refused(person_id, "review_letters")


@transactional
def tell_booth_of_review(review_id: int) -> None:
    """Tell the booth what a buyer said."""
    review = shown_review(review_id)
    if review is None:
        return
    tell_booth(
        review.booth, "review", letter="booth_review", key=f"review:{review.id}:{review.at.timestamp():.0f}",
        about=review.product.name if review.product else "", path="/seller/reviews", review=review,
    )  # fmt: skip


@transactional
def tell_booth_of_question(question_id: int) -> None:
    """Tell the booth what a shopper asks."""
    question = shown_question(question_id)
    if question is None:
        return
    tell_booth(
        question.booth, "question", letter="booth_question", key=f"question:{question.id}",
        about=question.product.name, path="/seller/questions", question=question,
    )  # fmt: skip


@transactional
def tell_asker(question_id: int) -> None:
    """Tell whoever asked that the booth answered."""
    question = shown_question(question_id)
    asker = db.session.get(Person, question.person_id) if question and question.person_id else None
    if question is None or asker is None or asker.state != "active" or not asker.email:
        return
    path = f"/products/{question.product.slug}/questions#{question.code}"
    write_letter(
        "question_answered", to=asker.email, key=f"question-answered:{question.id}", language=asker.language,
        question=question, link=public_url(path, language=asker.language),
    )  # fmt: skip
