"""Broadcasts: added, changed, begun, ended, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import update

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.campaigns import check_open, move_campaign
from marketplace.domain.livestream.actions.clearances import check_cleared
from marketplace.domain.livestream.actions.lineup import end_live_prices, unpin
from marketplace.domain.livestream.errors import BadAddress, BadBroadcastTimes, BroadcastCannotMove, NameMissing
from marketplace.domain.livestream.events import BroadcastBegan
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries import line_up_of
from marketplace.domain.livestream.rules import PLATFORMS, may_move_broadcast
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts

LONGEST = timedelta(hours=48)
# An end that is told this late is a correction of the paper, not the end of the show.
LATEST_END = timedelta(hours=12)


@dataclass(frozen=True)
class BroadcastFacts:
    """What an organizer says about a broadcast. An empty `code` means that none is spoken."""

    platform: str
    title: str
    starts_at: datetime
    ends_at: datetime
    host_name: str = ""
    url: str = ""
    code: str = ""


@transactional
def add_broadcast(campaign: Campaign, facts: BroadcastFacts, *, by: Person) -> Broadcast:
    """Plan a broadcast, with a voucher for its spoken code; raise what `check_facts` and vouchers raise."""
    check_open(campaign)
    facts = _checked(facts)
    broadcast = Broadcast(campaign_id=campaign.id, state="planned", **_columns(facts))
    if facts.code:
        broadcast.voucher_id = _speak(campaign, facts)
    db.session.add(broadcast)
    db.session.flush()
    _note("add_broadcast", broadcast, by, {"title": facts.title, "platform": facts.platform})
    return broadcast


@transactional
def edit_broadcast(broadcast: Broadcast, facts: BroadcastFacts, *, by: Person) -> Broadcast:
    """Change a broadcast; live prices that have not ended move with its times. A spoken code stays once given."""
    check_open(broadcast.campaign)
    facts = _checked(facts)
    for name, value in _columns(facts).items():
        setattr(broadcast, name, value)
    if facts.code and broadcast.voucher_id is None:
        broadcast.voucher_id = _speak(broadcast.campaign, facts)
    elif broadcast.voucher is not None:
        broadcast.voucher.ends_at = _spoken_until(broadcast.campaign, facts.ends_at)
    _move_live_prices(broadcast)
    _note("edit_broadcast", broadcast, by, {"title": facts.title})
    return broadcast


def _checked(facts: BroadcastFacts) -> BroadcastFacts:
    title = clean(facts.title)
    if not title or facts.platform not in PLATFORMS:
        raise NameMissing(field="platform" if title else "title")
    if not timedelta() < facts.ends_at - facts.starts_at <= LONGEST:
        raise BadBroadcastTimes
    url = facts.url.strip()
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        raise BadAddress
    return BroadcastFacts(
        facts.platform, title, facts.starts_at, facts.ends_at, clean(facts.host_name), url, facts.code.strip()
    )


def _columns(facts: BroadcastFacts) -> dict[str, object]:
    return {name: value for name, value in vars(facts).items() if name != "code"}


def _speak(campaign: Campaign, facts: BroadcastFacts) -> int:
    """A voucher that lowers nothing: it only says from where the shopper comes, as long as that counts as direct."""
    until = _spoken_until(campaign, facts.ends_at)
    return make_voucher(VoucherFacts("mark", min(facts.starts_at, clock.now()), until, code=facts.code)).id


def _spoken_until(campaign: Campaign, ends_at: datetime) -> datetime:
    return ends_at + timedelta(hours=campaign.direct_hours)


def _move_live_prices(broadcast: Broadcast) -> None:
    now = clock.now()
    for item in line_up_of([broadcast]):
        if item.offer is not None and item.offer.ends_at > now:
            item.offer.starts_at, item.offer.ends_at = broadcast.starts_at, broadcast.ends_at
    bump("catalogue")


@transactional
def begin_broadcast(broadcast: Broadcast, *, by: Person) -> Broadcast:
    """Go on air: the campaign is live with it; begun early, its times say so.

    Raises BroadcastCannotMove, and NotCleared while something the law wants on file is missing.
    """
    now = clock.now()
    if broadcast.state == "planned":
        check_cleared(broadcast)
    if not _move(broadcast, "live", by):
        return broadcast
    if broadcast.starts_at > now:
        broadcast.starts_at = now
    if broadcast.ends_at <= now:
        broadcast.ends_at = now + timedelta(hours=1)
    _move_live_prices(broadcast)
    if broadcast.campaign.state == "scheduled":
        move_campaign(broadcast.campaign, "live", by=by)
    record(BroadcastBegan(broadcast.id))
    return broadcast


@transactional
def end_broadcast(broadcast: Broadcast, *, by: Person) -> Broadcast:
    """Go off air: pins and live prices end with it, and its times say when. Raises BroadcastCannotMove."""
    now = clock.now()
    if not _move(broadcast, "ended", by):
        return broadcast
    if broadcast.starts_at < now < broadcast.ends_at + LATEST_END:
        broadcast.ends_at = now
    unpin(broadcast)
    end_live_prices(broadcast)
    bump("catalogue")
    return broadcast


@transactional
def cancel_broadcast(broadcast: Broadcast, *, by: Person) -> Broadcast:
    """Call a planned broadcast off; its live prices go with it. Raises BroadcastCannotMove."""
    if _move(broadcast, "cancelled", by):
        end_live_prices(broadcast)
        bump("catalogue")
    return broadcast


def _move(broadcast: Broadcast, to_state: str, by: Person) -> bool:
    from_state = broadcast.state
    if from_state == to_state:
        return False
    moved = update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.state == from_state)
    may = may_move_broadcast(from_state, to_state)
    if not may or not db.session.connection().execute(moved.values(state=to_state)).rowcount:
        raise BroadcastCannotMove
    db.session.refresh(broadcast)
    _note("move_broadcast", broadcast, by, {"from": from_state, "to": to_state})
    return True


def _note(action: str, broadcast: Broadcast, by: Person, details: dict[str, str]) -> None:
    audit.note(action, by=by.id, subject=f"broadcast:{broadcast.id}", details=details)
