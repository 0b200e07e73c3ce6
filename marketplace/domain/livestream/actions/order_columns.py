"""Which column of a brought file of orders is which: corrected by a person, and remembered for the next file."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core.db import db, lock_row
from marketplace.core.transactions import transactional
from marketplace.domain.catalog.errors import ColumnTwice
from marketplace.domain.livestream import definitions
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.actions.shop_orders import as_json
from marketplace.domain.livestream.errors import ImportOver, NoOrderNumbers, OrderColumnsLacking
from marketplace.domain.livestream.models import Campaign, OrderImport
from marketplace.domain.livestream.rules.order_columns import known_fields, lacking
from marketplace.domain.livestream.rules.shop_orders import orders_of


@transactional
def map_order_columns(kept: OrderImport, fields: Sequence[str]) -> None:
    """Say which of our fields each column of a preview is, empty for none, and read its orders so.

    Raises ColumnTwice naming `column-<place>`, OrderColumnsLacking, NoOrderNumbers, ImportOver, FiguresClosed.
    """
    lock_row(kept)
    if kept.state != "preview" or not kept.columns:
        raise ImportOver
    if kept.campaign_id is not None:
        check_open(db.session.get_one(Campaign, kept.campaign_id))
    names = [column["name"] for column in kept.columns]
    chosen = _checked(names, known_fields(fields, len(names)))
    orders = orders_of(names, kept.cells, chosen)
    if not orders:
        raise NoOrderNumbers(field=f"column-{chosen.index('external_id')}")
    kept.rows = [as_json(each) for each in orders]
    kept.columns = [
        {**column, "field": field, "said": "yes"} for column, field in zip(kept.columns, chosen, strict=True)
    ]


def _checked(names: Sequence[str], fields: list[str]) -> list[str]:
    for place, field in enumerate(fields):
        if field and field in fields[:place]:
            raise ColumnTwice(field=f"column-{place}", name=names[fields.index(field)])
    missing = lacking(fields)
    if missing:
        raise OrderColumnsLacking(names=", ".join(str(definitions.ORDER_FIELD_NAMES[each]) for each in missing))
    return fields
