"""Reads of reviews, questions and ratings, one file per family."""

from marketplace.domain.reviews.queries.desks import (
    Kind,
    kind_of,
    own_questions,
    post_by_code,
    post_for,
    posts_for,
    recent_posts,
    reported_posts,
    reports_on,
    waiting_answers,
)
from marketplace.domain.reviews.queries.subjects import Subject, subject_in, subjects_of
from marketplace.domain.reviews.queries.voices import (
    Page,
    Picture,
    Voice,
    Voices,
    questions_of,
    reviews_of_booth,
    reviews_of_product,
    voices_of_booth,
    voices_of_product,
)
from marketplace.domain.reviews.queries.waiting import orders_to_ask_about, shown_question, shown_review

__all__ = [
    "Kind",
    "Page",
    "Picture",
    "Subject",
    "Voice",
    "Voices",
    "kind_of",
    "orders_to_ask_about",
    "own_questions",
    "post_by_code",
    "post_for",
    "posts_for",
    "questions_of",
    "recent_posts",
    "reported_posts",
    "reports_on",
    "reviews_of_booth",
    "reviews_of_product",
    "shown_question",
    "shown_review",
    "subject_in",
    "subjects_of",
    "voices_of_booth",
    "voices_of_product",
    "waiting_answers",
]
