"""Who may do what with products: the booth's people by their part, organizers by review."""

from __future__ import annotations

from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products, can_review
from marketplace.domain.booths.models import Membership
from marketplace.domain.catalog.models import Product

__all__ = ["can_edit_products", "can_review", "can_submit"]


def can_submit(membership: Membership | None, product: Product) -> bool:
    """Hand a draft to the organizers."""
    return can_edit_products(membership) and product.state == "draft"


def can_publish(person: Person | None, product: Product) -> bool:
    """Put a submitted product on sale."""
    return can_review(person) and product.state == "submitted" and product.booth.is_open
