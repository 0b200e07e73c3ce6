"""The tables of the livestream area."""

from __future__ import annotations

from marketplace.domain.livestream.models.clearances import Clearance
from marketplace.domain.livestream.models.comments import HeardOrder
from marketplace.domain.livestream.models.invitations import Duty, Goal, Invitation, Proposal
from marketplace.domain.livestream.models.platforms import (
    OrderImport,
    PlatformAuthorization,
    PlatformNotice,
    PlatformOrder,
    PlatformShop,
)
from marketplace.domain.livestream.models.programme import (
    ApiToken,
    Broadcast,
    Campaign,
    Click,
    Explanation,
    LineUpItem,
    Pin,
    Reading,
    ReadingImport,
    Touch,
    TrackingLink,
)
from marketplace.domain.livestream.models.reminders import Reminder
from marketplace.domain.livestream.models.tallies import ClickTally, SaleChange

__all__ = [
    "ApiToken",
    "Broadcast",
    "Campaign",
    "Clearance",
    "Click",
    "ClickTally",
    "Duty",
    "Explanation",
    "Goal",
    "HeardOrder",
    "Invitation",
    "LineUpItem",
    "OrderImport",
    "Pin",
    "PlatformAuthorization",
    "PlatformNotice",
    "PlatformOrder",
    "PlatformShop",
    "Proposal",
    "Reading",
    "ReadingImport",
    "Reminder",
    "SaleChange",
    "Touch",
    "TrackingLink",
]
