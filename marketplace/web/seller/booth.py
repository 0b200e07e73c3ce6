"""The booth's own page, as shoppers will see it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.booths.actions import update_booth_page
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.booths import BoothPageForm
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of, take_pictures


@bp.route("/page", methods=["GET", "POST"])
@needs(can_run_booth)
def update_page() -> Any:
    """Story and pictures of the booth."""
    # A cover and a portrait.
    take_pictures(2)
    booth = the_booth()
    form = BoothPageForm.of(booth)
    if form.validate_on_submit():
        try:
            update_booth_page(
                booth, by=the_person(), story=form.story.data, story_en=form.story_en.data,
                cover=bytes_of(form.cover), portrait=bytes_of(form.portrait),
            )  # fmt: skip
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã lưu trang gian hàng."), "success")
            return redirect(f"{root()}/seller/page", 303)
    return render_template("seller/booth/update_page.html", form=form), 422 if form.is_submitted() else 200
