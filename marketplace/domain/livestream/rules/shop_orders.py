"""Orders bought inside a platform's shop, as its API or its export file tells them; nothing of the buyer is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from marketplace.core.errors import BadInput
from marketplace.core.shapes import parse_count, parse_moment, parse_money
from marketplace.core.sheets import Cell, Sheet, column_key
from marketplace.core.text import fold

# In the order in which an order passes them.
STATES = (
    "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED",
    "COMPLETED", "CANCELLED",
)  # fmt: skip
_SAID = {
    "UNPAID": ("unpaid", "to pay", "chua thanh toan", "cho thanh toan"),
    "ON_HOLD": ("on hold", "pending", "dang cho", "tam giu"),
    "AWAITING_SHIPMENT": ("awaiting shipment", "to ship", "can gui", "cho gui hang", "can van chuyen"),
    "AWAITING_COLLECTION": ("awaiting collection", "cho lay hang", "cho thu gom"),
    "IN_TRANSIT": ("in transit", "shipped", "dang van chuyen", "da gui hang", "da van chuyen", "dang giao"),
    "DELIVERED": ("delivered", "da giao", "da giao hang"),
    "COMPLETED": ("completed", "hoan tat", "da hoan tat", "hoan thanh", "da hoan thanh"),
    "CANCELLED": ("cancelled", "canceled", "cancel", "da huy", "huy"),
}  # fmt: skip
STATE_OF = {word: state for state, words in _SAID.items() for word in words}
STATE_OF |= {fold(state.replace("_", " ")): state for state in STATES}

COLUMNS: dict[str, tuple[str, ...]] = {
    "external_id": ("Order ID", "ID đơn hàng", "Mã đơn hàng", "Số đơn hàng"),
    "state": ("Order Status", "Trạng thái đơn hàng", "Trạng thái"),
    "after": (
        "Cancelation/Return Type", "Cancellation/Return Type", "Loại hủy/trả hàng", "Hủy/Trả hàng", "Loại hủy hoặc trả",
    ),
    "value": ("Order Amount", "Số tiền đơn hàng", "Tổng giá trị đơn hàng", "Tổng tiền đơn hàng"),
    "line_value": ("SKU Subtotal After Discount", "Tổng phụ SKU sau giảm giá", "Thành tiền SKU sau giảm giá"),
    "refunded": ("Order Refund Amount", "Số tiền hoàn của đơn hàng", "Số tiền hoàn trả đơn hàng", "Số tiền hoàn"),
    "quantity": ("Quantity", "Số lượng"),
    "product": ("Product Name", "Tên sản phẩm"),
    "live_id": ("LIVE ID", "Room ID", "Livestream ID", "ID phiên LIVE", "ID phòng"),
    "placed_at": ("Created Time", "Order Created Time", "Thời gian tạo", "Thời gian đặt hàng", "Ngày đặt hàng"),
    "paid_at": ("Paid Time", "Thời gian thanh toán"),
    "ready_at": ("RTS Time", "Thời gian sẵn sàng giao"),
    "shipped_at": ("Shipped Time", "Thời gian gửi hàng", "Thời gian vận chuyển"),
    "delivered_at": ("Delivered Time", "Thời gian giao hàng"),
    "cancelled_at": ("Cancelled Time", "Canceled Time", "Thời gian hủy"),
}  # fmt: skip
FIELD_OF = {column_key(name): field_name for field_name, names in COLUMNS.items() for name in names}
MOMENTS = ("placed_at", "paid_at", "ready_at", "shipped_at", "delivered_at", "cancelled_at")
NEEDED = ("external_id", "state", "placed_at", "value")
# What each row must tell of an order; its value may stand empty.
_TOLD = ("state", "placed_at")

# A column whose name holds one of these is about the buyer and goes no further than this file.
PERSONAL = (
    "buyer", "recipient", "receiver", "phone", "address", "zipcode", "postcode", "username", "email", "message",
    "customer", "seller note", "commune", "district", "ward", "nguoi mua", "nguoi nhan", "dien thoai", "dia chi",
    "ma buu chinh", "khach hang", "tin nhan", "loi nhan", "xa phuong", "quan huyen", "ghi chu",
)  # fmt: skip
_PHONE = re.compile(r"\(?(\+?84|0)\)?[ .]?[\d*]([\d*. -]{6,12})[\d*]")
SHORTEST_ID = 8
LONGEST_TEXT = 200


@dataclass(frozen=True)
class ShopOrder:
    """One order: `value` is what its buyer owes, `refunded` what came back, both in đồng, once for all its goods.

    `changed_at` is when it last moved as far as the source knows. `faults` name the columns that could not be read;
    an order with faults is not taken in.
    """

    external_id: str
    state: str = ""
    value: int = 0
    refunded: int = 0
    placed_at: datetime | None = None
    changed_at: datetime | None = None
    quantity: int = 0
    products: tuple[str, ...] = ()
    live_id: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def rank_of(state: str) -> int:
    """How far a state is along the way; one that we do not know stands at the beginning."""
    return STATES.index(state) if state in STATES else -1


def tells_more(new: ShopOrder, old_changed_at: datetime, old_state: str) -> bool:
    """Whether what is told now is later than what is known; of the same moment, the one further along."""
    if new.changed_at is None or new.changed_at < old_changed_at:
        return False
    return new.changed_at > old_changed_at or rank_of(new.state) >= rank_of(old_state)


@dataclass(frozen=True)
class Slot:
    """When a broadcast was on air, and the platform's own number of it."""

    id: int
    starts_at: datetime
    ends_at: datetime
    external_id: str | None


def slot_of(live_id: str, placed_at: datetime, slots: Iterable[Slot]) -> tuple[int, str] | None:
    """The broadcast of an order and how that is known: `live` by the platform's number, `time` by the hour.

    By the hour only while it was on air; of two at once, the one that began last. None where neither fits.
    """
    slots = list(slots)
    named = next((each for each in slots if live_id and each.external_id == live_id), None)
    if named is not None:
        return named.id, "live"
    on_air = [each for each in slots if each.starts_at <= placed_at <= each.ends_at]
    latest = max(on_air, key=lambda each: (each.starts_at, each.id), default=None)
    return (latest.id, "time") if latest is not None else None


def is_personal(column: str) -> bool:
    """Whether a column tells who bought."""
    name = fold(column)
    return any(word in name for word in PERSONAL)


def orders_of(names: Sequence[str], rows: Iterable[Sequence[Cell]], fields: Sequence[str]) -> list[ShopOrder]:
    """The orders of a table, one for each number however many goods it has; rows that explain columns are left.

    `fields` says which of our fields each column is, and lacks none that is needed.
    """
    groups: dict[str, list[Sequence[Cell]]] = {}
    for cells in rows:
        found = _id_of(cells[fields.index("external_id")])
        if found:
            groups.setdefault(found, []).append(cells)
    return [_order(external_id, names, fields, found) for external_id, found in groups.items()]


def _id_of(cell: Cell) -> str:
    """The number of an order; empty for a row that explains columns. Rounded ones are kept as written, as a fault."""
    text = str(cell).strip().lstrip("'") if cell is not None else ""
    if isinstance(cell, float) or "e+" in text.lower():
        return text if any(each.isdigit() for each in text) else ""
    return (
        text
        if text.isascii() and text.isalnum() and any(c.isdigit() for c in text) and len(text) >= SHORTEST_ID
        else ""
    )


def _order(external_id: str, names: Sequence[str], fields: Sequence[str], rows: list[Sequence[Cell]]) -> ShopOrder:
    faults = [] if external_id.isalnum() else [names[fields.index("external_id")]]
    read = [_read(names, fields, cells, faults) for cells in rows]
    first = read[0]
    lines = sum(each.get("line_value", 0) for each in read)
    moments = [each[key] for each in read for key in MOMENTS if key in each]
    gone = STATE_OF.get(fold(first.get("after", ""))) == "CANCELLED"
    return ShopOrder(
        external_id=external_id[:60], state="CANCELLED" if gone else first.get("state", ""),
        value=max((each["value"] for each in read if "value" in each), default=lines),
        refunded=max((each["refunded"] for each in read if "refunded" in each), default=0),
        placed_at=first.get("placed_at"), changed_at=max(moments, default=None),
        quantity=sum(each.get("quantity", 0) for each in read),
        products=tuple(dict.fromkeys(each["product"] for each in read if each.get("product"))),
        live_id=first.get("live_id", ""), raw=_raw(names, rows), faults=tuple(dict.fromkeys(faults)),
    )  # fmt: skip


def _read(names: Sequence[str], fields: Sequence[str], cells: Sequence[Cell], faults: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, known, cell in zip(names, fields, cells, strict=False):
        if not known or known == "external_id" or known in values or _is_empty(cell):
            continue
        try:
            values[known] = _value(known, cell)
        except BadInput:
            faults.append(name)
    faults += [name for name, known in zip(names, fields, strict=True) if known in _TOLD and known not in values]
    return values


def _value(known: str, cell: Cell) -> Any:
    if known in MOMENTS:
        return parse_moment(cell)
    if known in ("value", "line_value", "refunded"):
        amount = parse_money(cell)
        return max(amount, 0)
    if known == "quantity":
        return parse_count(cell)
    text = _written(cell)
    return STATE_OF.get(fold(text), text[:40]) if known == "state" else text


def _raw(names: Sequence[str], rows: list[Sequence[Cell]]) -> dict[str, Any]:
    """Every column that does not tell who bought, as written; where rows differ, all they say."""
    kept: dict[str, Any] = {}
    for place, name in enumerate(names):
        if not name or is_personal(name):
            continue
        said = list(
            dict.fromkeys(_written(row[place]) for row in rows if place < len(row) and not _is_empty(row[place]))
        )
        if said:
            kept[name] = said[0] if len(said) == 1 else said
    return kept


def without_buyers(sheet: Sheet) -> tuple[list[str], list[list[Cell]], list[str]]:
    """The table of a file without the columns that tell who bought: header, rows, and the columns left out."""
    names = {place: name for place, name in enumerate(sheet.header) if name}
    told = {place for place, name in names.items() if is_personal(name) or holds_phones(sheet, place)}
    kept = [place for place in names if place not in told]
    rows = [[_plain(cells[place]) for place in kept] for _number, cells in sheet.body]
    return [names[place] for place in kept], rows, [names[place] for place in sorted(told)]


def holds_phones(sheet: Sheet, place: int) -> bool:
    """Whether most of what stands in a column looks like telephones, hidden in part or not, however it is named."""
    texts = [text for _number, cells in sheet.body if (text := str(cells[place] or "").strip())]
    return sum(bool(_PHONE.fullmatch(text)) for text in texts) * 2 > len(texts)


def _plain(cell: Cell) -> Cell:
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip() in ("", "-", "–", "--"))


def _written(cell: Cell) -> str:
    return (cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell).strip())[:LONGEST_TEXT]


def told_order(told: Mapping[str, Any]) -> ShopOrder:
    """An order as the platform's API gives it; amounts in another currency than đồng are left out."""
    payment = told.get("payment") or {}
    amount = payment.get("total_amount") if payment.get("currency") == "VND" else 0
    items = [each for each in told.get("line_items") or [] if isinstance(each, Mapping)]
    state = str(told.get("status", ""))
    names = tuple(dict.fromkeys(str(each["product_name"])[:LONGEST_TEXT] for each in items if each.get("product_name")))
    return ShopOrder(
        external_id=str(told["id"])[:60], state=STATE_OF.get(fold(state.replace("_", " ")), state[:40]),
        value=max(int(float(str(amount or 0))), 0), placed_at=_at(told.get("create_time")),
        changed_at=_at(told.get("update_time")), quantity=len(items), products=names,
        live_id=str(told.get("live_id") or ""),
        raw={"status": state, "payment": {key: str(payment.get(key)) for key in ("currency", "total_amount")},
             "products": list(names)},
    )  # fmt: skip


def _at(seconds: object) -> datetime:
    return datetime.fromtimestamp(int(str(seconds or 0)), UTC)
