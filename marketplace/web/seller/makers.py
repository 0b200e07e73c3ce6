"""The people behind the booth, whom its owner shows to shoppers."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_manage_members
from marketplace.domain.booths.actions import change_maker, hide_maker, show_maker
from marketplace.domain.booths.queries import maker_of, makers_of
from marketplace.domain.booths.rules import MOST_MAKERS
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.booths import MakerForm, NewMakerForm
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of


@bp.route("/makers", methods=["GET", "POST"])
@needs(can_manage_members)
def list_makers() -> Any:
    """Everybody who is shown, and a form to show one more."""
    booth, form = the_booth(), NewMakerForm()
    if form.validate_on_submit():
        try:
            show_maker(
                booth, by=the_person(), facts=form.facts(), agreed=form.agreed.data, picture=bytes_of(form.picture)
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Người mua thấy %(name)s trên trang gian hàng.", name=form.name.data), "success")
            return redirect(f"{root()}/seller/makers", 303)
    page = render_template(
        "seller/makers/list_makers.html", form=form, makers=makers_of(booth), most=MOST_MAKERS, maker=None
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/makers/<int:maker_id>", methods=["GET", "POST"])
@needs(can_manage_members)
def update_maker(maker_id: int) -> Any:
    """What is told of one of them."""
    booth = the_booth()
    maker = maker_of(booth, maker_id)
    form = MakerForm.of(maker)
    if form.validate_on_submit():
        try:
            change_maker(booth, maker_id, by=the_person(), facts=form.facts(), picture=bytes_of(form.picture))
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu."), "success")
            return redirect(f"{root()}/seller/makers", 303)
    page = render_template("seller/makers/update_maker.html", form=form, maker=maker)
    return page, 422 if form.is_submitted() else 200


@bp.post("/makers/<int:maker_id>/removal")
@needs(can_manage_members)
def delete_maker(maker_id: int) -> Any:
    """Show somebody no longer."""
    hide_maker(the_booth(), maker_id, by=the_person())
    flash(_("Người này không còn trên trang gian hàng; chữ và ảnh đã xóa."), "success")
    return redirect(f"{root()}/seller/makers", 303)
