"""Letters to those who follow a booth, when it goes live."""

from __future__ import annotations

from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.favourites.queries import booths_wanted_by, followers_of
from marketplace.domain.livestream.models import Broadcast
from marketplace.domain.livestream.queries import line_up_of
from marketplace.domain.notices.events import FollowersLeft
from marketplace.domain.notices.ways_out import LIVE, WayOut

AT_ONCE = 100


@transactional
def tell_followers(broadcast_id: int, *, after: int = 0) -> None:
    """Write to a portion of the followers of the booths on air, once a broadcast and person; the rest follow as news.

    Nobody is told of what is over: news may come late.
    """
    broadcast = db.session.get_one(Broadcast, broadcast_id, populate_existing=True)
    if broadcast.state != "live":
        return
    booth_ids = {item.booth_id for item in line_up_of([broadcast])}
    followers = followers_of(booth_ids, after=after, limit=AT_ONCE)
    wanted = booths_wanted_by([follower.person_id for follower in followers], booth_ids)
    for follower in followers:
        write_letter(
            "booth_live", to=follower.email, key=f"live:{broadcast_id}:{follower.person_id}",
            language=follower.language, unsubscribe_url=WayOut(LIVE, follower.person_id).address(follower.language),
            broadcast=broadcast,
            booths=wanted[follower.person_id],
            link=public_url(f"/live/{broadcast.campaign.slug}", language=follower.language),
        )  # fmt: skip
    if len(followers) == AT_ONCE:
        record(FollowersLeft(broadcast_id, followers[-1].person_id))
