"""What a campaign hopes for."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete

from marketplace.core import audit
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.errors import BadGoal
from marketplace.domain.livestream.models import Campaign, Goal
from marketplace.domain.livestream.rules import GOAL_KEYS


@transactional
def set_goals(campaign: Campaign, targets: Mapping[str, int | None], *, by: Person) -> None:
    """Say what the campaign hopes for; a figure without a target has no goal. Raises BadGoal, FiguresClosed."""
    check_open(campaign)
    wanted = {key: target for key, target in targets.items() if target is not None}
    for key, target in wanted.items():
        if key not in GOAL_KEYS or target < 1:
            raise BadGoal(field=key)
    db.session.execute(delete(Goal).where(Goal.campaign_id == campaign.id))
    db.session.add_all(Goal(campaign_id=campaign.id, key=key, target=target) for key, target in wanted.items())
    audit.note("set_goals", by=by.id, subject=f"campaign:{campaign.id}", details=dict(wanted))
