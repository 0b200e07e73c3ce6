"""Which column of a brought file is which: corrected by a person, and remembered for the next file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.core.db import db, lock_row
from marketplace.core.transactions import transactional
from marketplace.domain.catalog.errors import ColumnTwice
from marketplace.domain.livestream import definitions
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.actions.imports import previewed_lives
from marketplace.domain.livestream.actions.shop_orders import as_json
from marketplace.domain.livestream.errors import ColumnsLacking, ImportOver, NoLives, NoOrderNumbers
from marketplace.domain.livestream.models import Campaign, OrderImport, ReadingImport
from marketplace.domain.livestream.rules.columns import FIGURES, ORDERS, Meanings
from marketplace.domain.livestream.rules.shop_orders import orders_of


@transactional
def map_order_columns(kept: OrderImport, fields: Sequence[str]) -> None:
    """Say which of our fields each column of a preview is, empty for none, and read its orders so.

    Raises ColumnTwice naming `column-<place>`, ColumnsLacking, NoOrderNumbers, ImportOver, FiguresClosed.
    """
    names, chosen = _chosen(kept, fields, ORDERS, definitions.ORDER_FIELD_NAMES)
    orders = orders_of(names, kept.cells, chosen)
    if not orders:
        raise NoOrderNumbers(field=f"column-{chosen.index('external_id')}")
    kept.rows = [as_json(each) for each in orders]
    kept.columns = _said(kept, chosen)


@transactional
def map_figure_columns(kept: ReadingImport, fields: Sequence[str]) -> None:
    """Say which figure each column of a preview is, empty for none, and read its lives so.

    Raises ColumnTwice naming `column-<place>`, ColumnsLacking, NoLives, ImportOver, FiguresClosed.
    """
    names, chosen = _chosen(kept, fields, FIGURES, definitions.FIGURE_FIELD_NAMES)
    campaign = db.session.get_one(Campaign, kept.campaign_id)
    rows = previewed_lives(campaign, kept.platform, names, kept.cells, chosen)
    if not rows:
        place = next(place for place, field in enumerate(chosen) if field in FIGURES.needed["starts_at"])
        raise NoLives(field=f"column-{place}")
    kept.rows, kept.columns = rows, _said(kept, chosen)


def _chosen(
    kept: OrderImport | ReadingImport, fields: Sequence[str], meanings: Meanings, words: Mapping[str, Any]
) -> tuple[list[str], list[str]]:
    """The names of the columns and what was chosen for them, where both may still change and are enough."""
    lock_row(kept)
    if kept.state != "preview" or not kept.columns:
        raise ImportOver
    if kept.campaign_id is not None:
        check_open(db.session.get_one(Campaign, kept.campaign_id))
    names = [column["name"] for column in kept.columns]
    chosen = meanings.known(fields, len(names))
    for place, field in enumerate(chosen):
        if field and field in chosen[:place]:
            raise ColumnTwice(field=f"column-{place}", name=names[chosen.index(field)])
    missing = meanings.lacking(chosen)
    if missing:
        raise ColumnsLacking(names=", ".join(str(words[each]) for each in missing))
    return names, chosen


def _said(kept: OrderImport | ReadingImport, chosen: Sequence[str]) -> list[dict[str, str]]:
    return [{**column, "field": field, "said": "yes"} for column, field in zip(kept.columns, chosen, strict=True)]
