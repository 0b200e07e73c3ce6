"""What reviews and questions have in common at the organizers' desk: the reported ones, one of them, a decision."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.reviews.actions import hide_post, settle_reports, show_post_again
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.reviews.queries import Kind, post_by_code, recent_posts, reported_posts, reports_on
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.forms.decisions import ModerationForm
from marketplace.web.session import the_person
from marketplace.web.storefront.forms.voices import REPORT_WORDS
from marketplace.web.words import POST_STATES, age_of

PER_PAGE = 30
MOST_PAGES = 1000


def posts_page(kind: Kind) -> str:
    """What readers reported, the longest wait first; below it what came last, hidden ones alone if wanted."""
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    hidden = request.args.get("show") == "hidden"
    found = recent_posts(kind, state="hidden" if hidden else None, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE)
    return render_template(
        f"organizer/{kind}s/list_{kind}s.html", kind=kind, reported=reported_posts(kind), posts=found[:PER_PAGE],
        page=page, more=len(found) > PER_PAGE, hidden=hidden, age_of=age_of, post_states=POST_STATES,
    )  # fmt: skip


def post_page(kind: Kind, post: Review | Question, form: ModerationForm) -> str:
    """One of them with what was reported of it."""
    return render_template(
        f"organizer/{kind}s/show_{kind}.html", kind=kind, post=post, form=form, reports=reports_on(post),
        report_words=REPORT_WORDS, post_states=POST_STATES,
    )  # fmt: skip


def decide(kind: Kind, code: str, decision: str) -> Any:
    """Hide it with a reason, let it stand, or show it again."""
    post, form = post_by_code(kind, code), ModerationForm()
    if form.validate():
        try:
            _decide(post, decision, form.reason.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi quyết định."), "success")
            return redirect(f"{root()}/organizer/{kind}s", 303)
    return post_page(kind, post, form), 422


def _decide(post: Review | Question, decision: str, reason: str) -> None:
    if decision == "hiding":
        hide_post(post, by=the_person(), reason=reason)
    elif decision == "showing":
        show_post_again(post, by=the_person())
    else:
        settle_reports(post, by=the_person())
