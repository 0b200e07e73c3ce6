"""The verbs of the checklist."""

from __future__ import annotations

from marketplace.domain.joining.actions.joining import admit_booth, send_application
from marketplace.domain.joining.actions.keeping import add_item, load_default_checklist, remove_item, update_item
from marketplace.domain.joining.actions.marking import (
    attest_item,
    take_back_attestation,
    take_back_mark,
    verify_item,
    waive_item,
)

__all__ = [
    "add_item",
    "admit_booth",
    "attest_item",
    "load_default_checklist",
    "remove_item",
    "send_application",
    "take_back_attestation",
    "take_back_mark",
    "update_item",
    "verify_item",
    "waive_item",
]
