"""Booths in campaigns: who was invited, what they answered and proposed, and one booth's part of the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.tenancy import across_booths
from marketplace.core.text import slugify
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.models import Broadcast, Campaign, Invitation, Proposal
from marketplace.domain.livestream.queries.counting import BoothSales, ProductSales
from marketplace.domain.livestream.queries.keeping import sold


def invitation_to(campaign: Campaign, booth: Booth) -> Invitation | None:
    """The invitation of this booth to this campaign."""
    found = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.booth_id == booth.id)
    return db.session.scalar(found)


def invitations_of(campaign: Campaign) -> list[Invitation]:
    """Every booth that was asked, those who accepted first, each list by name."""
    order = case({"accepted": 0, "invited": 1}, value=Invitation.state, else_=2)
    rows = select(Invitation).join(Invitation.booth).options(contains_eager(Invitation.booth))
    return list(
        db.session.scalars(rows.where(Invitation.campaign_id == campaign.id).order_by(order, Booth.name, Invitation.id))
    )


def booths_to_invite(campaign: Campaign, words: str, most: int = 20) -> list[Booth]:
    """Open booths with these words in their name that were not asked yet, or declined."""
    asked = select(Invitation.booth_id).where(
        Invitation.campaign_id == campaign.id, Invitation.state.in_(("invited", "accepted"))
    )
    rows = select(Booth).where(Booth.state == "open", Booth.id.not_in(asked))
    wanted = words.strip()
    if wanted:
        by_slug = Booth.slug.contains(slugify(wanted) or wanted, autoescape=True)
        rows = rows.where(or_(Booth.name.icontains(wanted, autoescape=True), by_slug))
    return list(db.session.scalars(rows.order_by(Booth.name, Booth.id).limit(most)))


def proposals_of(campaign: Campaign) -> list[Proposal]:
    """What invited booths propose and nobody decided on yet, then what was decided, newest first."""
    waiting = case((Proposal.state == "proposed", 0), else_=1)
    rows = select(Proposal).join(Proposal.invitation).options(contains_eager(Proposal.invitation))
    rows = rows.options(
        joinedload(Proposal.variant).joinedload(Variant.product).joinedload(Product.booth),
        joinedload(Proposal.broadcast),
    )  # fmt: skip
    rows = rows.where(Invitation.campaign_id == campaign.id, Proposal.state != "withdrawn")
    return list(db.session.scalars(rows.order_by(waiting, Proposal.id.desc()).limit(200)))


def proposal_for(campaign: Campaign, proposal_id: int) -> Proposal:
    """One proposal to this campaign; raise NotThere."""
    rows = select(Proposal).join(Proposal.invitation).options(contains_eager(Proposal.invitation))
    found = db.session.scalar(rows.where(Proposal.id == proposal_id, Invitation.campaign_id == campaign.id))
    if found is None:
        raise NotThere
    return found


def invitations_for(booth: Booth) -> list[Invitation]:
    """The campaigns to which this booth was invited, unanswered ones first, then the newest."""
    waiting = case((Invitation.state == "invited", 0), else_=1)
    rows = select(Invitation).where(Invitation.booth_id == booth.id).options(joinedload(Invitation.campaign))
    return list(db.session.scalars(rows.order_by(waiting, Invitation.id.desc())))


def unanswered_invitations(booth: Booth) -> Select[int]:
    """The invitations of this booth that wait for an answer to a campaign that is not over."""
    rows = select(Invitation.id).join(Campaign, Campaign.id == Invitation.campaign_id)
    waits = Invitation.booth_id == booth.id, Invitation.state == "invited"
    return rows.where(*waits, Campaign.state.not_in(("ended", "reviewed")))


def invitation_for(booth: Booth, slug: str) -> Invitation:
    """The booth's invitation to the campaign with this slug; raise NotThere."""
    rows = select(Invitation).join(Invitation.campaign).options(contains_eager(Invitation.campaign))
    found = db.session.scalar(rows.where(Invitation.booth_id == booth.id, Campaign.slug == slug))
    if found is None:
        raise NotThere
    return found


def proposals_in(invitation: Invitation) -> list[Proposal]:
    """What the booth proposed to the campaign, newest first."""
    rows = select(Proposal).where(Proposal.booth_id == invitation.booth_id, Proposal.invitation_id == invitation.id)
    rows = rows.options(joinedload(Proposal.variant).joinedload(Variant.product), joinedload(Proposal.broadcast))
    with across_booths("the proposals are the booth's own, and so are the variants they name"):
        return list(db.session.scalars(rows.order_by(Proposal.id.desc())))


def own_proposal(invitation: Invitation, proposal_id: int) -> Proposal:
    """One proposal of this booth to this campaign; raise NotThere."""
    rows = select(Proposal).where(Proposal.booth_id == invitation.booth_id, Proposal.id == proposal_id)
    found = db.session.scalar(rows.where(Proposal.invitation_id == invitation.id))
    if found is None:
        raise NotThere
    return found


def open_proposal_of(invitation: Invitation, variant_id: int) -> Proposal | None:
    """The proposal of this variant on which nobody has decided yet."""
    rows = select(Proposal).where(Proposal.booth_id == invitation.booth_id, Proposal.state == "proposed")
    return db.session.scalar(rows.where(Proposal.invitation_id == invitation.id, Proposal.variant_id == variant_id))


@dataclass(frozen=True)
class ProposableVariant:
    """A variant that a booth may propose, at its usual price."""

    id: int
    name: str
    price: int


def variants_to_propose(booth: Booth) -> list[ProposableVariant]:
    """What the booth sells today, in the order of its products."""
    rows = select(Variant.id, Product.name, Variant.name, Variant.price).join(Variant.product)
    rows = rows.where(Variant.booth_id == booth.id, Product.booth_id == booth.id)
    rows = rows.where(Variant.is_active, Product.state == "on_sale")
    found = db.session.execute(rows.order_by(Product.sort_key, Product.id, Variant.position))
    return [ProposableVariant(row[0], f"{row[1]} {row[2]}".strip(), row[3]) for row in found]


def variant_to_propose(invitation: Invitation, variant_id: int) -> Variant | None:
    """A variant of the invited booth that can be bought today."""
    rows = select(Variant).where(Variant.booth_id == invitation.booth_id, Variant.id == variant_id, Variant.is_active)
    variant = db.session.scalar(rows)
    return variant if variant is not None and variant.product.is_on_sale else None


@dataclass(frozen=True)
class OwnPart:
    """What one booth sold in a campaign and of which goods; nothing of anybody else."""

    sales: BoothSales | None
    products: Sequence[ProductSales]


def own_part(invitation: Invitation, broadcasts: Sequence[Broadcast]) -> OwnPart:
    """The booth's own part of the results, from the same count as everybody's."""
    campaign = invitation.campaign
    with across_booths("counted over the whole campaign; what is not of this booth is left out before it is given"):
        counted = sold(campaign, broadcasts, clock.now())
    mine = next((each for each in counted.booths if each.booth_id == invitation.booth_id), None)
    return OwnPart(mine, [each for each in counted.products if each.booth_id == invitation.booth_id])
