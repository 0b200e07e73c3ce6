"""GHN's statuses, each with the step of a parcel here that it stands for."""

from __future__ import annotations

from collections.abc import Mapping

WAITING, CANCELLED = "waiting", "cancelled"

# Left out on purpose: `exception` says only that something is unclear. Like every unknown status it changes nothing
# and is shown to people.
GHN_STATUSES: Mapping[str, str] = {
    "ready_to_pick": WAITING, "picking": WAITING, "money_collect_picking": WAITING,
    "picked": "picked",
    "storing": "moving", "transporting": "moving", "sorting": "moving",
    "delivering": "delivering", "money_collect_delivering": "delivering",
    "delivery_fail": "failed_attempt", "waiting_to_return": "failed_attempt",
    "return": "returning", "return_transporting": "returning", "return_sorting": "returning",
    "returning": "returning", "return_fail": "returning",
    "delivered": "delivered",
    "returned": "returned",
    "damage": "lost", "lost": "lost",
    "cancel": CANCELLED,
}  # fmt: skip


def step_of(status: str) -> str | None:
    """The step that a status stands for; None for one that is not in the table."""
    return GHN_STATUSES.get(status)
