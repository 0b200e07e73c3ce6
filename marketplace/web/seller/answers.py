"""What reviews and questions have in common at a booth's desk: a list, and an answer under each."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.reviews.actions import answer_post
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.reviews.queries import Kind, post_for, posts_for, waiting_answers
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import the_booth
from marketplace.web.seller.forms.answers import AnswerForm
from marketplace.web.session import the_person

PER_PAGE = 30
MOST_PAGES = 1000


def posts_page(kind: Kind, post: Review | Question | None = None, form: AnswerForm | None = None) -> str:
    """The list, those without an answer first to be looked at; `form` stands filled in under `post`."""
    booth = the_booth()
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    unanswered = request.args.get("show") != "all"
    found = posts_for(booth, kind, unanswered=unanswered, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE)
    shown = list(found[:PER_PAGE])
    if post is not None and post not in shown:
        shown.insert(0, post)
    return render_template(
        f"seller/{kind}s/list_{kind}s.html", kind=kind, posts=shown, page=page, more=len(found) > PER_PAGE,
        unanswered=unanswered, waiting=waiting_answers(booth)[kind],
        form_of=lambda each: form if form and each is post else AnswerForm(formdata=None, answer=each.answer),
    )  # fmt: skip


def answer(kind: Kind, code: str) -> Any:
    """Keep an answer, or show the list again with what is wrong."""
    post, form = post_for(the_booth(), kind, code), AnswerForm()
    status = 422
    if form.validate():
        try:
            answer_post(post, by=the_person(), answer=form.answer.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
        else:
            flash(_("Đã trả lời."), "success")
            # Who looked at all of them goes back to the one just answered; among those that wait it is no longer.
            back = f"?show=all#{post.code}" if request.args.get("show") == "all" else ""
            return redirect(f"{root()}/seller/{kind}s{back}", 303)
    return posts_page(kind, post, form), status
