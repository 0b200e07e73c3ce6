"""What a booth may become, what it must tell, and who may do what in it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from marketplace.core.text import clean_lines
from marketplace.domain.booths.errors import ReasonNeeded

SUBJECT_KINDS = ("company", "cooperative", "group", "household", "individual")
ROLES = ("owner", "manager", "packer")

PERMISSIONS = ("products", "orders")
"""What an owner may let a helper do. Money, people and papers are not among it and never will be (THREATS T03)."""

HELP_CODE_LETTERS = 10
HELP_CODE_HOURS = 24
MOST_HELP_HOURS = 168

MOST_MAKERS = 8
"""So many people a booth may show: a face each, not a staff list."""

MOST_HOLIDAY_DAYS = 60
HOLIDAY_TOLD_DAYS = 7
"""How many days ahead shoppers hear of a holiday: what is ordered then may not leave before it begins."""

SELLER_MOVES = frozenset(
    {("draft", "submitted"), ("rejected", "submitted"), ("open", "closing"), ("suspended", "closing")}
)
ORGANIZER_MOVES = frozenset(
    {
        ("submitted", "open"),
        ("submitted", "rejected"),
        ("open", "suspended"),
        ("suspended", "open"),
        ("open", "closing"),
        ("suspended", "closing"),
        # Before the last order is finished, organizers may keep a booth after all.
        ("closing", "open"),
    }
)
# The last order is finished: the clock ends what its owner or an organizer began.
CLOCK_MOVES = frozenset({("closing", "closed")})
MOVES = SELLER_MOVES | ORGANIZER_MOVES | CLOCK_MOVES
LEAVING = ("closing", "closed")
EDITABLE = ("draft", "rejected")

_COMPANY_CODE = re.compile(r"[0-9]{10}(?:-[0-9]{3})?")
_PERSONAL_NUMBER = re.compile(r"[0-9]{12}")

NOT_ASKED = frozenset({"registration_number", "story", "story_en"})


@dataclass(frozen=True)
class BoothFacts:
    """What an application tells of a booth and of who stands behind it (Decree 248/2026/NĐ-CP, art. 18)."""

    name: str
    subject_kind: str
    commune_code: str
    legal_name: str = ""
    legal_address: str = ""
    tax_code: str = ""
    registration_number: str = ""
    representative: str = ""
    phone: str = ""
    email: str = ""
    story: str = ""
    story_en: str = ""
    is_youth_startup: bool = False


def needed_reason(reason: str) -> str:
    """The reason of a no as it is kept; raise ReasonNeeded: whoever is told no must be told why."""
    reason = clean_lines(reason)
    if not reason:
        raise ReasonNeeded
    return reason


def may_move(from_state: str, to_state: str) -> bool:
    """Whether a booth may go from one state to the other at all."""
    return (from_state, to_state) in MOVES


def tax_code_fits(subject_kind: str, code: str) -> bool:
    """Companies and co-operatives have ten digits (a branch three more), people twelve or, of old, ten."""
    if _COMPANY_CODE.fullmatch(code):
        return True
    return subject_kind not in ("company", "cooperative") and bool(_PERSONAL_NUMBER.fullmatch(code))


def first_missing(facts: BoothFacts) -> str | None:
    """The first fact that the law asks for and that is still empty."""
    asked = (each.name for each in fields(facts) if each.name not in NOT_ASKED)
    return next((name for name in asked if getattr(facts, name) == ""), None)


MOST_READINGS = 40
"""So many lists and sheets with buyers' names a helper may open in a day; a list has thirty orders (THREATS T03)."""
READ_TOO_MUCH = "read_too_much"
READING = "read:"
