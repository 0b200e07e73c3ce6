"""What happened to a product: its steps, and what became of each change of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.catalog.models import ProductChange, ProductStep
from marketplace.web.words import CLAIM_NAMES, PRODUCT_STATES

Event = dict[str, Any]
DECIDED = {"accepted": _("Thay đổi nội dung được duyệt"), "refused": _("Thay đổi nội dung không được duyệt")}


def story_of_product(steps: Iterable[ProductStep], changes: Iterable[ProductChange]) -> Sequence[Event]:
    """Everything, the newest first; of two things of one moment the later comes first."""
    told: list[Event] = [
        {"at": step.at, "text": PRODUCT_STATES[step.to_state][0], "note": step.reason or None} for step in steps
    ]
    for change in changes:
        told += _told_of(change)
    return sorted(told, key=lambda event: event["at"], reverse=True)


def _told_of(change: ProductChange) -> list[Event]:
    names = ", ".join(str(CLAIM_NAMES[name]) for name in change.claims if name in CLAIM_NAMES)
    told: list[Event] = [{"at": change.at, "text": gettext("Gửi thay đổi nội dung"), "note": names}]
    if change.state in DECIDED:
        text, note = DECIDED[change.state], names if change.state == "accepted" else change.reason
        told.insert(0, {"at": change.decided_at, "text": text, "note": note})
    return told
