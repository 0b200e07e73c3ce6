"""What a campaign hopes for, against what it reached."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.livestream.models import Campaign, Goal
from marketplace.domain.livestream.queries.metrics import Metrics
from marketplace.domain.livestream.rules import GOAL_KEYS


@dataclass(frozen=True)
class Against:
    """A goal and the figure it is held against; None where the figure is not known."""

    key: str
    target: int
    reached: int | None

    @property
    def percent(self) -> int | None:
        """How much of the goal was reached, in whole per cent, never rounded up."""
        return None if self.reached is None else int(Fraction(self.reached * 100, self.target))


def goals_of(campaign: Campaign) -> dict[str, int]:
    """The targets of the campaign by figure."""
    rows = db.session.scalars(select(Goal).where(Goal.campaign_id == campaign.id))
    targets = {goal.key: goal.target for goal in rows}
    return {key: targets[key] for key in GOAL_KEYS if key in targets}


def goals_against(metrics: Metrics) -> list[Against]:
    """Each goal of the campaign with what was reached; a booth counts once something of it is secured."""
    selling = sum(1 for each in metrics.booths if each.sales.orders_secured)
    reached = {
        "views": metrics.views, "orders_secured": metrics.orders_secured, "value_secured": metrics.value_secured,
        "booths": selling,
    }  # fmt: skip
    return [Against(key, target, reached[key]) for key, target in goals_of(metrics.campaign).items()]
