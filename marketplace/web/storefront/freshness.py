"""A page with a price that ends is kept no longer than the price."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from marketplace.core.pagecache import end_page_at
from marketplace.domain.search.queries import Card


def note_ends(at: datetime, cards: Iterable[Card], moments: Iterable[datetime] = ()) -> None:
    """Have the page made anew when the first offer on it ends, or the first of these moments comes."""
    ends = [form.price.ends_at for card in cards for form in card.forms if form.price.ends_at is not None]
    soonest = min((moment for moment in (*ends, *moments) if moment > at), default=None)
    if soonest is not None:
        end_page_at((soonest - at).total_seconds())
