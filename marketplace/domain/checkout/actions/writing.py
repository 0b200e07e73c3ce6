"""The rows of a purchase: itself, an order per booth, their lines and their first steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from marketplace.core.clock import local_day
from marketplace.core.codes import order_code
from marketplace.core.inserting import insert_rows, reserve_ids
from marketplace.core.prepared import Later
from marketplace.domain.checkout.errors import UnknownCommune
from marketplace.domain.checkout.queries.baskets import Figures
from marketplace.domain.checkout.rules import BasketBooth, BasketLine, Intent
from marketplace.domain.orders.models import Order, OrderLine, OrderStep, Purchase
from marketplace.domain.orders.rules import ORGANIZER, SHOPPER
from marketplace.domain.stock.rules import Taken


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line that now has a number."""

    id: int
    variant_id: int
    booth_id: int
    quantity: int
    offer_id: int | None

    @property
    def taken(self) -> Taken:
        """What it takes off the shelf."""
        return Taken(self.variant_id, self.booth_id, self.quantity, self.id)


@dataclass(frozen=True, slots=True)
class Written:
    """A purchase that now has a number and a code; orders in the order of the basket's booths."""

    id: int
    code: str
    order_ids: tuple[int, ...]
    lines: tuple[WrittenLine, ...]


Numbers = Sequence[Sequence[int]]


def reserve_numbers(count: int) -> Later[Numbers]:
    """Numbers for a purchase of so many different things, each perhaps of a booth of its own."""
    return reserve_ids((Purchase, 1), (Order, count), (OrderLine, count))


def write_purchase(intent: Intent, figures: Figures, at: datetime, numbers: Numbers) -> Written:
    """Write all rows of a purchase; raise IntegrityError when its idempotency key has bought before."""
    code = order_code()
    booths = figures.basket.booths
    lines = {line.variant_id: line for booth in booths for line in booth.lines}
    (purchase_id,), order_ids, line_ids = numbers[0], numbers[1][: len(booths)], numbers[2]
    order_of = {booth.booth_id: order_id for booth, order_id in zip(booths, order_ids, strict=True)}
    numbered = list(zip(line_ids, lines.values(), strict=True))
    state = "awaiting_payment" if intent.is_prepaid else "placed"
    insert_rows(Purchase, [{"id": purchase_id, **_purchase_row(intent, figures, code, at)}])
    insert_rows(Order, [
        {
            "id": order_of[booth.booth_id], **_order_row(purchase_id, booth, f"{code}-{n}", state, at),
            **_came_by(intent, booth),
        }
        for n, booth in enumerate(booths, 1)
    ])  # fmt: skip
    insert_rows(OrderLine, [{"id": n, **_line_row(order_of[line.item.booth_id], line)} for n, line in numbered])
    insert_rows(OrderStep, [_step_row(order_id, state, intent, at) for order_id in order_ids])
    return Written(purchase_id, code, tuple(order_ids), tuple(_written_line(n, line) for n, line in numbered))


def _purchase_row(intent: Intent, figures: Figures, code: str, at: datetime) -> dict[str, Any]:
    delivery, basket, voucher, touch = intent.delivery, figures.basket, figures.voucher, intent.touch
    if figures.destination is None:
        raise UnknownCommune
    hold = timedelta(minutes=current_app.config["MARKET"].HOLD_MINUTES)
    return {
        "code": code, "idempotency_scope": intent.scope, "idempotency_key": intent.key,
        "request_hash": intent.request_hash, "person_id": intent.person_id,
        "recipient": delivery.recipient, "phone": delivery.phone, "email": delivery.email,
        "address_line": delivery.address_line, "commune_code": delivery.commune_code,
        "address_text": figures.destination.printed(delivery.address_line), "note": delivery.note,
        "language": intent.language, "payment_method": intent.payment_method,
        "route": "hand" if intent.hand else "cart",
        "entered_by_id": intent.hand.entered_by if intent.hand else None,
        "goods_total": basket.goods_total, "discount_total": basket.discount_total,
        "shipping_total": basket.shipping_total, "grand_total": basket.grand_total,
        "voucher_code": voucher.code if voucher else None, "voucher_bearer": voucher.bearer if voucher else None,
        "touch_code": touch.link_code if touch else None, "touch_click_id": touch.click_id if touch else None,
        "touched_at": touch.at if touch else None,
        "placed_at": at, "held_until": at + hold if intent.is_prepaid else None,
    }  # fmt: skip


def _order_row(purchase_id: int, booth: BasketBooth, code: str, state: str, at: datetime) -> dict[str, Any]:
    return {
        "purchase_id": purchase_id, "booth_id": booth.booth_id, "code": code, "state": state,
        "goods_total": booth.goods, "discount": booth.discount, "shipping_fee": booth.fee,
        "grand_total": booth.total, "weight_g": booth.weight_g, "changed_at": at,
        "pickup_place": booth.pickup_place,
        "placed_on": local_day(at),
    }  # fmt: skip


def _came_by(intent: Intent, booth: BasketBooth) -> dict[str, str]:
    source, detail = intent.source_for(booth.booth_id)
    return {"source": source, "source_detail": detail}


def _written_line(line_id: int, line: BasketLine) -> WrittenLine:
    return WrittenLine(line_id, line.variant_id, line.item.booth_id, line.quantity, line.price.offer_id)


def _line_row(order_id: int, line: BasketLine) -> dict[str, Any]:
    item, price = line.item, line.price
    return {
        "order_id": order_id, "booth_id": item.booth_id, "variant_id": item.variant_id,
        "product_name": item.product_name, "variant_name": item.variant_name, "sku": item.sku, "unit": item.unit,
        "quantity": line.quantity, "list_price": price.list_price, "unit_price": price.price,
        "line_total": line.line_total, "offer_id": price.offer_id,
    }  # fmt: skip


def _step_row(order_id: int, state: str, intent: Intent, at: datetime) -> dict[str, Any]:
    return {
        "order_id": order_id, "seq": 1, "to_state": state, "by_kind": _capacity(intent), "by_id": _who(intent), "at": at
    }  # fmt: skip


def _capacity(intent: Intent) -> str:
    return ORGANIZER if intent.hand else SHOPPER


def _who(intent: Intent) -> int | None:
    return intent.hand.entered_by if intent.hand else intent.person_id
