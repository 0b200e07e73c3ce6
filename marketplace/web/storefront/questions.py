"""Questions about a product: read by everybody, asked by whoever is signed in."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.limits import limiter
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import on_sale_product_by_slug
from marketplace.domain.reviews.actions import ask_question, withdraw_question
from marketplace.domain.reviews.errors import QuestionNotThere
from marketplace.domain.reviews.models import Question
from marketplace.domain.reviews.queries import own_questions, post_by_code, questions_of
from marketplace.web.forms import show_refusal
from marketplace.web.session import current_person, lead_to_sign_in
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.forms.voices import QuestionForm
from marketplace.web.storefront.presenting import plain_slug


@bp.get("/products/<slug>/questions")
def list_questions(slug: str) -> str:
    """Every question about a product, and the form for another."""
    return _page(on_sale_product_by_slug(plain_slug(slug)), QuestionForm(formdata=None))


@bp.post("/products/<slug>/questions")
@limiter.limit("20/minute")
def create_question(slug: str) -> BaseResponse:
    """Ask."""
    person = current_person()
    if person is None:
        return lead_to_sign_in(f"/products/{plain_slug(slug)}/questions")
    product, form = on_sale_product_by_slug(plain_slug(slug)), QuestionForm()
    status = 422
    if form.validate():
        try:
            ask_question(product, by=person, text=form.text.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
        else:
            flash(_("Đã gửi câu hỏi. Chúng tôi báo cho bạn khi gian hàng trả lời."), "success")
            return redirect(url_for("storefront.list_questions", slug=slug), 303)
    return make_response(_page(product, form), status)


@bp.post("/questions/<code>/withdrawal")
def create_question_withdrawal(code: str) -> BaseResponse:
    """Take one's own question back."""
    person = current_person()
    if person is None:
        return lead_to_sign_in("/account")
    question = post_by_code("question", code, shown=True)
    if not isinstance(question, Question):
        raise QuestionNotThere
    withdraw_question(question, by=person)
    flash(_("Đã rút lại câu hỏi."), "success")
    return redirect(url_for("storefront.list_questions", slug=question.product.slug), 303)


def _page(product: Product, form: QuestionForm) -> str:
    person = current_person()
    found = questions_of(product.id, page=request.args.get("page", 1, type=int))
    address = url_for("storefront.list_questions", slug=product.slug)
    return render_template(
        "storefront/questions/list_questions.html", product=product, form=form, found=found, address=address,
        own=own_questions(person, product) if person else frozenset(),
        href_for=lambda page: f"{address}?page={page}",
    )  # fmt: skip
