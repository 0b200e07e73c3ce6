"""Campaigns: the list, the results of one, its plan and its states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.livestream import actions, definitions
from marketplace.domain.livestream.actions import CampaignFacts
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries import (
    Narrowed,
    broadcasts_of,
    campaign_for,
    campaigns,
    digest_of,
    goals_against,
    goals_of,
    line_up_of,
    marks_of,
    metrics_of,
)
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.campaigns import CampaignForm, ExplanationForm
from marketplace.web.organizer.result_tables import shown_tables
from marketplace.web.organizer.results import results_of
from marketplace.web.session import the_person

Page = str | tuple[str, int] | Response


@bp.context_processor
def livestream_words() -> dict[str, Any]:
    """The names of states, platforms, routes and figures for the templates of this desk."""
    return {
        "campaign_states": definitions.CAMPAIGN_STATE_NAMES,
        "broadcast_states": definitions.BROADCAST_STATE_NAMES,
        "platforms": definitions.PLATFORM_NAMES,
        "route_names": definitions.ROUTE_NAMES,
        "kind_names": definitions.KIND_NAMES,
        "stage_names": definitions.STAGE_NAMES,
        "sources": definitions.SOURCE_NAMES,
        "definitions": definitions.DEFINITIONS,
        "note_names": definitions.NOTES,
        "guard_questions": definitions.GUARD_QUESTIONS,
        "verdicts": definitions.VERDICTS,
        "doubt_names": definitions.DOUBT_NAMES,
        "goal_names": definitions.GOAL_NAMES,
        "invitation_states": definitions.INVITATION_STATE_NAMES,
        "proposal_states": definitions.PROPOSAL_STATE_NAMES,
        "role_names": definitions.ROLE_NAMES,
    }


def campaign_path(campaign: Campaign, rest: str = "") -> str:
    """The address of a campaign's results, or of what is under it."""
    return f"{root()}/organizer/campaigns/{campaign.slug}{rest}"


def page_asked() -> int:
    """The page of a list that the address asks for."""
    typed = request.args.get("page", "1")
    return max(int(typed), 1) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def narrowed() -> Narrowed:
    """Which rows the address asks for; what it does not know it leaves out."""
    asked = request.args.get
    of = asked("broadcast", "")
    words = {"platform": definitions.PLATFORM_NAMES, "route": definitions.ROUTE_NAMES, "kind": definitions.KIND_NAMES}
    known = {word: asked(word, "") for word, names in words.items() if asked(word, "") in names}
    return Narrowed(broadcast_id=int(of) if of.isascii() and of.isdigit() and len(of) < 19 else None, **known)


def narrowed_words(only: Narrowed, broadcasts: Sequence[Broadcast]) -> str:
    """In words, which rows a list shows; empty where it shows all."""
    of = next((each.title for each in broadcasts if each.id == only.broadcast_id), "")
    kind = str(definitions.KIND_NAMES[only.kind]) if only.kind else ""
    named = (definitions.PLATFORM_NAMES.get(only.platform, ""), of, definitions.ROUTE_NAMES.get(only.route, ""), kind)
    return " · ".join(str(each) for each in named if each)


def page_of(path: str, number: int) -> str:
    """Another page of the list that the address shows, narrowed as it is."""
    kept = {word: value for word, value in request.args.items() if word in ("platform", "broadcast", "route", "kind")}
    return f"{path}?{urlencode({**kept, 'page': number})}"


def back_to(path: str, sentence: str = "", kind: str = "success") -> Response:
    """Send the person on after something was done, with a word about it."""
    if sentence:
        flash(sentence, kind)
    return redirect(path, 303)


def attempt(act: Callable[[], Any], path: str, done: str) -> Response:
    """Do one thing that needs no form of its own and say on the next page how it went."""
    try:
        act()
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return back_to(path, str(refusal), "error")
    return back_to(path, done)


@bp.get("/campaigns")
def list_campaigns() -> str:
    """Every campaign: what is on air or to come first."""
    return render_template("organizer/campaigns/list_campaigns.html", campaigns=campaigns())


@bp.get("/campaigns/new")
def new_campaign() -> str:
    """An empty plan."""
    form = CampaignForm(data={"direct_hours": 24, "assisted_days": 7})
    return render_template("organizer/campaigns/edit_campaign.html", form=form, campaign=None)


@bp.post("/campaigns")
def create_campaign() -> Page:
    """Begin planning."""
    form = CampaignForm()
    if form.validate_on_submit():
        try:
            campaign = actions.create_campaign(_facts(form), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, "/plan"), _("Đã tạo chương trình. Bây giờ hãy thêm buổi phát."))
    return render_template("organizer/campaigns/edit_campaign.html", form=form, campaign=None), 422


@bp.get("/campaigns/<slug>")
def show_campaign(slug: str) -> str:
    """The results: every figure with its definition, its source and its evidence."""
    return _results(campaign_for(slug))


def _results(campaign: Campaign, wrong: ExplanationForm | None = None, guard: str = "") -> str:
    metrics = metrics_of(campaign)
    results = results_of(metrics, marks_of([each.broadcast for each in metrics.broadcasts]))
    tables = shown_tables(metrics, goals_against(metrics), campaign_path(campaign))
    return render_template(
        "organizer/campaigns/show_campaign.html",
        campaign=campaign, metrics=metrics, results=results, tables=tables, wrong=wrong, wrong_guard=guard,
        digest=digest_of(campaign.final_figures) if campaign.final_figures else None,
    )  # fmt: skip


@bp.get("/campaigns/<slug>/plan")
def show_plan(slug: str) -> str:
    """The plan: broadcasts, line-ups, states."""
    campaign = campaign_for(slug)
    broadcasts = broadcasts_of(campaign)
    sizes = {each.id: 0 for each in broadcasts}
    for item in line_up_of(broadcasts):
        sizes[item.broadcast_id] += 1
    return render_template(
        "organizer/campaigns/show_plan.html",
        campaign=campaign, broadcasts=broadcasts, sizes=sizes, goals=goals_of(campaign),
    )  # fmt: skip


@bp.get("/campaigns/<slug>/edit")
def edit_campaign(slug: str) -> str:
    """What is said about the campaign, to change."""
    campaign = campaign_for(slug)
    form = CampaignForm(obj=campaign)
    return render_template("organizer/campaigns/edit_campaign.html", form=form, campaign=campaign)


@bp.post("/campaigns/<slug>")
def update_campaign(slug: str) -> Page:
    """Change what is said about the campaign."""
    campaign, form = campaign_for(slug), CampaignForm()
    if form.validate_on_submit():
        try:
            actions.edit_campaign(campaign, _facts(form), by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, "/plan"), _("Đã lưu."))
    return render_template("organizer/campaigns/edit_campaign.html", form=form, campaign=campaign), 422


def _facts(form: CampaignForm) -> CampaignFacts:
    return CampaignFacts(**{name: getattr(form, name).data for name in CampaignFacts.__dataclass_fields__})


_STEPS: dict[str, Callable[..., Campaign]] = {
    "scheduled": actions.schedule_campaign,
    "draft": actions.unschedule_campaign,
    "ended": actions.end_campaign,
    "reviewed": actions.review_campaign,
}


@bp.post("/campaigns/<slug>/state")
def update_state(slug: str) -> Response:
    """Take the campaign one step on."""
    campaign = campaign_for(slug)
    step = _STEPS.get(request.form.get("state", ""), actions.schedule_campaign)
    return attempt(
        lambda: step(campaign, by=the_person()), campaign_path(campaign, "/plan"), _("Đã chuyển bước chương trình.")
    )


@bp.post("/campaigns/<slug>/publication")
def create_campaign_publication(slug: str) -> Response:
    """Let everybody read the figures."""
    campaign = campaign_for(slug)
    actions.publish_figures(campaign, by=the_person())
    return back_to(campaign_path(campaign), _("Số liệu của chương trình đã công khai."))


@bp.post("/campaigns/<slug>/publication/removal")
def delete_campaign_publication(slug: str) -> Response:
    """Keep the figures to organizers again."""
    campaign = campaign_for(slug)
    actions.withdraw_figures(campaign, by=the_person())
    return back_to(campaign_path(campaign), _("Số liệu không còn công khai."))


@bp.post("/campaigns/<slug>/explanations/<guard>")
def create_explanation(slug: str, guard: str) -> Page:
    """Answer why a figure is as high as it is."""
    campaign, form = campaign_for(slug), ExplanationForm()
    if form.validate_on_submit():
        try:
            actions.explain_guard(campaign, guard, form.text.data or "", by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return back_to(campaign_path(campaign, "#guards"), _("Đã ghi giải thích cạnh con số."))
    return _results(campaign, form, guard), 422
