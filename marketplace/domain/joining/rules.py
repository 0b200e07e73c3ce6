"""What a checklist may ask, and what a booth does next. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("computed", "attested", "verified")

CHECKS = {
    "identity_complete": "/seller/application",
    "story_told": "/seller/page",
    "pictures_shown": "/seller/page",
    "shipping_set": "/seller/shipping",
    "product_ready": "/seller/products",
    "paper_on_file": "/seller/papers",
    "paper_checked": "/seller/papers",
    "product_on_sale": "/seller/products",
}
"""What the market can see by itself, and the page on which a seller brings it about."""

AFTER_OPENING = frozenset({"product_on_sale"})
"""What no booth can show before it is open, so that opening cannot wait for it."""

DONE, WAIVED, OPEN, WAITING = "done", "waived", "open", "waiting"


@dataclass(frozen=True)
class ItemFacts:
    """What an organizer writes about an item."""

    title: str
    title_en: str = ""
    hint: str = ""
    hint_en: str = ""
    is_required: bool = True
    position: int = 0
    is_active: bool = True


@dataclass(frozen=True)
class Standing:
    """How one item stands in one booth: done, waived, open (the seller's turn) or waiting (the organizers' turn)."""

    kind: str
    state: str
    is_required: bool

    @property
    def is_met(self) -> bool:
        """Whether it holds nothing up."""
        return self.state in (DONE, WAIVED)


def state_of(kind: str, mark: str | None, seen: bool) -> str:
    """The state of an item from its last mark and, where the market sees for itself, from what it saw."""
    if mark == "waived":
        return WAIVED
    if kind == "computed":
        return DONE if seen else OPEN
    if mark == "attested" and kind == "attested":
        return DONE
    if mark == "verified" and kind == "verified":
        return DONE
    return OPEN if kind == "attested" else WAITING


def holds_up_sending(standing: Standing) -> bool:
    """Whether an application cannot be sent yet: what waits for the organizers is no business of the seller."""
    return standing.is_required and not standing.is_met and standing.kind != "verified"


def holds_up_opening(standing: Standing) -> bool:
    """Whether a booth cannot be opened yet."""
    return standing.is_required and not standing.is_met


def next_step(booth_state: str, standings: Iterable[Standing]) -> int | str | None:
    """What the seller does next: the place of an item, `send`, `wait`, or None when nothing is left.

    Required items come first; advised ones only once nothing else is to be done.
    """
    rows = list(standings)
    before_opening = booth_state in ("draft", "rejected", "submitted")
    for place, row in enumerate(rows):
        if before_opening and holds_up_sending(row):
            return place
    if booth_state in ("draft", "rejected"):
        return "send"
    if booth_state == "submitted":
        return "wait"
    return next((place for place, row in enumerate(rows) if row.state == OPEN), None)
