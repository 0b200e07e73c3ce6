"""A product in three steps on a phone: photo, name and price, what is in it. One sending, which may come twice."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import send_product
from marketplace.domain.catalog.errors import NotThisBooth
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import product_sent_as
from marketplace.domain.catalog.rules import USUAL_UNITS
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.products import SendingForm
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of


@bp.route("/sendings/new", methods=["GET", "POST"])
@needs(can_edit_products)
def create_sending() -> Any:
    """Make a draft from what a phone sends; what arrived before leads to the same product."""
    booth, form = the_booth(), SendingForm.of(the_booth())
    known = product_sent_as(booth, form.key.data or "") if form.is_submitted() else None
    if known is not None:
        flash(_("Lần gửi trước đã đến nơi. Nếu vừa đổi thêm điều gì, xin sửa ở đây."), "info")
        return redirect(f"{root()}/seller/products/{known.slug}", 303)
    if form.validate_on_submit():
        try:
            product = _send(form)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu bản nháp “%(name)s”. Xem lại rồi gửi duyệt.", name=product.name), "success")
            return redirect(f"{root()}/seller/products/{product.slug}", 303)
    page = render_template("seller/sendings/create_sending.html", form=form, units=USUAL_UNITS)
    return page, 422 if form.is_submitted() else 200


def _send(form: SendingForm) -> Product:
    """Make the product; raise NotThisBooth when the page was opened for another booth of the person's."""
    booth = the_booth()
    if form.booth.data != booth.slug:
        raise NotThisBooth
    return send_product(
        booth, by=the_person(), key=form.key.data or "", facts=form.facts(booth),
        variants=[form.variant(form.stock.data or 0)], photo=bytes_of(form.photo),
    )  # fmt: skip
