"""Letters about campaigns: to those who want to see a broadcast, and to booths that are asked to take part."""

from __future__ import annotations

from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.actions import forget_reminder, forget_reminders_of_the_past, reminders_due
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.notices.actions.telling import tell_booth


@transactional
def remind_of_broadcasts() -> int:
    """Write the letters that are due and forget their addresses; say how many."""
    due = reminders_due()
    for reminder, broadcast in due:
        link = public_url(f"/live/{broadcast.campaign.slug}", language=reminder.language)
        write_letter(
            "broadcast_soon", to=reminder.email, key=f"reminder:{reminder.id}:{broadcast.id}",
            language=reminder.language, broadcast=broadcast, campaign=broadcast.campaign, link=link,
        )  # fmt: skip
        forget_reminder(reminder)
    forget_reminders_of_the_past()
    return len(due)


@transactional
def tell_booth_of_invitation(invitation_id: int) -> None:
    """Ask whoever keeps a booth whether it takes part in a campaign; asked again, they are told again."""
    invitation = db.session.get_one(Invitation, invitation_id, populate_existing=True)
    campaign = invitation.campaign
    tell_booth(
        invitation.booth, "campaign", letter="booth_invited",
        key=f"invitation:{invitation.id}:{invitation.invited_at:%Y%m%d%H%M%S}", about=campaign.name,
        path=f"/seller/campaigns/{campaign.slug}", invitation=invitation, campaign=campaign, booth=invitation.booth,
    )  # fmt: skip
