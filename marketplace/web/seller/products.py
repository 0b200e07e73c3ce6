"""The booth's products: list, make, tell, submit, hide and show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request

from marketplace.core.errors import NotAllowed, NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import (
    copy_product,
    hide_product,
    show_product_again,
    submit_product,
    take_back_product,
    withdraw_product,
)
from marketplace.domain.catalog.actions import (
    create_product as make_product,
)
from marketplace.domain.catalog.actions import (
    update_product as tell_product,
)
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import (
    course_of,
    facts_of_product,
    facts_with_change,
    kept_by,
    listed_products,
    photos_of,
    product_for,
)
from marketplace.domain.catalog.rules import CONSUMED_GROUPS, USUAL_UNITS, lacking_for_review
from marketplace.domain.stock.queries import offered_of, shelves_of
from marketplace.web.forms import show_refusal
from marketplace.web.pages import Page, asked_page
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.earning import gets_of_booth
from marketplace.web.seller.forms.photos import PhotoForm
from marketplace.web.seller.forms.products import NewProductForm, ProductForm
from marketplace.web.seller.product_story import story_of_product
from marketplace.web.session import the_person
from marketplace.web.words import LACKING, PRODUCT_STATES

PER_PAGE = 50

# What the buttons of a product's page do, and what they say when it is done.
MOVES: dict[str, tuple[Callable[..., None], Any]] = {
    "submission": (submit_product, lambda: _("Đã gửi duyệt. Thường có trả lời trong một, hai ngày.")),
    "taking-back": (take_back_product, lambda: _("Đã rút về bản nháp để sửa.")),
    "hiding": (hide_product, lambda: _("Đã tạm ẩn. Người mua không còn thấy sản phẩm này.")),
    "showing": (show_product_again, lambda: _("Sản phẩm đang bán trở lại.")),
    "withdrawal": (withdraw_product, lambda: _("Đã ngừng bán sản phẩm này.")),
}


@bp.get("/products")
def list_products() -> str:
    """The booth's products, by state and by what is searched."""
    booth, state, text = the_booth(), request.args.get("state"), request.args.get("q", "")[:100]
    state = state if state in PRODUCT_STATES else None
    number, kept = asked_page(), kept_by(booth)
    category = next((each for each in kept.categories if each.slug == request.args.get("category")), None)
    bare = request.args.get("photo") == "none"
    listed = listed_products(
        booth, state=state, text=text, category_id=category.id if category else None, without_photo=bare,
        limit=PER_PAGE, offset=(number - 1) * PER_PAGE,
    )  # fmt: skip
    return render_template(
        "seller/products/list_products.html", products=listed.products, counts=kept.counts, state=state, text=text,
        categories=kept.categories, category=category, bare=bare, page=Page(number, listed.count, PER_PAGE),
        offered=offered_of([each.id for each in listed.products], booth), schedules=listed.schedules,
    )  # fmt: skip


@bp.route("/products/new", methods=["GET", "POST"])
@needs(can_edit_products)
def create_product() -> Any:
    """Make a draft: what it is, what it costs, how much there is."""
    form = NewProductForm()
    if form.validate_on_submit():
        try:
            variant = form.variant(form.stock.data or 0)
            product = make_product(the_booth(), by=the_person(), facts=form.facts(), variants=[variant])
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu bản nháp. Thêm ảnh rồi gửi duyệt."), "success")
            return redirect(f"{root()}/seller/products/{product.slug}", 303)
    page = render_template("seller/products/create_product.html", form=form, units=USUAL_UNITS, **gets_of_booth())
    return page, 422 if form.is_submitted() else 200


@bp.get("/products/<slug>")
def show_product(slug: str) -> str:
    """One product with its variants, photos, state and history."""
    return product_page(product_for(the_booth(), slug))


@bp.route("/products/<slug>/edit", methods=["GET", "POST"])
@needs(can_edit_products)
def update_product(slug: str) -> Any:
    """Change what is told; for an approved product it waits for review."""
    product = product_for(the_booth(), slug)
    form = ProductForm(facts=facts_with_change(product))
    if form.validate_on_submit():
        try:
            change = tell_product(product, by=the_person(), facts=form.facts())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            waits = _("Đã gửi thay đổi đi duyệt. Nội dung đang bán giữ nguyên đến khi được duyệt.")
            flash(waits if change else _("Đã lưu."), "success")
            return redirect(f"{root()}/seller/products/{product.slug}", 303)
    page = render_template("seller/products/update_product.html", form=form, product=product, units=USUAL_UNITS)
    return page, 422 if form.is_submitted() else 200


@bp.post("/products/<slug>/<any(submission, 'taking-back', hiding, showing, withdrawal):move>")
@needs(can_edit_products)
def create_move(slug: str, move: str) -> Any:
    """Submit, take back, hide, show or withdraw a product."""
    product = product_for(the_booth(), slug)
    act, done = MOVES[move]
    try:
        act(product, by=the_person())
    except (NotThere, NotAllowed):
        raise
    except Refusal as refusal:
        return product_page(product, refusal=refusal), refusal.status
    flash(done(), "success")
    return redirect(f"{root()}/seller/products/{product.slug}", 303)


@bp.post("/products/<slug>/copy")
@needs(can_edit_products)
def create_copy(slug: str) -> Any:
    """Make a draft like this product."""
    copy = copy_product(product_for(the_booth(), slug), by=the_person())
    flash(_("Đã chép thành bản nháp mới. Đổi tên, thêm ảnh rồi gửi duyệt."), "success")
    return redirect(f"{root()}/seller/products/{copy.slug}/edit", 303)


def product_page(product: Product, *, photo_form: PhotoForm | None = None, refusal: Refusal | None = None) -> str:
    """The page of one product, also with what was wrong beside the photo form or on top."""
    shelves, photos, course = shelves_of(product), photos_of(product), course_of(product)
    lacking = lacking_for_review(
        facts_of_product(product), has_photo=bool(photos), is_consumed=product.category.ocop_group in CONSUMED_GROUPS
    )
    return render_template(
        "seller/products/show_product.html", product=product, shelves=shelves, photos=photos,
        course=course, story=story_of_product(course.steps, course.changes),
        lacking=[LACKING[name] for name in lacking],
        photo_form=photo_form or PhotoForm(formdata=None), refusal=refusal, **gets_of_booth(),
    )  # fmt: skip
