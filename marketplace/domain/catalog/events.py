"""Facts about products. `seq` is the number of the step in the product's history."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class ProductPublished(Event):
    """A product is on sale: for the first time or shown again."""

    product_id: int
    seq: int


@dataclass(frozen=True)
class ProductSentBack(Event):
    """An organizer sent a product back with a reason; it is not on sale (any more)."""

    product_id: int
    seq: int


@dataclass(frozen=True)
class ProductHidden(Event):
    """The booth took a product off the shelf for a while."""

    product_id: int
    seq: int


@dataclass(frozen=True)
class ProductWithdrawn(Event):
    """The booth gave a product up."""

    product_id: int
    seq: int


@dataclass(frozen=True)
class ProductChanged(Event):
    """Something that shoppers see of a product changed: claims, price, variants or photos."""

    product_id: int


@dataclass(frozen=True)
class ChangeAccepted(Event):
    """The new claims stand."""

    change_id: int


@dataclass(frozen=True)
class ChangeRefused(Event):
    """The new claims were refused with a reason; the old ones stand."""

    change_id: int


@dataclass(frozen=True)
class VariantAdded(Event):
    """A booth has a new variant, with `stock` units on the shelf."""

    variant_id: int
    booth_id: int
    stock: int
    by_id: int
