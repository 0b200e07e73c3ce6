"""Products: what waits for review, and what an organizer decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.places.queries import commune_by_code
from marketplace.domain.catalog.actions import accept_change, publish_product, refuse_change, send_back_product
from marketplace.domain.catalog.models import Product, ProductChange
from marketplace.domain.catalog.queries import (
    category_by_id,
    change_by_id,
    course_of,
    facts_of_product,
    photos_of,
    product_by_slug,
    product_counts,
    products_in_state,
    waiting_changes,
    waiting_products,
)
from marketplace.domain.catalog.rules import may_return
from marketplace.domain.papers.queries import shown_papers_of
from marketplace.domain.stock.queries import shelves_of
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import ReasonForm
from marketplace.web.pages import Page, asked_page
from marketplace.web.session import the_person
from marketplace.web.words import CLAIM_NAMES, PRODUCT_STATES, age_of

PER_PAGE = 50


@bp.get("/products")
def list_products() -> str:
    """The queues first; then every product by state and by what is searched."""
    state, text = request.args.get("state"), request.args.get("q", "")[:100]
    state = state if state in PRODUCT_STATES else None
    number = asked_page()
    products, count = products_in_state(state, text=text, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "organizer/products/list_products.html", products=products, waiting=waiting_products(),
        changes=waiting_changes(), counts=product_counts(), state=state, text=text,
        page=Page(number, count, PER_PAGE), age_of=age_of,
    )  # fmt: skip


@bp.get("/products/<slug>")
def show_product(slug: str) -> str:
    """One product as shoppers would read it, and what can be decided."""
    return _product_page(product_by_slug(slug), ReasonForm(formdata=None))


@bp.post("/products/<slug>/publication")
def create_publication(slug: str) -> Any:
    """Put a product on sale, as it was on the page that the organizer looked at."""
    product, form = product_by_slug(slug), ReasonForm()
    try:
        publish_product(product, by=the_person(), seen=_moment(request.form.get("seen", "")))
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _product_page(product, form), 422
    flash(_("Sản phẩm đã lên kệ."), "success")
    return redirect(f"{root()}/organizer/products", 303)


@bp.post("/products/<slug>/return")
def create_return(slug: str) -> Any:
    """Send a product back with a reason."""
    product, form = product_by_slug(slug), ReasonForm()
    if form.validate():
        try:
            send_back_product(product, by=the_person(), reason=form.reason.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã gửi lại cho gian hàng kèm lý do."), "success")
            return redirect(f"{root()}/organizer/products", 303)
    return _product_page(product, form), 422


@bp.post("/changes/<int:change_id>/<any(acceptance, refusal):decision>")
def create_change_decision(change_id: int, decision: str) -> Any:
    """Accept or refuse new claims of a product on sale."""
    change, form = change_by_id(change_id), ReasonForm()
    if form.validate():
        try:
            _decide(change, decision, form.reason.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi quyết định về thay đổi."), "success")
            return redirect(f"{root()}/organizer/products", 303)
    return _product_page(change.product, form), 422


def _decide(change: ProductChange, decision: str, reason: str) -> None:
    if decision == "acceptance":
        accept_change(change, by=the_person())
    else:
        refuse_change(change, by=the_person(), reason=reason)


def _product_page(product: Product, form: ReasonForm) -> str:
    course = course_of(product)
    return render_template(
        "organizer/products/show_product.html", product=product, form=form, shelves=shelves_of(product),
        photos=photos_of(product), papers=shown_papers_of(product, clock.today()), course=course,
        differences=_differences(product, course.change) if course.change else [],
        may_return=may_return(product.state),
    )  # fmt: skip


def _differences(product: Product, change: ProductChange) -> list[tuple[str, str, str]]:
    """Each changed claim: its name, what is on show, what is asked for."""
    before = facts_of_product(product)
    return [
        (str(CLAIM_NAMES[name]), _claim(name, getattr(before, name)), _claim(name, value))
        for name, value in change.claims.items()
        if name in CLAIM_NAMES
    ]


def _claim(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if name == "category_id":
        category = category_by_id(int(value))
        return category.name if category else ""
    if name == "origin_commune_code":
        commune = commune_by_code(value) if value else None
        return commune.full_name if commune else ""
    return str(value)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return clock.now()
