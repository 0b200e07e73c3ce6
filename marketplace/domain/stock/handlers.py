"""What the stock does when it hears news."""

from __future__ import annotations

from marketplace.domain.catalog.events import VariantAdded
from marketplace.domain.stock.actions import receive


def shelve_new_variant(event: VariantAdded) -> None:
    """Put the opening stock of a new variant on the shelf."""
    if event.stock:
        receive(event.variant_id, event.stock, by_id=event.by_id, reason="opening stock")
