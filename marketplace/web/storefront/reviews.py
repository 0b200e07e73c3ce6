"""Reviews: read by everybody, written by buyers from the page of their purchase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core import clock
from marketplace.core.bilingual import said
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.limits import limiter
from marketplace.domain.booths.queries import open_booth_by_slug
from marketplace.domain.catalog.queries import goods_of, on_sale_product_by_slug
from marketplace.domain.orders.models import Purchase
from marketplace.domain.reviews.actions import withdraw_review, write_review
from marketplace.domain.reviews.queries import Subject, reviews_of_booth, reviews_of_product, subject_in, subjects_of
from marketplace.domain.reviews.rules import MOST_PHOTOS, STARS, may_edit, may_write
from marketplace.web.forms import show_refusal
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart import PICTURE_WIDTH
from marketplace.web.storefront.forms.voices import ReviewForm
from marketplace.web.storefront.presenting import plain_slug
from marketplace.web.storefront.purchase_access import purchase_address, purchase_or_404
from marketplace.web.uploads import take_pictures


@bp.get("/products/<slug>/reviews")
def list_product_reviews(slug: str) -> str:
    """Every review of a product, to be narrowed by stars."""
    product, stars = on_sale_product_by_slug(plain_slug(slug)), _stars()
    found = reviews_of_product(product.id, stars=stars, page=request.args.get("page", 1, type=int))
    address = url_for("storefront.list_product_reviews", slug=slug)
    above = (said(product), url_for("storefront.show_product", slug=slug))
    return render_template(
        "storefront/reviews/list_reviews.html", found=found, stars=stars, address=address, above=above,
        is_sample=product.is_sample, href_for=_pages_of(address, stars),
    )  # fmt: skip


@bp.get("/booths/<slug>/reviews")
def list_booth_reviews(slug: str) -> str:
    """Every review of a booth as a booth."""
    booth, stars = open_booth_by_slug(plain_slug(slug)), _stars()
    found = reviews_of_booth(booth.id, stars=stars, page=request.args.get("page", 1, type=int))
    address = url_for("storefront.list_booth_reviews", slug=slug)
    above = (booth.name, url_for("storefront.show_booth", slug=slug))
    return render_template(
        "storefront/reviews/list_reviews.html", found=found, stars=stars, address=address, above=above,
        is_sample=booth.is_sample, href_for=_pages_of(address, stars),
    )  # fmt: skip


@bp.get("/orders/<code>/reviews")
def list_reviews(code: str) -> str:
    """What of a purchase can be reviewed, and what its buyer said before."""
    purchase = purchase_or_404(code)
    subjects, now = subjects_of(purchase), clock.now()
    return render_template(
        "storefront/reviews/list_subjects.html", purchase=purchase, here=_here(purchase),
        rows=[(subject, _may(subject, now)) for subject in subjects],
        goods=goods_of([subject.line.variant_id for subject in subjects if subject.line], PICTURE_WIDTH),
    )  # fmt: skip


@bp.get("/orders/<code>/reviews/new")
def edit_review(code: str) -> str:
    """The form for one line or for the booth, with what was said before."""
    purchase = purchase_or_404(code)
    subject = subject_in(purchase, request.args.get("order", ""), request.args.get("sku", ""))
    before = subject.review if subject.review is not None and subject.review.is_shown else None
    form = ReviewForm(formdata=None, stars=str(before.stars) if before else None, text=before.text if before else "")
    return _form_page(purchase, subject, form)


@bp.post("/orders/<code>/reviews")
@limiter.limit("20/minute")
def create_review(code: str) -> BaseResponse:
    """Keep a review, or the change of one."""
    purchase = purchase_or_404(code)
    take_pictures(MOST_PHOTOS)
    subject, form = _subject(purchase), ReviewForm()
    status = 422
    if form.validate():
        try:
            write_review(subject, form.opinion(), by=current_person())
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
        else:
            flash(_("Cảm ơn bạn đã đánh giá %(name)s.", name=subject.name), "success")
            return redirect(purchase_address(purchase, "/reviews"), 303)
    return make_response(_form_page(purchase, subject, form), status)


@bp.post("/orders/<code>/reviews/withdrawals")
def create_review_withdrawal(code: str) -> BaseResponse:
    """Take a review back."""
    purchase = purchase_or_404(code)
    subject = _subject(purchase)
    if subject.review is None:
        raise NotThere
    withdraw_review(subject.review, by=current_person())
    flash(_("Đã rút lại đánh giá."), "success")
    return redirect(purchase_address(purchase, "/reviews"), 303)


def _subject(purchase: Purchase) -> Subject:
    return subject_in(purchase, request.form.get("order", ""), request.form.get("sku", ""))


def _form_page(purchase: Purchase, subject: Subject, form: ReviewForm) -> str:
    return render_template(
        "storefront/reviews/edit_review.html", purchase=purchase, subject=subject, form=form,
        here=_here(purchase), most_photos=MOST_PHOTOS,
    )  # fmt: skip


def _here(purchase: Purchase) -> Callable[..., str]:
    """Addresses about this purchase, for templates."""

    def here(path: str = "", **query: str) -> str:
        return purchase_address(purchase, path, **query)

    return here


def _may(subject: Subject, now: datetime) -> str:
    """What the buyer may do now: write, edit, or nothing."""
    review = subject.review
    if review is None or review.state == "withdrawn":
        return "write" if may_write(subject.order.delivered_at, now) else ""
    return "edit" if may_edit(review.state, review.at, now) else ""


def _stars() -> int | None:
    stars = request.args.get("stars", type=int)
    return stars if stars in STARS else None


def _pages_of(address: str, stars: int | None) -> Callable[[int], str]:
    kept = f"&stars={stars}" if stars else ""
    return lambda page: f"{address}?page={page}{kept}"
