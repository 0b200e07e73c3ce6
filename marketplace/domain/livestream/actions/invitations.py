"""Booths in a campaign: invited, answering, proposing goods; organizers take or return what is proposed."""

from __future__ import annotations

from sqlalchemy import update

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.actions.lineup import LiveTerms, add_to_line_up
from marketplace.domain.livestream.errors import (
    AlreadyAnswered,
    AlreadyInvited,
    AlreadyProposed,
    AnswerFirst,
    BoothNotOpen,
    NotOnSale,
    ProposalDecided,
    WhyDeclined,
    WhyReturned,
)
from marketplace.domain.livestream.events import BoothInvited
from marketplace.domain.livestream.models import Broadcast, Campaign, Invitation, LineUpItem, Proposal
from marketplace.domain.livestream.queries.invitations import invitation_to, open_proposal_of, variant_to_propose
from marketplace.domain.promotions.errors import BadOffer

MOST_WORDS = 500


@transactional
def invite_booth(campaign: Campaign, booth: Booth, message: str = "", *, by: Person) -> Invitation:
    """Ask a booth to take part, or ask one again that declined; raise BoothNotOpen, AlreadyInvited, FiguresClosed."""
    check_open(campaign)
    if not booth.is_open:
        raise BoothNotOpen
    asked = {"state": "invited", "message": clean(message)[:MOST_WORDS], "reason": "", "invited_by_id": by.id}
    asked |= {"invited_at": clock.now(), "answered_by_id": None, "answered_at": None}
    invitation = invitation_to(campaign, booth)
    if invitation is None:
        invitation = Invitation(campaign_id=campaign.id, booth_id=booth.id)
        db.session.add(invitation)
    elif invitation.state != "declined":
        raise AlreadyInvited
    for name, value in asked.items():
        setattr(invitation, name, value)
    db.session.flush()
    _note("invite_booth", campaign, by, {"booth": booth.id})
    record(BoothInvited(invitation.id))
    return invitation


@transactional
def answer_invitation(invitation: Invitation, *, accepts: bool, reason: str = "", by: Person) -> Invitation:
    """Say yes, or no and why; the same answer again changes nothing. Raises WhyDeclined, AlreadyAnswered."""
    check_open(invitation.campaign)
    words, answer = clean(reason)[:MOST_WORDS], "accepted" if accepts else "declined"
    if not accepts and not words:
        raise WhyDeclined
    if invitation.state == answer:
        return invitation
    asked = update(Invitation).where(Invitation.id == invitation.id, Invitation.booth_id == invitation.booth_id)
    values = {
        "state": answer, "reason": "" if accepts else words, "answered_by_id": by.id, "answered_at": clock.now()
    }  # fmt: skip
    if not db.session.connection().execute(asked.where(Invitation.state == "invited").values(**values)).rowcount:
        raise AlreadyAnswered
    db.session.refresh(invitation)
    _note("answer_invitation", invitation.campaign, by, {"booth": invitation.booth_id, "answer": answer})
    return invitation


@transactional
def propose_goods(invitation: Invitation, variant_id: int, terms: LiveTerms, *, by: Person) -> Proposal:
    """Offer a variant of the booth to the campaign; raise AnswerFirst, NotOnSale, BadOffer, AlreadyProposed."""
    check_open(invitation.campaign)
    if invitation.state != "accepted":
        raise AnswerFirst
    variant = variant_to_propose(invitation, variant_id)
    if variant is None:
        raise NotOnSale(field="variant_id")
    if terms.price is not None and not 0 <= terms.price < variant.price:
        raise BadOffer(field="price")
    if open_proposal_of(invitation, variant_id) is not None:
        raise AlreadyProposed
    proposal = Proposal(
        invitation_id=invitation.id, booth_id=invitation.booth_id, variant_id=variant_id, state="proposed",
        price=terms.price, quantity=terms.quantity, per_buyer=terms.per_buyer,
        talking_points=clean(terms.talking_points)[:MOST_WORDS], by_id=by.id, at=clock.now(),
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    _note("propose_goods", invitation.campaign, by, {"variant": variant_id, "price": terms.price})
    return proposal


@transactional
def withdraw_proposal(proposal: Proposal, *, by: Person) -> None:
    """Take back what nobody has decided on yet; a second time changes nothing. Raises ProposalDecided."""
    if proposal.state != "withdrawn":
        _decide(proposal, {"state": "withdrawn"})
        _note("withdraw_proposal", proposal.invitation.campaign, by, {"variant": proposal.variant_id})


@transactional
def take_proposal(proposal: Proposal, broadcast: Broadcast, *, by: Person) -> LineUpItem:
    """Put what a booth proposed into the line-up on its terms; raise ProposalDecided and what the line-up raises."""
    terms = LiveTerms(proposal.price, proposal.quantity, proposal.per_buyer, proposal.talking_points)
    _decide(
        proposal,
        {"state": "taken", "broadcast_id": broadcast.id, "decided_by_id": by.id, "decided_at": clock.now()},
    )
    return add_to_line_up(broadcast, proposal.variant_id, terms, by=by)


@transactional
def return_proposal(proposal: Proposal, reason: str, *, by: Person) -> None:
    """Give a proposal back with a reason that its booth reads; raise WhyReturned, ProposalDecided."""
    words = clean(reason)[:MOST_WORDS]
    if not words:
        raise WhyReturned
    _decide(proposal, {"state": "returned", "reason": words, "decided_by_id": by.id, "decided_at": clock.now()})
    _note("return_proposal", proposal.invitation.campaign, by, {"variant": proposal.variant_id, "reason": words})


def _decide(proposal: Proposal, values: dict[str, object]) -> None:
    waiting = update(Proposal).where(
        Proposal.id == proposal.id, Proposal.booth_id == proposal.booth_id, Proposal.state == "proposed"
    )
    if not db.session.connection().execute(waiting.values(**values)).rowcount:
        raise ProposalDecided
    db.session.refresh(proposal)


def _note(action: str, campaign: Campaign, by: Person, details: dict[str, object]) -> None:
    audit.note(action, by=by.id, subject=f"campaign:{campaign.id}", details=details)
