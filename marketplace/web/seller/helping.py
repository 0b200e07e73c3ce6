"""Who helps the booth for some hours: offers with a one-time code, who took them, what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask import flash, g, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_end_help, can_manage_members
from marketplace.domain.booths.actions import end_all_help, end_help, offer_help
from marketplace.domain.booths.models import HelperGrant
from marketplace.domain.booths.queries import acts_in, grants_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.booths import HelpForm
from marketplace.web.session import the_person


@bp.route("/helping", methods=["GET", "POST"])
@needs(can_manage_members)
def list_helping() -> Any:
    """Who was let in, for what and until when; a form for another, whose code is shown once."""
    booth, form, code, now = the_booth(), HelpForm(), "", clock.now()
    if form.validate_on_submit():
        try:
            _grant, code = offer_help(booth, by=the_person(), permissions=form.permissions, hours=int(form.hours.data))
        except Refusal as refusal:
            show_refusal(form, refusal)
    grants = grants_of(booth)
    page = render_template(
        "seller/helping/list_helping.html", form=form, code=code, grants=grants, acts=acts_in(booth), now=now,
        held=_held_by_one(grant for grant in grants if grant.is_in_force(now)),
    )  # fmt: skip
    return page, 422 if form.is_submitted() and not code else 200


@bp.post("/helping/<int:grant_id>/ending")
@needs(can_end_help)
def delete_help(grant_id: int) -> Response:
    """End it: the owner whenever they like, the helper for themselves."""
    end_help(the_booth(), grant_id, by=the_person())
    flash(_("Lượt giúp này đã kết thúc."), "success")
    return redirect(f"{root()}/seller/helping" if can_manage_members(g.part) else f"{root()}/account/helping", 303)


@bp.post("/helping/<int:grant_id>/ending-all")
@needs(can_manage_members)
def delete_helper(grant_id: int) -> Response:
    """End all the help of whoever took this grant."""
    end_all_help(the_booth(), grant_id, by=the_person())
    flash(_("Mọi lượt giúp của người này đã kết thúc."), "success")
    return redirect(f"{root()}/seller/helping", 303)


def _held_by_one(grants: Iterable[HelperGrant]) -> dict[int | None, list[HelperGrant]]:
    """The grants of everybody who holds more than one."""
    held = defaultdict(list)
    for grant in grants:
        held[grant.person_id].append(grant)
    return {person_id: theirs for person_id, theirs in held.items() if len(theirs) > 1}
