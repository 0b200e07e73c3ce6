"""What a basket costs now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.core import clock
from marketplace.core.errors import Refusal
from marketplace.core.money import format_dong
from marketplace.core.phones import BadPhone, normalize_phone
from marketplace.core.prepared import Later
from marketplace.domain.carts.rules import HeldCart
from marketplace.domain.checkout.queries.items import items_for
from marketplace.domain.checkout.rules import (
    Basket,
    BasketLine,
    Destination,
    Item,
    Wish,
    assemble,
    goods_of,
    line_of,
    lines_by_booth,
    weight_of,
)
from marketplace.domain.promotions.errors import (
    UnknownVoucher,
    VoucherNeedsMoreGoods,
    VoucherNotRunning,
    VoucherUsedUp,
)
from marketplace.domain.promotions.models import Voucher
from marketplace.domain.promotions.queries import units_taken, voucher_by_code
from marketplace.domain.promotions.rules import discount_of, missing_goods
from marketplace.domain.shipping.queries import BoothTable, quotes_for, tables_for
from marketplace.domain.shipping.rules import Quote


@dataclass(frozen=True, slots=True)
class Figures:
    """A basket with what it was worked out from."""

    basket: Basket
    destination: Destination | None
    voucher: Voucher | None


def figures_of(cart: HeldCart, *, commune_code: str | None = None, fetched_from: Collection[str] = ()) -> Figures:
    """What is in the cart and what it costs now; with fees once the commune is known."""
    wishes = [Wish(line.variant_id, line.quantity, line.seen_price) for line in cart.lines]
    buyer_key = _buyer_key(str(cart.delivery.get("phone") or ""))
    return figures_for(
        wishes, at=clock.now(), commune_code=commune_code, voucher_code=cart.voucher_code, buyer_key=buyer_key,
        fetched_from=fetched_from,
    )  # fmt: skip


def figures_for(
    wishes: Sequence[Wish],
    *,
    at: datetime,
    commune_code: str | None = None,
    voucher_code: str | None = None,
    buyer_key: str = "",
    fetched_from: Collection[str] = (),
) -> Figures:
    """What these wishes cost one buyer (`buyer_key` is the normalized phone) at that moment.

    What does not exist is left out. Free sending counts goods before the voucher. From the booths of `fetched_from`
    (slugs) the goods are fetched, where that is offered.
    """
    if not wishes:
        return Figures(Basket(()), None, None)
    variant_ids = [wish.variant_id for wish in wishes]
    tables = tables_for(variant_ids) if commune_code else dict
    items, destination = items_for(variant_ids, commune_code, at)
    taken = _taken_before(items, buyer_key)
    lines = [
        line_of(items[wish.variant_id], wish.quantity, taken, wish.seen_price)
        for wish in wishes
        if wish.variant_id in items
    ]
    by_booth = lines_by_booth(lines)
    goods = {booth_id: goods_of(group) for booth_id, group in by_booth.items()}
    voucher = voucher_by_code(voucher_code) if voucher_code else None
    problem = _voucher_problem(voucher, goods, at) if voucher_code else None
    off = discount_of(voucher, goods) if voucher and not problem else {}
    booths = assemble(by_booth, off, _quotes(by_booth, goods, destination, fetched_from, tables))
    return Figures(Basket(booths, voucher_code or None, problem), destination, voucher)


def _quotes(
    by_booth: Mapping[int, Sequence[BasketLine]],
    goods: Mapping[int, int],
    destination: Destination | None,
    fetched_from: Collection[str],
    tables: Later[dict[int, BoothTable]],
) -> dict[int, Quote]:
    if destination is None:
        return {}
    weights = {booth_id: grams for booth_id, lines in by_booth.items() if (grams := weight_of(lines))}
    fetched = [booth_id for booth_id, lines in by_booth.items() if lines[0].item.booth_slug in fetched_from]
    return quotes_for(weights, goods, destination, fetched_from=fetched, tables=tables()) if weights else {}


def _taken_before(items: Mapping[int, Item], buyer_key: str) -> dict[int, int]:
    limited = [offer.id for item in items.values() for offer in item.offers if offer.per_buyer is not None]
    return units_taken(limited, buyer_key) if limited and buyer_key else {}


def _voucher_problem(voucher: Voucher | None, goods: Mapping[int, int], at: datetime) -> Refusal | None:
    if voucher is None:
        return UnknownVoucher()
    if not voucher.starts_at <= at < voucher.ends_at:
        return VoucherNotRunning()
    if voucher.max_uses is not None and voucher.uses >= voucher.max_uses:
        return VoucherUsedUp()
    missing = missing_goods(voucher, goods)
    return VoucherNeedsMoreGoods(missing=format_dong(missing)) if missing else None


def _buyer_key(phone: str) -> str:
    try:
        return normalize_phone(phone) if phone else ""
    except BadPhone:
        return ""
