"""Who may do what in a booth. No part in it means no; a helper's grant opens what it names and nothing else."""

from __future__ import annotations

from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.booths.models import HelperGrant, Membership, Part


def can_run_booth(part: Part | None) -> bool:
    """Apply, submit, close, bring papers, change the booth's page."""
    return _has_role(part, "owner", "manager")


def can_close_booth(part: Part | None) -> bool:
    """End the booth for good."""
    return _has_role(part, "owner")


def can_edit_products(part: Part | None) -> bool:
    """Make and change products, prices and stock."""
    return _has_role(part, "owner", "manager") or (isinstance(part, HelperGrant) and part.may_edit_products)


def can_make_offers(part: Part | None) -> bool:
    """Lower prices for a time and give vouchers: it costs the booth money, so no helper may."""
    return _has_role(part, "owner", "manager")


def can_pack(part: Part | None) -> bool:
    """See orders, accept, pack and ship them."""
    return _has_role(part, "owner", "manager", "packer") or (isinstance(part, HelperGrant) and part.may_handle_orders)


def is_member(part: Part | None) -> bool:
    """Whether somebody works here; who only helps is told by whoever let them in."""
    return isinstance(part, Membership)


def can_manage_members(part: Part | None) -> bool:
    """Let people in and take them out."""
    return _has_role(part, "owner")


def can_end_help(part: Part | None) -> bool:
    """End somebody's help: an owner anybody's, a helper their own."""
    return can_manage_members(part) or isinstance(part, HelperGrant)


def can_connect_shops(part: Part | None) -> bool:
    """Let the market read the booth's shop on a platform, and take that back."""
    return _has_role(part, "owner")


def can_see_money(part: Part | None) -> bool:
    """See what the booth earned."""
    return _has_role(part, "owner", "manager")


def can_review(person: Person | None) -> bool:
    """Admit booths, products and papers."""
    return person is not None and person.state == "active" and person.is_organizer


def authorize_organizer(person: Person | None) -> None:
    """Raise ForOrganizers to whoever may not admit booths, products and papers."""
    if not can_review(person):
        raise ForOrganizers


def _has_role(part: Part | None, *roles: str) -> bool:
    return isinstance(part, Membership) and part.role in roles
