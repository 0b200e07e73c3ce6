"""Campaigns that invite the booth: answers, proposals, and the booth's own part of the results."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.tenancy import across_booths
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.livestream import actions, definitions
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.livestream.queries import (
    broadcasts_of,
    invitation_for,
    invitations_for,
    own_part,
    own_proposal,
    own_shop_sales,
    proposals_in,
)
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.campaigns import DeclineForm, ProposalForm
from marketplace.web.session import the_person

Page = str | tuple[str, int] | Response


@bp.get("/campaigns")
@needs(can_run_booth)
def list_campaigns() -> str:
    """Every campaign that asked the booth, unanswered ones first."""
    return render_template(
        "seller/campaigns/list_campaigns.html",
        invitations=invitations_for(the_booth()), answers=definitions.INVITATION_STATE_NAMES,
        states=definitions.CAMPAIGN_STATE_NAMES,
    )  # fmt: skip


@bp.get("/campaigns/<slug>")
@needs(can_run_booth)
def show_campaign(slug: str) -> str:
    """One campaign: the answer, and what the booth proposes."""
    return _page(invitation_for(the_booth(), slug))


@bp.get("/campaigns/<slug>/results")
@needs(can_run_booth)
def show_campaign_results(slug: str) -> str:
    """What the booth sold in a campaign, and nothing of the others."""
    invitation = invitation_for(the_booth(), slug)
    campaign = invitation.campaign
    broadcasts = broadcasts_of(campaign)
    part, in_shop = own_part(invitation, broadcasts), own_shop_sales(broadcasts, the_booth())
    return render_template("seller/campaigns/show_campaign_results.html", campaign=campaign, part=part, in_shop=in_shop)


def _page(invitation: Invitation, *, decline: DeclineForm | None = None, proposal: ProposalForm | None = None) -> str:
    accepted = invitation.state == "accepted"
    form = proposal or ProposalForm(the_booth(), formdata=None) if accepted else None
    return render_template(
        "seller/campaigns/show_campaign.html",
        invitation=invitation, campaign=invitation.campaign, broadcasts=broadcasts_of(invitation.campaign),
        proposals=proposals_in(invitation) if accepted else [],
        decline=decline or DeclineForm(formdata=None), form=form, answers=definitions.INVITATION_STATE_NAMES,
        states=definitions.CAMPAIGN_STATE_NAMES, proposal_states=definitions.PROPOSAL_STATE_NAMES,
        broadcast_states=definitions.BROADCAST_STATE_NAMES, platforms=definitions.PLATFORM_NAMES,
    )  # fmt: skip


def _back(invitation: Invitation, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(f"{root()}/seller/campaigns/{invitation.campaign.slug}", 303)


@bp.post("/campaigns/<slug>/answer")
@needs(can_run_booth)
def create_invitation_answer(slug: str) -> Page:
    """Take part, or not and why."""
    invitation, form = invitation_for(the_booth(), slug), DeclineForm()
    accepts = request.form.get("answer") == "accepted"
    if form.validate_on_submit():
        try:
            actions.answer_invitation(invitation, accepts=accepts, reason=form.reason.data or "", by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            done = _("Đã nhận lời. Bây giờ hãy đề xuất món.") if accepts else _("Đã từ chối.")
            return _back(invitation, done)
    return _page(invitation, decline=form), 422


@bp.post("/campaigns/<slug>/proposals")
@needs(can_run_booth)
def create_proposal(slug: str) -> Page:
    """Offer a product to the campaign."""
    invitation, form = invitation_for(the_booth(), slug), ProposalForm(the_booth())
    if form.validate():
        try:
            actions.propose_goods(invitation, int(form.variant_id.data), form.terms, by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return _back(invitation, _("Đã gửi đề xuất cho ban tổ chức."))
    return _page(invitation, proposal=form), 422


@bp.post("/campaigns/<slug>/proposals/<int(max=9007199254740991):proposal_id>/withdrawal")
@needs(can_run_booth)
def create_proposal_withdrawal(slug: str, proposal_id: int) -> Page:
    """Take back what nobody has decided on."""
    invitation = invitation_for(the_booth(), slug)
    proposal = own_proposal(invitation, proposal_id)
    try:
        with across_booths("the proposal was found through its booth"):
            actions.withdraw_proposal(proposal, by=the_person())
    except Refusal as refusal:
        flash(str(refusal), "error")
        return redirect(f"{root()}/seller/campaigns/{slug}", 303)
    return _back(invitation, _("Đã rút đề xuất."))
