"""Who is on duty in a broadcast."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Broadcast
from marketplace.domain.livestream.queries import broadcast_for, campaign_for, duties_of, duty_for
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.broadcasts import broadcast_path
from marketplace.web.organizer.campaigns import Page, back_to
from marketplace.web.organizer.forms.campaigns import DutyForm
from marketplace.web.session import the_person

_AT = "/campaigns/<slug>/broadcasts/<int:broadcast_id>/duties"


@bp.get(_AT)
def list_duties(slug: str, broadcast_id: int) -> str:
    """Everybody on duty, and a form to let somebody in."""
    return _page(broadcast_for(campaign_for(slug), broadcast_id), DutyForm(formdata=None))


def _page(broadcast: Broadcast, form: DutyForm) -> str:
    return render_template(
        "organizer/campaigns/list_duties.html",
        campaign=broadcast.campaign, broadcast=broadcast, duties=duties_of(broadcast), form=form,
    )  # fmt: skip


@bp.post(_AT)
def create_duty(slug: str, broadcast_id: int) -> Page:
    """Let a person into the desk of this broadcast."""
    broadcast, form = broadcast_for(campaign_for(slug), broadcast_id), DutyForm()
    if form.validate_on_submit():
        try:
            duty = actions.give_duty(broadcast, form.email.data or "", form.role.data or "", by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            said = _("%(name)s đã vào được bàn livestream.", name=duty.person.full_name)
            return back_to(broadcast_path(broadcast.campaign, broadcast, "/duties"), said)
    return _page(broadcast, form), 422


@bp.post(f"{_AT}/<int:duty_id>/removal")
def delete_duty(slug: str, broadcast_id: int, duty_id: int) -> Response:
    """Shut the desk to a person."""
    broadcast = broadcast_for(campaign_for(slug), broadcast_id)
    actions.end_duty(broadcast, duty_for(broadcast, duty_id), by=the_person())
    return back_to(broadcast_path(broadcast.campaign, broadcast, "/duties"), _("Đã thôi giao việc."))
