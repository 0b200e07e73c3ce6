"""Letters about shelves that run low."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import booth_of_id
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.stock.actions import Fall, note_falls, note_rises
from marketplace.domain.stock.queries import booths_to_tell


def tell_of_low_shelves() -> int:
    """Tell booths of goods that have run low since this was last asked; says how many booths were looked at."""
    note_rises()
    booth_ids = booths_to_tell()
    db.session.rollback()
    for booth_id in booth_ids:
        tell_booth_of_low_shelves(booth_id)
    return len(booth_ids)


@transactional
def tell_booth_of_low_shelves(booth_id: int) -> None:
    """One letter to everybody who runs the booth, of all that fell since the last one."""
    falls = note_falls(booth_id)
    if falls:
        _write(booth_of_id(booth_id), falls)


def _write(booth: Booth, falls: Sequence[Fall]) -> None:
    # No shelf falls twice for the same time, so its fall names the news.
    first = falls[0]
    name = first.shelf.product_name
    tell_booth(
        booth, "stock_low", letter="stock_low", key=f"stock-low:{first.shelf.variant_id}:{first.number}",
        about=name if len(falls) == 1 else f"{name} (+{len(falls) - 1})", path="/seller/",
        shelves=[fall.shelf for fall in falls],
    )  # fmt: skip
