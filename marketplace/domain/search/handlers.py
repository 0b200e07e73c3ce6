"""What search does when the catalogue or a booth changes."""

from __future__ import annotations

from marketplace.domain.booths.events import BoothChanged, BoothClosed, BoothOpened, BoothSuspended
from marketplace.domain.catalog.events import (
    ProductChanged,
    ProductHidden,
    ProductPublished,
    ProductSentBack,
    ProductWithdrawn,
)
from marketplace.domain.search import actions

ProductNews = ProductPublished | ProductHidden | ProductWithdrawn | ProductSentBack | ProductChanged
BoothNews = BoothOpened | BoothSuspended | BoothClosed | BoothChanged


def index_product(event: ProductNews) -> None:
    """Bring the product's document up to date."""
    actions.index_product(event.product_id)


def index_booth(event: BoothNews) -> None:
    """Bring the documents of the booth's products up to date."""
    actions.index_booth(event.booth_id)
