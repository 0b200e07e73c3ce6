"""One change to many products at once: what is wanted, then what became of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request

from marketplace.core.language import gettext as _
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import (
    change_each,
    hide_product,
    move_to_category,
    reprice_product,
    show_product_again,
    withdraw_product,
)
from marketplace.domain.catalog.errors import ProductNotThere
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import products_named
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.products import BulkChangeForm
from marketplace.web.session import the_person


@bp.route("/bulk-changes/new", methods=["GET", "POST"])
@needs(can_edit_products)
def create_bulk_change() -> Any:
    """Ask what to do with the chosen products, do it, and say of each what became of it."""
    slugs = request.values.getlist("product")
    products, form = products_named(the_booth(), slugs), BulkChangeForm()
    if len(products) != len(set(slugs)):
        raise ProductNotThere
    outcomes = None
    if form.is_submitted() and not products:
        form.way.errors = [_("Chưa chọn sản phẩm nào.")]
    elif form.validate_on_submit():
        outcomes = change_each(the_booth(), slugs, _change(form))
        products = products_named(the_booth(), slugs)
    page = render_template(
        "seller/bulk_changes/create_bulk_change.html", form=form, products=products, outcomes=outcomes
    )
    return page, 422 if form.is_submitted() and outcomes is None else 200


def _change(form: BulkChangeForm) -> Callable[[Product], object]:
    """What the form asks for, to be done to one product."""
    person, way = the_person(), form.way.data
    if way == "price":
        return lambda product: reprice_product(product, by=person, percent=form.percent.data)
    if way == "category":
        return lambda product: move_to_category(product, by=person, category_id=int(form.category_id.data))
    move = {"hide": hide_product, "show": show_product_again, "withdraw": withdraw_product}[way]
    return lambda product: move(product, by=person)
