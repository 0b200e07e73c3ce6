"""Helping a booth of somebody else: the code goes in here, and what one helps with now stands here."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, session
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.tries import count_try
from marketplace.domain.booths.actions import take_help_offer
from marketplace.domain.booths.queries import grants_taken_by
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.helping import HelpCodeForm
from marketplace.web.forms import show_refusal
from marketplace.web.session import the_person

MOST_TRIES = 10


@bp.route("/helping", methods=["GET", "POST"])
def list_helping() -> Response | tuple[str, int]:
    """The booths one helps now, and the field for a code."""
    form, person = HelpCodeForm(), the_person()
    if form.validate_on_submit():
        count_try("help-code", str(person.id), most=MOST_TRIES, within=timedelta(hours=1))
        try:
            grant = take_help_offer(form.code.data, by=person)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            session["booth"] = grant.booth.slug
            flash(_("Bạn đang giúp gian hàng %(booth)s.", booth=grant.booth.name), "success")
            return redirect(f"{root()}/seller/", 303)
    page = render_template("account/helping/list_helping.html", form=form, grants=grants_taken_by(person))
    return page, 422 if form.is_submitted() else 200
