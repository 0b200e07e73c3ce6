"""A letter before a broadcast begins, for whoever leaves an address."""

from __future__ import annotations

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import language, root
from marketplace.core.limits import limiter
from marketplace.domain.livestream.actions import remind_of
from marketplace.domain.livestream.models import Broadcast
from marketplace.domain.livestream.queries import broadcasts_of, current_of, public_campaign
from marketplace.web.forms import show_refusal
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.forms.reminders import ReminderForm


def _next_broadcast(slug: str) -> Broadcast:
    broadcast = current_of([each for each in broadcasts_of(public_campaign(slug)) if each.state != "cancelled"])
    if broadcast is None:
        raise NotThere
    return broadcast


@bp.get("/live/<slug>/reminders/new")
def new_reminder(slug: str) -> str:
    """An empty wish to be reminded."""
    broadcast = _next_broadcast(slug)
    return render_template("storefront/live/new_reminder.html", broadcast=broadcast, form=ReminderForm(formdata=None))


@bp.post("/live/<slug>/reminders")
@limiter.limit("10/hour")
def create_reminder(slug: str) -> Response | tuple[str, int]:
    """Write down whom to remind of the next broadcast; who is told so is the same for known and new addresses."""
    broadcast, form = _next_broadcast(slug), ReminderForm()
    if form.validate_on_submit():
        try:
            remind_of(broadcast, form.email.data or "", language=language())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Bạn sẽ nhận một thư nửa giờ trước khi phát."), "success")
            return redirect(f"{root()}/live/{broadcast.campaign.slug}", 303)
    return render_template("storefront/live/new_reminder.html", broadcast=broadcast, form=form), 422
