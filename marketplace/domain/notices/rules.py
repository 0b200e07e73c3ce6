"""Which kinds of notices there are, who is told, and which of them may be switched off. Pure."""

from __future__ import annotations

from dataclasses import dataclass

RUNNERS = ("owner", "manager")
EVERYBODY = ("owner", "manager", "packer")


@dataclass(frozen=True)
class Kind:
    """One kind of notice to a booth's people.

    What binds the booth (an order to send, goods coming back, a decision of the organizers and its reason, what is
    important to all) cannot be switched off: it is part of the sale, or the law wants it told (Decree 248/2026/NĐ-CP,
    art. 18: notice before a suspension).
    """

    roles: tuple[str, ...] = RUNNERS
    may_be_off: bool = True
    has_letter: bool = True


KINDS: dict[str, Kind] = {
    "order": Kind(EVERYBODY, may_be_off=False),
    "order_cancelled": Kind(EVERYBODY, may_be_off=False),
    "return": Kind(EVERYBODY, may_be_off=False),
    "complaint": Kind(may_be_off=False, has_letter=False),
    "booth": Kind(may_be_off=False),
    "important": Kind(EVERYBODY, may_be_off=False),
    "announcement": Kind(EVERYBODY),
    "question": Kind(),
    "review": Kind(),
    "product": Kind(),
    "paper": Kind(),
    "paper_ends": Kind(),
    "campaign": Kind(),
    "stock_low": Kind(),
}

SWITCHABLE = tuple(name for name, kind in KINDS.items() if kind.may_be_off)
AUDIENCES = ("all", "category", "commune", "campaign")


def is_told(kind: str, role: str, choice: bool | None) -> bool:
    """Whether a member of this role has notices of this kind in the page; told unless switched off."""
    return role in KINDS[kind].roles and (not KINDS[kind].may_be_off or choice is not False)


def has_copy(kind: str, role: str, choice: bool | None) -> bool:
    """Whether letters of this kind also go to a member's own address: only where the member asked for them."""
    return role in KINDS[kind].roles and KINDS[kind].may_be_off and KINDS[kind].has_letter and choice is True


def reaches_booth(kind: str, owners_choices: list[bool | None]) -> bool:
    """Whether letters of this kind go to the booth's own address: unless every owner switched them off."""
    return not KINDS[kind].may_be_off or not owners_choices or any(choice is not False for choice in owners_choices)
