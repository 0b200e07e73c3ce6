"""Booths in a campaign: invitations and answers, what they propose, and what the campaign hopes for."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.booths.queries import booth_by_slug
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.livestream.queries import (
    booths_to_invite,
    broadcast_for,
    broadcasts_of,
    campaign_for,
    goals_of,
    invitations_of,
    proposal_for,
    proposals_of,
)
from marketplace.domain.livestream.rules import GOAL_KEYS
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page, attempt, back_to, campaign_path
from marketplace.web.organizer.forms.campaigns import GoalsForm
from marketplace.web.organizer.forms.decisions import ReasonForm
from marketplace.web.session import the_person

_AT = "/campaigns/<slug>/booths"
_PROPOSAL = "/campaigns/<slug>/proposals/<int:proposal_id>"


@bp.get(_AT)
def list_invitations(slug: str) -> str:
    """Who was asked, what they said, and what they propose."""
    return _page(campaign_for(slug))


def _page(campaign: Campaign, wrong: ReasonForm | None = None, wrong_id: int = 0) -> str:
    words = request.args.get("q", "").strip()
    return render_template(
        "organizer/campaigns/list_invitations.html",
        campaign=campaign, invitations=invitations_of(campaign), proposals=proposals_of(campaign), words=words,
        broadcasts=[each for each in broadcasts_of(campaign) if each.state in ("planned", "live")],
        found=booths_to_invite(campaign, words) if words else [], wrong=wrong, wrong_id=wrong_id,
    )  # fmt: skip


@bp.post(_AT)
def create_invitation(slug: str) -> Response:
    """Ask a booth to take part."""
    campaign = campaign_for(slug)
    booth = booth_by_slug(request.form.get("booth", ""))
    message = request.form.get("message", "")
    return attempt(
        lambda: actions.invite_booth(campaign, booth, message, by=the_person()), campaign_path(campaign, "/booths"),
        _("Đã mời %(booth)s.", booth=booth.name),
    )  # fmt: skip


@bp.post(f"{_PROPOSAL}/taking")
def create_proposal_taking(slug: str, proposal_id: int) -> Response:
    """Put a proposal into a line-up."""
    campaign = campaign_for(slug)
    proposal = proposal_for(campaign, proposal_id)
    number = request.form.get("broadcast", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotThere
    broadcast = broadcast_for(campaign, int(number))
    if broadcast.state not in ("planned", "live"):
        raise NotThere
    return attempt(
        lambda: actions.take_proposal(proposal, broadcast, by=the_person()),
        campaign_path(campaign, "/booths#proposals"), _("Đã đưa vào danh sách lên sóng."),
    )  # fmt: skip


@bp.post(f"{_PROPOSAL}/return")
def create_proposal_return(slug: str, proposal_id: int) -> Page:
    """Give a proposal back with a reason."""
    campaign, form = campaign_for(slug), ReasonForm()
    proposal = proposal_for(campaign, proposal_id)
    if form.validate_on_submit():
        try:
            actions.return_proposal(proposal, form.reason.data or "", by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, "/booths#proposals"), _("Đã trả lại đề xuất."))
    return _page(campaign, form, proposal_id), 422


@bp.get("/campaigns/<slug>/goals")
def edit_goals(slug: str) -> str:
    """What the campaign hopes for, to change."""
    campaign = campaign_for(slug)
    return _goals(campaign, GoalsForm(formdata=None, data=goals_of(campaign)))


def _goals(campaign: Campaign, form: GoalsForm) -> str:
    return render_template("organizer/campaigns/edit_goals.html", campaign=campaign, form=form)


@bp.post("/campaigns/<slug>/goals")
def update_goals(slug: str) -> Page:
    """Change what the campaign hopes for."""
    campaign, form = campaign_for(slug), GoalsForm()
    if form.validate_on_submit():
        try:
            actions.set_goals(campaign, {key: form[key].data for key in GOAL_KEYS}, by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, "/plan"), _("Đã lưu mục tiêu."))
    return _goals(campaign, form), 422
