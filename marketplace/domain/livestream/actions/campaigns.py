"""Campaigns: planned, moved through their states, explained and closed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select, update

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.slugs import new_slug
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.errors import (
    BadWindow,
    CampaignCannotMove,
    ExplanationMissing,
    ExplanationTooShort,
    FiguresClosed,
    NameMissing,
    NoBroadcastYet,
    ReadingsNotReviewed,
    StillOnAir,
)
from marketplace.domain.livestream.models import Broadcast, Campaign, Explanation
from marketplace.domain.livestream.queries import digest_of, figures_of, metrics_of
from marketplace.domain.livestream.rules import may_move_campaign

SHORTEST_EXPLANATION = 20


@dataclass(frozen=True)
class CampaignFacts:
    """What an organizer says about a campaign."""

    name: str
    summary: str = ""
    name_en: str = ""
    summary_en: str = ""
    direct_hours: int = 24
    assisted_days: int = 7


@transactional
def create_campaign(facts: CampaignFacts, *, by: Person, is_sample: bool = False) -> Campaign:
    """Begin planning a campaign; raise NameMissing, BadWindow."""
    facts = _checked(facts)
    campaign = Campaign(
        slug=new_slug(facts.name), **vars(facts), state="draft", is_sample=is_sample, created_by_id=by.id,
        created_at=clock.now(),
    )  # fmt: skip
    db.session.add(campaign)
    db.session.flush()
    audit.note("create_campaign", by=by.id, subject=f"campaign:{campaign.id}", details={"name": facts.name})
    return campaign


@transactional
def edit_campaign(campaign: Campaign, facts: CampaignFacts, *, by: Person) -> Campaign:
    """Change what is said about a campaign; windows change what is counted, never what was stored."""
    check_open(campaign)
    for name, value in vars(_checked(facts)).items():
        setattr(campaign, name, value)
    audit.note("edit_campaign", by=by.id, subject=f"campaign:{campaign.id}", details=vars(facts))
    bump("catalogue")
    return campaign


def _checked(facts: CampaignFacts) -> CampaignFacts:
    texts = {each: clean(getattr(facts, each)) for each in ("name", "summary", "name_en", "summary_en")}
    if not texts["name"]:
        raise NameMissing
    if not (0 <= facts.direct_hours <= 168 and 0 <= facts.assisted_days <= 30):
        raise BadWindow
    return CampaignFacts(**texts, direct_hours=facts.direct_hours, assisted_days=facts.assisted_days)


@transactional
def schedule_campaign(campaign: Campaign, *, by: Person) -> Campaign:
    """Let everybody see what is coming; raise NoBroadcastYet, CampaignCannotMove."""
    has_broadcast = exists().where(Broadcast.campaign_id == campaign.id, Broadcast.state != "cancelled")
    if not db.session.scalar(select(has_broadcast)):
        raise NoBroadcastYet
    return move_campaign(campaign, "scheduled", by=by)


@transactional
def unschedule_campaign(campaign: Campaign, *, by: Person) -> Campaign:
    """Take a campaign that has not begun back to the drawing board; raise CampaignCannotMove."""
    return move_campaign(campaign, "draft", by=by)


@transactional
def end_campaign(campaign: Campaign, *, by: Person) -> Campaign:
    """Say that the last broadcast is over; raise StillOnAir, CampaignCannotMove."""
    waiting = exists().where(Broadcast.campaign_id == campaign.id, Broadcast.state.in_(("planned", "live")))
    if db.session.scalar(select(waiting)):
        raise StillOnAir
    return move_campaign(campaign, "ended", by=by)


@transactional
def review_campaign(campaign: Campaign, *, by: Person) -> Campaign:
    """Close the figures and keep them as they stand; a second time changes nothing.

    Raises ExplanationMissing while a guard is unanswered, ReadingsNotReviewed, CampaignCannotMove.
    """
    if campaign.state == "reviewed":
        return campaign
    metrics = metrics_of(campaign)
    if any(guard.explanation is None for guard in metrics.guards):
        raise ExplanationMissing
    if any(reading.reviewed_at is None for reading in metrics.readings):
        raise ReadingsNotReviewed
    move_campaign(campaign, "reviewed", by=by)
    campaign.final_figures = figures_of(metrics)
    signed = {"figures": campaign.final_figures, "sha256": digest_of(campaign.final_figures)}
    audit.note("review_campaign", by=by.id, subject=f"campaign:{campaign.id}", details=signed)
    return campaign


@transactional
def publish_figures(campaign: Campaign, *, by: Person) -> Campaign:
    """Let everybody read the figures of the campaign, programs too; a second time changes nothing."""
    if campaign.published_at is None:
        campaign.published_at = clock.now()
        audit.note("publish_figures", by=by.id, subject=f"campaign:{campaign.id}")
        bump("catalogue")
    return campaign


@transactional
def withdraw_figures(campaign: Campaign, *, by: Person) -> Campaign:
    """Keep the figures of the campaign to organizers again."""
    if campaign.published_at is not None:
        campaign.published_at = None
        audit.note("withdraw_figures", by=by.id, subject=f"campaign:{campaign.id}")
        bump("catalogue")
    return campaign


@transactional
def explain_guard(campaign: Campaign, guard: str, text: str, *, by: Person) -> Explanation:
    """Say why a figure is as high as it is; the latest explanation is shown with the figure."""
    check_open(campaign)
    words = clean(text)
    if len(words) < SHORTEST_EXPLANATION:
        raise ExplanationTooShort
    explanation = Explanation(campaign_id=campaign.id, guard=guard, text=words, by_id=by.id, at=clock.now())
    db.session.add(explanation)
    db.session.flush()
    audit.note("explain_guard", by=by.id, subject=f"campaign:{campaign.id}", details={"guard": guard, "text": words})
    return explanation


def check_open(campaign: Campaign) -> None:
    """Raise FiguresClosed for a campaign whose figures stand."""
    if campaign.state == "reviewed":
        raise FiguresClosed


@transactional
def move_campaign(campaign: Campaign, to_state: str, *, by: Person) -> Campaign:
    """One step in a campaign's life; already there is no fault. Raises CampaignCannotMove."""
    if campaign.state == to_state:
        return campaign
    if not may_move_campaign(campaign.state, to_state):
        raise CampaignCannotMove
    from_state = campaign.state
    moved = update(Campaign).where(Campaign.id == campaign.id, Campaign.state == from_state).values(state=to_state)
    if not db.session.connection().execute(moved).rowcount:
        raise CampaignCannotMove
    db.session.refresh(campaign)
    audit.note(
        "move_campaign", by=by.id, subject=f"campaign:{campaign.id}", details={"from": from_state, "to": to_state}
    )
    bump("catalogue")
    return campaign
