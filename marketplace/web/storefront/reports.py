"""Reporting a review or a question to the organizers."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.limits import limiter
from marketplace.domain.reviews.actions import report_post
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.reviews.queries import Kind, post_by_code
from marketplace.web.forms import show_refusal
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.forms.voices import ReportForm

_KINDS: dict[str, Kind] = {"reviews": "review", "questions": "question"}


@bp.get("/<any(reviews, questions):kind>/<code>/reports")
def new_report(kind: str, code: str) -> str:
    """The thing, and what may be wrong with it."""
    return _page(kind, post_by_code(_KINDS[kind], code, shown=True), ReportForm(formdata=None))


@bp.post("/<any(reviews, questions):kind>/<code>/reports")
@limiter.limit("20/minute")
def create_report(kind: str, code: str) -> BaseResponse:
    """Tell the organizers."""
    post, form = post_by_code(_KINDS[kind], code, shown=True), ReportForm()
    status = 422
    if form.validate():
        try:
            report_post(post, **form.facts(), by=current_person(), address=request.remote_addr or "")
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
        else:
            flash(_("Đã báo ban tổ chức. Cảm ơn bạn."), "success")
            return redirect(_back(post), 303)
    return make_response(_page(kind, post, form), status)


def _page(kind: str, post: Review | Question, form: ReportForm) -> str:
    return render_template("storefront/reports/new_report.html", kind=kind, post=post, form=form, back=_back(post))


def _back(post: Review | Question) -> str:
    """The list on which it stands."""
    if post.product is None:
        return url_for("storefront.list_booth_reviews", slug=post.booth.slug)
    view = "list_product_reviews" if isinstance(post, Review) else "list_questions"
    return url_for(f"storefront.{view}", slug=post.product.slug)
