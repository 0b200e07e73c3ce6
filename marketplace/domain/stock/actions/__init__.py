"""What changes the shelves, one file per family."""

from __future__ import annotations

from marketplace.domain.stock.actions.moving import (
    begin_batch,
    count_stock,
    discard,
    give_back,
    give_back_units,
    lower_levels,
    note_taken,
    recall_batch,
    receive,
    take,
    write_off,
)
from marketplace.domain.stock.actions.watching import Fall, note_falls, note_rises, watch_stock

__all__ = [
    "Fall",
    "begin_batch",
    "count_stock",
    "discard",
    "give_back",
    "give_back_units",
    "lower_levels",
    "note_falls",
    "note_rises",
    "note_taken",
    "recall_batch",
    "receive",
    "take",
    "watch_stock",
    "write_off",
]
