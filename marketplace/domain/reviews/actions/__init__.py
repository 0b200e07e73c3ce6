"""Verbs about reviews, questions and answers, one file per family."""

from marketplace.domain.reviews.actions.answering import answer_post
from marketplace.domain.reviews.actions.asking import ask_question
from marketplace.domain.reviews.actions.forgetting import drop_signatures
from marketplace.domain.reviews.actions.moderating import hide_post, report_post, settle_reports, show_post_again
from marketplace.domain.reviews.actions.withdrawing import withdraw_question, withdraw_review
from marketplace.domain.reviews.actions.writing import Opinion, write_review

__all__ = [
    "Opinion",
    "answer_post",
    "ask_question",
    "drop_signatures",
    "hide_post",
    "report_post",
    "settle_reports",
    "show_post_again",
    "withdraw_question",
    "withdraw_review",
    "write_review",
]
