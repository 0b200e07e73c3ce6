"""Orders bought inside a platform: one row for each number of theirs, whoever tells of it and however often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from marketplace.core import audit, clock, files
from marketplace.core.db import db, insert_once
from marketplace.core.sheets import read_sheet, write_csv
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.actions.platform_tokens import PLATFORM
from marketplace.domain.livestream.errors import BadOrderFile, ImportOver, NothingToTakeIn
from marketplace.domain.livestream.models import Campaign, OrderImport, PlatformOrder, PlatformShop
from marketplace.domain.livestream.queries import known_orders, slots_between, told_order_columns
from marketplace.domain.livestream.rules.columns import ORDERS, described
from marketplace.domain.livestream.rules.shop_orders import (
    ShopOrder,
    Slot,
    orders_of,
    slot_of,
    tells_more,
    told_order,
    without_buyers,
)


@dataclass(frozen=True)
class Teller:
    """Who tells of orders: the platform itself, or a file that somebody brought. `booth_id` is whose shop it is."""

    source: str
    booth_id: int | None
    shop_id: str = ""
    import_id: int | None = None
    by_id: int | None = None


@transactional
def book_told(shop_row: int, orders: Sequence[Mapping[str, Any]]) -> None:
    """Book what the platform says of a shop's orders."""
    shop = db.session.get_one(PlatformShop, shop_row)
    told = [told_order(each) for each in orders]
    slots = _slots(told, shop.booth_id, None)
    for each in told:
        _book(each, Teller("api", shop.booth_id, shop.shop_id), slots)


@transactional
def book_refunds(refunds: Mapping[str, int]) -> None:
    """Note what came back of orders that we know."""
    for external_id, amount in sorted(refunds.items()):
        order = _known(external_id)
        if order is not None and amount > order.refunded:
            order.refunded = amount


def _known(external_id: str) -> PlatformOrder | None:
    found = select(PlatformOrder).filter_by(platform=PLATFORM, external_id=external_id).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def _slots(orders: Iterable[ShopOrder], booth_id: int | None, campaign_id: int | None) -> list[Slot]:
    moments = [each.placed_at for each in orders if each.placed_at]
    if not moments:
        return []
    return slots_between(PLATFORM, min(moments), max(moments), booth_id=booth_id, campaign_id=campaign_id)


def _book(order: ShopOrder, by: Teller, slots: Sequence[Slot]) -> str:
    """Book one order: new, changed, same, or foreign where it is known as another's."""
    if order.placed_at is None or order.changed_at is None:
        raise ValueError("an order without its moments")
    slot_id, matched_by = slot_of(order.live_id, order.placed_at, slots) or (None, "")
    values = {
        "state": order.state[:40], "value": order.value, "changed_at": order.changed_at, "source": by.source,
        "import_id": by.import_id, "by_id": by.by_id, "raw": dict(order.raw), "booked_at": clock.now(),
        "broadcast_id": slot_id, "matched_by": matched_by,
    }  # fmt: skip
    first = {"shop_id": by.shop_id, "booth_id": by.booth_id, "placed_at": order.placed_at, "refunded": order.refunded}
    if insert_once(PlatformOrder, platform=PLATFORM, external_id=order.external_id, **first, **values):
        return "new"
    known = _known(order.external_id)
    standing = standing_of_order(order, known, by.source, by.booth_id)
    if known is None or standing != "changed":
        return standing
    if matched_by == "" and known.broadcast_id is not None:
        values |= {"broadcast_id": known.broadcast_id, "matched_by": known.matched_by}
    for name, value in {**values, "booth_id": by.booth_id, "shop_id": by.shop_id or known.shop_id}.items():
        setattr(known, name, value)
    known.refunded = max(known.refunded, order.refunded)
    return "changed"


def standing_of_order(order: ShopOrder, known: PlatformOrder | None, source: str, booth_id: int | None) -> str:
    """What taking an order in would do: new, changed, same or foreign.

    What the platform said itself is never changed by a file, and nobody's file changes an order of somebody else.
    """
    if known is None:
        return "new"
    if known.source == "file" and source == "api":
        return "changed"
    if known.booth_id != booth_id and source == "file":
        return "foreign"
    if known.source == "api" and source == "file":
        return "same"
    said = (order.state[:40], order.value, max(order.refunded, known.refunded))
    if not tells_more(order, known.changed_at, known.state) or said == (known.state, known.value, known.refunded):
        return "changed" if order.refunded > known.refunded and order.changed_at == known.changed_at else "same"
    return "changed"


def read_orders(
    file_name: str, data: bytes, *, by: Person, campaign: Campaign | None = None, booth: Booth | None = None
) -> OrderImport:
    """Read a file of orders into a preview that nothing counts yet; raise BadOrderFile and what sheets raise.

    Who bought stays outside: those columns are neither in the preview nor in the copy that is kept as evidence.
    Where a column that is needed is not known, the preview holds no orders until somebody says which it is.
    """
    told = told_order_columns(booth)
    sheet = read_sheet(data, known_columns={*ORDERS.field_of, *told})
    header, rows, left_out = without_buyers(sheet)
    fields = ORDERS.fields_of(header, told)
    lacking = ORDERS.lacking(fields)
    orders = [] if lacking else orders_of(header, rows, fields)
    # A table of which no column is known is none of the platform's, and may name buyers anywhere.
    if not (orders or (lacking and rows and any(fields) and len(header) >= len(ORDERS.needed))):
        raise BadOrderFile
    key = files.keep(write_csv(header, rows), folder="exports", suffix="csv")
    kept = OrderImport(
        platform=PLATFORM, campaign_id=campaign.id if campaign else None, booth_id=booth.id if booth else None,
        file_name=file_name[:200], file_key=key, sha256=sha256(data).hexdigest(), left_out=left_out,
        rows=[as_json(each) for each in orders], state="preview", by_id=by.id, at=clock.now(), cells=rows,
        columns=described(header, fields, rows),
    )  # fmt: skip
    return _keep_preview(kept, campaign)


@transactional
def _keep_preview(kept: OrderImport, campaign: Campaign | None) -> OrderImport:
    if campaign is not None:
        check_open(campaign)
    db.session.add(kept)
    db.session.flush()
    return kept


def as_json(order: ShopOrder) -> dict[str, Any]:
    """An order as a preview keeps it."""
    moments = {key: each.isoformat() if (each := getattr(order, key)) else None for key in ("placed_at", "changed_at")}
    return {**asdict(order), **moments, "products": list(order.products), "faults": list(order.faults)}


def kept_order(row: Mapping[str, Any]) -> ShopOrder:
    """An order of a kept preview."""
    moments = {key: datetime.fromisoformat(row[key]) if row[key] else None for key in ("placed_at", "changed_at")}
    return ShopOrder(**{**row, **moments, "products": tuple(row["products"]), "faults": tuple(row["faults"])})


@transactional
def take_in_orders(kept: OrderImport, *, by: Person) -> dict[str, int]:
    """Book the readable orders of a preview; how many were new, changed, same and foreign.

    Raises ImportOver, NothingToTakeIn, FiguresClosed.
    """
    if kept.state != "preview":
        raise ImportOver
    if kept.campaign_id is not None:
        check_open(db.session.get_one(Campaign, kept.campaign_id))
    orders = [each for each in map(kept_order, kept.rows) if not each.faults]
    if not orders:
        raise NothingToTakeIn
    slots = _slots(orders, kept.booth_id, kept.campaign_id)
    teller = Teller("file", kept.booth_id, import_id=kept.id, by_id=by.id)
    counts = dict.fromkeys(("new", "changed", "same", "foreign"), 0)
    # In one order for everybody, so that two files at once do not wait for each other.
    for order in sorted(orders, key=lambda each: each.external_id):
        counts[_book(order, teller, slots)] += 1
    kept.state, kept.cells = "taken_in", []
    subject = f"booth:{kept.booth_id}" if kept.booth_id else f"campaign:{kept.campaign_id}"
    audit.note("take_in_orders", by=by.id, subject=subject, details={"file": kept.file_name, **counts})
    return counts


@transactional
def drop_orders(kept: OrderImport, *, by: Person) -> None:
    """Put a preview away without taking anything in; a second time changes nothing. Raises ImportOver."""
    if kept.state == "taken_in":
        raise ImportOver
    if kept.state == "preview":
        kept.state, kept.cells = "dropped", []
        audit.note("drop_orders", by=by.id, subject=f"order_import:{kept.id}", details={"file": kept.file_name})


@dataclass(frozen=True)
class Previewed:
    """One order of a preview: what taking it in would do, and which broadcast it would belong to."""

    order: ShopOrder
    standing: str
    broadcast_id: int | None
    matched_by: str


def previewed(kept: OrderImport) -> list[Previewed]:
    """Every order of a preview as it stands against what is known now: faulty, new, changed, same or foreign."""
    orders = [kept_order(each) for each in kept.rows]
    known = known_orders(PLATFORM, [each.external_id for each in orders])
    slots = _slots((each for each in orders if not each.faults), kept.booth_id, kept.campaign_id)
    return [_previewed(each, known.get(each.external_id), kept, slots) for each in orders]


def _previewed(order: ShopOrder, known: PlatformOrder | None, kept: OrderImport, slots: Sequence[Slot]) -> Previewed:
    if order.faults or order.placed_at is None:
        return Previewed(order, "faulty", None, "")
    broadcast_id, matched_by = slot_of(order.live_id, order.placed_at, slots) or (None, "")
    return Previewed(order, standing_of_order(order, known, "file", kept.booth_id), broadcast_id, matched_by)
