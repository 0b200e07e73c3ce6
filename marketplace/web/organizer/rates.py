"""What selling costs: rates from a day on, and for which booths tax is kept back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.queries import booth_by_slug
from marketplace.domain.ledger.access import can_set_rates
from marketplace.domain.ledger.actions import set_rate, set_withholding
from marketplace.domain.ledger.queries import in_force_now, rates, withholdings_of
from marketplace.domain.ledger.rules import FEE_NOTICE
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.rates import RateForm, WithholdingForm
from marketplace.web.rate_words import rate_words
from marketplace.web.session import the_person


@bp.get("/rates")
def list_rates() -> str:
    """Every rate with its days: what is coming, what holds, what was."""
    return render_template(
        "organizer/rates/list_rates.html", rates=rates(), current=in_force_now(), today=clock.today(),
        may_set=can_set_rates(the_person()), **rate_words(),
    )  # fmt: skip


@bp.route("/rates/new", methods=["GET", "POST"])
def create_rate() -> Any:
    """Write down a rate from a day on."""
    if not can_set_rates(the_person()):
        raise NotThere
    form = RateForm()
    if form.validate_on_submit():
        try:
            set_rate(**form.facts(), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi mức mới. Đơn đặt trước ngày đó giữ mức cũ."), "success")
            return redirect(f"{root()}/organizer/rates", 303)
    page = render_template("organizer/rates/create_rate.html", form=form, notice=FEE_NOTICE.days)
    return page, 422 if form.is_submitted() else 200


@bp.route("/booths/<slug>/withholding", methods=["GET", "POST"])
def update_withholding(slug: str) -> Any:
    """Keep back tax for a booth, or no longer."""
    if not can_set_rates(the_person()):
        raise NotThere
    booth, form = booth_by_slug(slug), WithholdingForm()
    said = withholdings_of(booth)
    is_on = bool(said) and said[0].is_on
    if form.validate_on_submit():
        try:
            set_withholding(booth, is_on=not is_on, reason=form.reason.data, by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi. Đơn đặt từ bây giờ theo cách mới."), "success")
            return redirect(f"{root()}/organizer/booths/{slug}/withholding", 303)
    page = render_template("organizer/rates/update_withholding.html", form=form, shown=booth, said=said, is_on=is_on)
    return page, 422 if form.is_submitted() else 200
