"""Who works in the booth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.tries import count_try
from marketplace.domain.booths.access import can_manage_members
from marketplace.domain.booths.actions import add_member, remove_member
from marketplace.domain.booths.queries import last_owner_of, members_of
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.booths import MemberForm
from marketplace.web.session import the_person

MOST_TRIES = 20


@bp.route("/members", methods=["GET", "POST"])
@needs(can_manage_members)
def list_members() -> Any:
    """Everybody in the booth, and a form to let somebody in."""
    booth, form = the_booth(), MemberForm()
    if form.validate_on_submit():
        # The answer tells whether an account exists, so it may not be asked without end.
        count_try("members", str(booth.id), most=MOST_TRIES, within=timedelta(hours=1))
        try:
            member = add_member(booth, by=the_person(), login=form.login.data, role=form.role.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("%(name)s đã có trong gian hàng.", name=member.person.full_name), "success")
            return redirect(f"{root()}/seller/members", 303)
    page = render_template(
        "seller/members/list_members.html", form=form, members=members_of(booth), last_owner=last_owner_of(booth)
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/members/<int:membership_id>/removal")
@needs(can_manage_members)
def delete_member(membership_id: int) -> Any:
    """Take somebody out of the booth."""
    try:
        remove_member(the_booth(), by=the_person(), membership_id=membership_id)
    except NotThere:
        raise
    except Refusal as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Người này không còn trong gian hàng."), "success")
    return redirect(f"{root()}/seller/members", 303)
