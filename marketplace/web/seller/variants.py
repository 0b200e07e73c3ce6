"""Variants: price, weight, code, and how much there is."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import add_variant, resume_variant, stop_variant
from marketplace.domain.catalog.actions import update_variant as change_variant
from marketplace.domain.catalog.actions import update_variants as change_variants
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.catalog.queries import product_for, variant_for, variants_of
from marketplace.domain.stock.actions import count_stock, receive, watch_stock
from marketplace.domain.stock.queries import movements_of, shelf_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.earning import gets_of_booth
from marketplace.web.seller.forms.products import StockForm, VariantForm, WatchForm
from marketplace.web.seller.forms.variants import variant_table
from marketplace.web.session import the_person
from marketplace.web.words import MOVEMENT_KINDS


@bp.route("/products/<slug>/variants/new", methods=["GET", "POST"])
@needs(can_edit_products)
def create_variant(slug: str) -> Any:
    """Another form of the product."""
    product, form = product_for(the_booth(), slug), VariantForm()
    if form.validate_on_submit():
        try:
            add_variant(product, by=the_person(), facts=form.variant(form.stock.data or 0))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã thêm quy cách."), "success")
            return redirect(f"{root()}/seller/products/{product.slug}", 303)
    page = render_template("seller/variants/create_variant.html", form=form, product=product)
    return page, 422 if form.is_submitted() else 200


@bp.route("/products/<slug>/variants", methods=["GET", "POST"])
@needs(can_edit_products)
def update_variants(slug: str) -> Any:
    """Every variant in one table: names, prices, weights, codes and their order."""
    product = product_for(the_booth(), slug)
    variants = variants_of(product)
    form = variant_table(variants)
    if form.validate_on_submit():
        try:
            change_variants(product, by=the_person(), wanted=form.wanted(variants))
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu bảng. Giá mới có hiệu lực ngay."), "success")
            return redirect(f"{root()}/seller/products/{product.slug}", 303)
    page = render_template("seller/variants/update_variants.html", form=form, product=product, variants=variants)
    return page, 422 if form.is_submitted() else 200


@bp.route("/products/<slug>/variants/<int:variant_id>", methods=["GET", "POST"])
@needs(can_edit_products)
def update_variant(slug: str, variant_id: int) -> Any:
    """Price and the rest of one variant; it holds at once."""
    product, variant = _the_variant(slug, variant_id)
    form = VariantForm.of(variant)
    if form.validate_on_submit():
        try:
            change_variant(variant, by=the_person(), facts=form.variant())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu. Giá mới có hiệu lực ngay."), "success")
            return redirect(f"{root()}/seller/products/{product.slug}", 303)
    page = _variant_page(product, variant, form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/products/<slug>/variants/<int:variant_id>/stock")
@needs(can_edit_products)
def create_movement(slug: str, variant_id: int) -> Any:
    """Goods that came in, or a count."""
    product, variant = _the_variant(slug, variant_id)
    form = StockForm()
    if form.validate_on_submit():
        act = receive if form.way.data == "receive" else count_stock
        try:
            act(variant.id, form.quantity.data, by_id=the_person().id, reason=form.reason.data)
        except Refusal as refusal:
            refusal.field = refusal.field or "quantity"
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi số lượng mới."), "success")
            return redirect(f"{root()}/seller/products/{slug}/variants/{variant_id}", 303)
    return _variant_page(product, variant, VariantForm.of(variant), stock_form=form), 422


@bp.post("/products/<slug>/variants/<int:variant_id>/watch")
@needs(can_edit_products)
def update_watch(slug: str, variant_id: int) -> Any:
    """From how few units on the booth is told."""
    product, variant = _the_variant(slug, variant_id)
    form = WatchForm()
    if form.validate_on_submit():
        watch_stock(variant, form.threshold.data, by=the_person())
        flash(_("Đã lưu mức báo sắp hết hàng."), "success")
        return redirect(f"{root()}/seller/products/{slug}/variants/{variant_id}", 303)
    return _variant_page(product, variant, VariantForm.of(variant), watch_form=form), 422


@bp.post("/products/<slug>/variants/<int:variant_id>/<any(stopping, resuming):move>")
@needs(can_edit_products)
def create_variant_move(slug: str, variant_id: int, move: str) -> Any:
    """Stop selling one variant, or sell it again."""
    product, variant = _the_variant(slug, variant_id)
    try:
        (stop_variant if move == "stopping" else resume_variant)(variant, by=the_person())
    except Refusal as refusal:
        flash(str(refusal), "error")
    return redirect(f"{root()}/seller/products/{product.slug}", 303)


def _the_variant(slug: str, variant_id: int) -> tuple[Product, Variant]:
    product = product_for(the_booth(), slug)
    return product, variant_for(product, variant_id)


def _variant_page(
    product: Product, variant: Variant, form: VariantForm, *, stock_form: StockForm | None = None,
    watch_form: WatchForm | None = None,
) -> str:  # fmt: skip
    shelf = shelf_of(variant)
    return render_template(
        "seller/variants/update_variant.html", form=form, stock_form=stock_form or StockForm(formdata=None),
        watch_form=watch_form or WatchForm(formdata=None, data={"threshold": shelf.threshold}),
        product=product, variant=variant, left=shelf.left,
        movements=movements_of(variant, limit=20), kinds=MOVEMENT_KINDS, **gets_of_booth(),
    )  # fmt: skip
