"""Applying for a booth: a draft that can be left and taken up again, its state and the reason for it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.actions import apply_for_booth, submit_booth, update_application
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import steps_of_booth
from marketplace.domain.booths.rules import EDITABLE
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp
from marketplace.web.seller.forms.booths import ApplicationForm
from marketplace.web.session import the_person


@bp.route("/application", methods=["GET", "POST"])
def create_application() -> Any:
    """The application of the acting booth, or a new one (`?new=1`, and for those without a booth)."""
    booth = None if request.args.get("new") else g.booth
    form = ApplicationForm(obj=booth)
    if (booth is None or booth.state in EDITABLE) and form.validate_on_submit():
        try:
            booth = _apply(booth, form)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(f"{root()}/seller/application", 303)
    steps = steps_of_booth(booth) if booth else []
    page = render_template(
        "seller/application/create_application.html", form=form, application=booth, steps=steps,
        is_open=booth is None or booth.state in EDITABLE,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _apply(booth: Booth | None, form: ApplicationForm) -> Booth:
    """Keep or submit, as the button says."""
    person, submit = the_person(), request.form.get("way") == "submit"
    if booth is None:
        booth = apply_for_booth(by=person, facts=form.facts(), submit=submit)
    else:
        booth = update_application(booth, by=person, facts=form.facts())
        if submit:
            submit_booth(booth, by=person)
    flash(
        _("Đã gửi hồ sơ. Ban tổ chức sẽ xem và trả lời tại trang này.") if submit else _("Đã lưu bản nháp."), "success"
    )
    return booth
