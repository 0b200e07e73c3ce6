"""Closing the booth without leaving anybody's order behind."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.booths.access import can_close_booth
from marketplace.domain.leaving.actions import close_booth
from marketplace.domain.leaving.queries import open_matters_of
from marketplace.domain.ledger.queries import standing_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.leaving import ClosingForm
from marketplace.web.session import the_person


@bp.get("/closing")
@needs(can_close_booth)
def new_closing() -> str:
    """What closing means, and what is still open."""
    return _page(ClosingForm(formdata=None))


@bp.post("/closing")
@needs(can_close_booth)
@limiter.limit("10/hour")
def create_closing() -> Any:
    """Begin to close the booth, with the password."""
    form = ClosingForm()
    if form.validate_on_submit():
        try:
            close_booth(the_booth(), by=the_person(), reason=form.reason.data, password=form.password.data or "")
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Gian hàng đang đóng. Không ai đặt thêm được nữa."), "success")
            return redirect(f"{root()}/seller/closing", 303)
    return _page(form), 422


def _page(form: ClosingForm) -> str:
    booth = the_booth()
    return render_template(
        "seller/closing/new_closing.html", form=form, matters=open_matters_of(booth, clock.now()),
        standing=standing_of(booth),
    )  # fmt: skip
