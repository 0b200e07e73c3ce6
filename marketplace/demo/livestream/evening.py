"""The evening itself, buyer by buyer, each by the way they came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import current_app

from marketplace.core import clock
from marketplace.core.transactions import transaction
from marketplace.demo.livestream.planning import Evening
from marketplace.demo.livestream.script import Buyer, Fate, Route, Script
from marketplace.domain.carts.actions import add_to_cart, new_cart
from marketplace.domain.carts.models import Cart
from marketplace.domain.carts.queries import cart_by_key, held_cart
from marketplace.domain.carts.rules import CartTouch
from marketplace.domain.checkout.actions import place_purchase
from marketplace.domain.checkout.queries import figures_of
from marketplace.domain.checkout.rules import Delivery, HandEntry, Placed, Wish
from marketplace.domain.livestream.actions import (
    ReadingRow,
    Source,
    Visit,
    answer_for_missing,
    begin_broadcast,
    end_broadcast,
    follow,
    mark_progress,
    record_readings,
)
from marketplace.domain.payments.actions import take_in_bank_line
from marketplace.domain.payments.gateways import StatementLine

HOME = "19333"
PHONE_BROWSER = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
BOT = "facebookexternalhit/1.1"


def go_on_air(evening: Evening, script: Script, hands: clock.Hands, say: Callable[[str], None]) -> None:
    """Play the two hours: visitors, purchases at their seconds, views read off the screen."""
    for broadcast in evening.broadcasts:
        answer_for_missing(broadcast, "Phát lại bằng dữ liệu mẫu, không có hàng thật.", by=evening.organizer)
        begin_broadcast(broadcast, by=evening.organizer)
    _wander_by(evening, script)
    for done, buyer in enumerate(script.buyers, start=1):
        hands.move_to(evening.begins + timedelta(seconds=buyer.second))
        evening.placed[buyer.number] = _buy(evening, buyer)
        if done % 200 == 0:
            say(f"{done} purchases")
    hands.move_to(evening.begins + timedelta(hours=2))
    _read_views(evening, script)
    for broadcast in evening.broadcasts:
        end_broadcast(broadcast, by=evening.organizer)
    mark_progress(since=timedelta(days=1))


def _wander_by(evening: Evening, script: Script) -> None:
    """Visitors who look and do not buy, people who come twice, and programs."""
    code = evening.links[0].code
    for number in range(script.idle_clicks):
        follow(code, Visit(visitor=f"idle-{number}", agent=PHONE_BROWSER))
    for number in range(script.repeats):
        follow(code, Visit(visitor=f"idle-{number}", agent=PHONE_BROWSER))
    for number in range(script.bots):
        follow(code, Visit(visitor=f"bot-{number}", agent=BOT))


def _buy(evening: Evening, buyer: Buyer) -> Placed:
    if buyer.route is Route.HAND:
        return _write_down(evening, buyer)
    cart = _cart_of(evening, buyer)
    for item, quantity in buyer.items:
        add_to_cart(cart, evening.variant_ids[item], quantity)
    code = _spoken_code(evening, buyer)
    placed = _place(evening, buyer, cart=cart, code=code)
    if buyer.method == "vietqr" and buyer.fate is not Fate.LAPSED:
        _transfer(placed, buyer)
    return placed


def _cart_of(evening: Evening, buyer: Buyer) -> Cart:
    if buyer.route is Route.CODE:
        return new_cart()
    visit = Visit(visitor=f"buyer-{buyer.number}", agent=PHONE_BROWSER)
    followed = follow(evening.links[buyer.broadcast].code, visit)
    cart = cart_by_key(followed.cart_key or "")
    assert cart is not None  # noqa: S101 - the hit was written at once
    return cart


def _spoken_code(evening: Evening, buyer: Buyer) -> str | None:
    voucher = evening.broadcasts[buyer.broadcast].voucher
    return voucher.code if buyer.route is Route.CODE and voucher else None


def _write_down(evening: Evening, buyer: Buyer) -> Placed:
    entry = HandEntry(evening.broadcasts[buyer.broadcast].id, evening.organizer.id)
    return _place(evening, buyer, hand=entry)


def _place(
    evening: Evening, buyer: Buyer, *, cart: Cart | None = None, code: str | None = None, hand: HandEntry | None = None
) -> Placed:
    wishes = [Wish(evening.variant_ids[item], quantity) for item, quantity in buyer.items]
    return place_purchase(
        wishes=wishes,
        delivery=_delivery(buyer),
        payment_method=buyer.method,
        expected_total=None if hand else _total(cart, code, buyer),
        idempotency=(f"replay:{evening.campaign.id}", str(buyer.number)),
        by=None,
        language="vi",
        voucher_code=code,
        touch=_touch_of(cart),
        hand=hand,
        cart_id=cart.id if cart else None,
    )


def _touch_of(cart: Cart | None) -> CartTouch | None:
    if cart is None or cart.touch_code is None or cart.touched_at is None:
        return None
    return CartTouch(cart.touch_code, cart.touch_click_id, cart.touched_at)


def _delivery(buyer: Buyer) -> Delivery:
    return Delivery(
        recipient=f"Người mua mẫu {buyer.number}",
        phone=f"097{buyer.number:07d}",
        address_line=f"Nhà số {buyer.number % 90 + 1}, khu phố mẫu",
        commune_code=HOME,
    )


def _total(cart: Cart | None, code: str | None, buyer: Buyer) -> int:
    """What the checkout page would show."""
    assert cart is not None  # noqa: S101 - only orders by hand have none
    with transaction():
        cart.voucher_code = code
        cart.delivery = {"phone": _delivery(buyer).phone}
    held = held_cart(cart.key)
    assert held is not None  # noqa: S101 - it was just changed
    return figures_of(held, commune_code=HOME).basket.grand_total


def _transfer(placed: Placed, buyer: Buyer) -> None:
    line = StatementLine(
        feed_id=f"replay-{placed.code}", account=current_app.config["MARKET"].BANK_ACCOUNT, direction="in",
        amount=placed.grand_total, content=f"MBVCB {placed.code} chuyen tien", reference=f"FT{buyer.number:06d}",
        at=clock.now(),
    )  # fmt: skip
    take_in_bank_line("replay", line)


def _read_views(evening: Evening, script: Script) -> None:
    """The host notes the views every ten minutes, as the platform's screen shows them: a running total."""
    for broadcast, views in zip(evening.broadcasts, script.views, strict=True):
        rows = [
            ReadingRow(
                captured_at=evening.begins + timedelta(minutes=minutes),
                figures={"views": views * minutes // 120, "peak_viewers": min(minutes, 60) * views // 600},
            )
            for minutes in range(10, 121, 10)
        ]
        source = Source("typed", f"replay-{broadcast.id}", evening.organizer.id, evidence_note="Ảnh màn hình (mẫu)")
        record_readings(broadcast, rows, source)
