"""Photos of a product."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import (
    add_photo,
    describe_photo,
    frame_of,
    frame_photo,
    lead_with_photo,
    move_photo,
    remove_photo,
)
from marketplace.domain.catalog.queries import photo_of, product_for
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.photos import FrameForm, PhotoForm
from marketplace.web.seller.products import product_page
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of


@bp.post("/products/<slug>/photos")
@needs(can_edit_products)
def create_photo(slug: str) -> Any:
    """Add a photo."""
    product, form = product_for(the_booth(), slug), PhotoForm()
    data = bytes_of(form.photo)
    if form.validate_on_submit() and data:
        try:
            add_photo(product, by=the_person(), data=data, alt=form.alt.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã thêm ảnh."), "success")
            return redirect(f"{root()}/seller/products/{slug}#photos", 303)
    elif not data:
        form.photo.errors = [_("Vui lòng chọn một ảnh.")]
    return product_page(product, photo_form=form), 422


@bp.post("/products/<slug>/photos/<int:photo_id>/lead")
@needs(can_edit_products)
def create_lead(slug: str, photo_id: int) -> Any:
    """Show this photo first."""
    lead_with_photo(photo_of(product_for(the_booth(), slug), photo_id), by=the_person())
    return redirect(f"{root()}/seller/products/{slug}#photos", 303)


@bp.post("/products/<slug>/photos/<int:photo_id>/<any(earlier, later):way>")
@needs(can_edit_products)
def create_photo_move(slug: str, photo_id: int, way: str) -> Any:
    """Show this photo one place earlier or later."""
    move_photo(photo_of(product_for(the_booth(), slug), photo_id), by=the_person(), step=-1 if way == "earlier" else 1)
    return redirect(f"{root()}/seller/products/{slug}#photo-{photo_id}", 303)


@bp.route("/products/<slug>/photos/<int:photo_id>", methods=["GET", "POST"])
@needs(can_edit_products)
def update_photo(slug: str, photo_id: int) -> Any:
    """Turn and cut a photo, and say what it shows."""
    product = product_for(the_booth(), slug)
    photo = photo_of(product, photo_id)
    form = FrameForm(obj=photo)
    if form.validate_on_submit():
        try:
            frame_photo(photo, by=the_person(), frame=form.frame(frame_of(photo)))
            describe_photo(photo, by=the_person(), alt=form.alt.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu ảnh."), "success")
            return redirect(f"{root()}/seller/products/{slug}/photos/{photo_id}", 303)
    page = render_template("seller/photos/update_photo.html", form=form, product=product, photo=photo)
    return page, 422 if form.is_submitted() else 200


@bp.post("/products/<slug>/photos/<int:photo_id>/removal")
@needs(can_edit_products)
def delete_photo(slug: str, photo_id: int) -> Any:
    """Take a photo away."""
    product = product_for(the_booth(), slug)
    remove_photo(photo_of(product, photo_id), by=the_person())
    flash(_("Đã bỏ ảnh."), "success")
    return redirect(f"{root()}/seller/products/{slug}#photos", 303)
