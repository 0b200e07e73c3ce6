"""What the clicks of a campaign add up to, read from their tallies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select

from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign, ClickTally, TrackingLink

IGNORED = ("bot", "prefetch", "repeat", "own")


@dataclass(frozen=True)
class Hits:
    """Clicks that count, different visitors behind them, how many saw a product and put one in a cart.

    `clicks_bot` and its like are hits that do not count, each by its first reason.
    """

    clicks: int = 0
    unique_clickers: int = 0
    visitors: int = 0
    carts: int = 0
    clicks_bot: int = 0
    clicks_prefetch: int = 0
    clicks_repeat: int = 0
    clicks_own: int = 0

    @property
    def ignored_clicks(self) -> dict[str, int]:
        """The hits that do not count by reason, where there are any."""
        return {reason: count for reason in IGNORED if (count := getattr(self, f"clicks_{reason}"))}


@dataclass(frozen=True)
class Clicked:
    """The clicks of a campaign: together, for each broadcast and for each link."""

    total: Hits = Hits()
    broadcasts: dict[int, Hits] = field(default_factory=dict)
    links: dict[int, Hits] = field(default_factory=dict)


def clicked(campaign: Campaign, broadcasts: Sequence[Broadcast], links: Sequence[TrackingLink]) -> Clicked:
    """The clicks of a campaign, of its broadcasts and links; one statement, however many clicks there are."""
    wanted = {
        "campaign": [campaign.id],
        "broadcast": [each.id for each in broadcasts],
        "link": [each.id for each in links],
    }
    of_scopes = (and_(ClickTally.scope == scope, ClickTally.scope_id.in_(ids)) for scope, ids in wanted.items())
    found: dict[str, dict[int, ClickTally]] = {scope: {} for scope in wanted}
    for tally in db.session.scalars(select(ClickTally).where(or_(*of_scopes))):
        found[tally.scope][tally.scope_id] = tally
    whole = found["campaign"].get(campaign.id)
    if whole is None:
        return Clicked()
    of_broadcasts, of_links = (
        {scope_id: _hits(tally) for scope_id, tally in found[scope].items()} for scope in ("broadcast", "link")
    )
    return Clicked(_hits(whole), of_broadcasts, of_links)


def _hits(tally: ClickTally) -> Hits:
    ignored = (getattr(tally, reason) for reason in IGNORED)
    return Hits(tally.clicks, tally.unique_clickers, tally.visitors, tally.carts, *ignored)
