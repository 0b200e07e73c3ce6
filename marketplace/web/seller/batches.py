"""Batches: goods made together, their labels, and a warning when something was the matter with them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import public_url, root
from marketplace.core.qr import qr_data_uri
from marketplace.domain.booths.access import can_edit_products, can_run_booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import product_for, variant_for
from marketplace.domain.stock.actions import begin_batch, recall_batch
from marketplace.domain.stock.models import Batch
from marketplace.domain.stock.queries import batch_of, batches_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.products import BatchForm, RecallForm
from marketplace.web.session import the_person

LABELS_A_SHEET = 24


@bp.route("/products/<slug>/batches", methods=["GET", "POST"])
@needs(can_edit_products)
def list_batches(slug: str) -> Any:
    """The batches of a product, and a form for goods that were just made."""
    product = product_for(the_booth(), slug)
    form = BatchForm(variants=product.variants)
    if form.validate_on_submit():
        try:
            variant = variant_for(product, int(form.variant_id.data))
            batch = begin_batch(variant, by=the_person(), facts=form.facts())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi lô %(code)s và nhập hàng vào kho.", code=batch.code), "success")
            return redirect(f"{root()}/seller/products/{product.slug}/batches/{batch.id}", 303)
    page = render_template("seller/batches/list_batches.html", form=form, product=product, batches=batches_of(product))
    return page, 422 if form.is_submitted() else 200


@bp.get("/products/<slug>/batches/<int:batch_id>")
@needs(can_edit_products)
def show_batch(slug: str, batch_id: int) -> str:
    """One batch: a sheet of labels to print, and the way to warn of it."""
    product = product_for(the_booth(), slug)
    return _page(product, batch_of(product, batch_id), RecallForm(formdata=None))


@bp.post("/products/<slug>/batches/<int:batch_id>/recall")
@needs(can_run_booth)
def create_recall(slug: str, batch_id: int) -> Any:
    """Warn whoever holds goods of it."""
    product = product_for(the_booth(), slug)
    batch, form = batch_of(product, batch_id), RecallForm()
    if form.validate_on_submit():
        recall_batch(batch, by=the_person(), reason=form.reason.data)
        flash(_("Trang của lô này đã báo cho người mua."), "success")
        return redirect(f"{root()}/seller/products/{product.slug}/batches/{batch.id}", 303)
    return _page(product, batch, form), 422


def _page(product: Product, batch: Batch, form: RecallForm) -> str:
    address = public_url(f"/batches/{batch.code}")
    return render_template(
        "seller/batches/show_batch.html",
        product=product, batch=batch, form=form, address=address, labels=LABELS_A_SHEET,
        qr=qr_data_uri(address, title=_("Mã QR của lô %(code)s", code=batch.code)),
    )  # fmt: skip
