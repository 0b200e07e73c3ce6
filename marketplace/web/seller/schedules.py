"""When a product goes on sale and off it by itself."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import BadInput
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import cancel_schedule, schedule_product
from marketplace.domain.catalog.queries import product_for, schedule_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.schedules import ScheduleForm
from marketplace.web.session import the_person


@bp.route("/products/<slug>/schedule", methods=["GET", "POST"])
@needs(can_edit_products)
def update_schedule(slug: str) -> Any:
    """Choose when the product is shown and when it is hidden."""
    product = product_for(the_booth(), slug)
    schedule = schedule_of(product)
    form = ScheduleForm(obj=schedule)
    if form.validate_on_submit():
        try:
            schedule_product(product, by=the_person(), shows_at=form.shows_at.data, hides_at=form.hides_at.data)
        except BadInput as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã hẹn giờ."), "success")
            return redirect(f"{root()}/seller/products/{slug}", 303)
    page = render_template("seller/schedules/update_schedule.html", form=form, product=product, schedule=schedule)
    return page, 422 if form.is_submitted() else 200


@bp.post("/products/<slug>/schedule/removal")
@needs(can_edit_products)
def delete_schedule(slug: str) -> Any:
    """Leave the product as it is."""
    cancel_schedule(product_for(the_booth(), slug), by=the_person())
    flash(_("Đã bỏ hẹn giờ."), "success")
    return redirect(f"{root()}/seller/products/{slug}", 303)
