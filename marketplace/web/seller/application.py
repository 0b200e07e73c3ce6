"""Applying for a booth: a draft that can be left and taken up again, its state and the reason for it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, session

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.actions import apply_for_booth, update_application
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import steps_of_booth
from marketplace.domain.booths.rules import EDITABLE
from marketplace.domain.joining.access import can_attest, can_see_checklist
from marketplace.domain.joining.actions import send_application
from marketplace.domain.joining.errors import ChecklistNotDone
from marketplace.domain.joining.queries import checklist_of
from marketplace.web.checklist_words import checklist_words
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
            _apply(booth, form)
        except ChecklistNotDone as refusal:
            flash(_("Đã lưu, nhưng chưa gửi được."), "info")
            flash(str(refusal), "error")
            return redirect(f"{root()}/seller/application", 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(f"{root()}/seller/application", 303)
    steps = steps_of_booth(booth) if booth else []
    is_mine = booth is not None and booth is g.booth
    page = render_template(
        "seller/application/create_application.html", form=form, application=booth, steps=steps,
        is_open=booth is None or booth.state in EDITABLE, may_attest=is_mine and can_attest(g.part),
        checklist=checklist_of(booth) if booth and can_see_checklist(g.part) else None, **checklist_words(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _apply(booth: Booth | None, form: ApplicationForm) -> None:
    """Keep or send, as the button says; a draft that cannot be sent yet is kept all the same."""
    person, send = the_person(), request.form.get("way") == "submit"
    facts = form.facts()
    booth = (
        update_application(booth, by=person, facts=facts)
        if booth
        else apply_for_booth(by=person, facts=facts, submit=False)
    )
    session["booth"] = booth.slug  # a name that was changed changes the address
    if send:
        send_application(booth, by=person)
    flash(_("Đã gửi hồ sơ. Ban tổ chức sẽ xem và trả lời tại trang này.") if send else _("Đã lưu bản nháp."), "success")
