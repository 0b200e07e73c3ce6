"""One press of the buying button: what the page sent, and what the cart keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import request

from marketplace.core import clock
from marketplace.core.errors import BadInput
from marketplace.core.language import language
from marketplace.core.language import lazy_gettext as _
from marketplace.core.money import MAX_DONG, parse_whole_number
from marketplace.core.prepared import Later
from marketplace.domain.carts.rules import MOST_LINES, HeldCart
from marketplace.domain.checkout.actions import place_purchase
from marketplace.domain.checkout.rules import Delivery, Placed, Wish
from marketplace.domain.figures.queries import sources_on
from marketplace.web.session import current_person
from marketplace.web.storefront.visits import visitor_of_day

# As long as a tracked click may assist a purchase (DESIGN section 6).
TOUCH_HOLDS = timedelta(days=7)
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_SHOWN = re.compile(r"([0-9]{1,15})-([0-9]{1,15})-([0-9]{1,15})")


class StalePage(BadInput):
    """The page did not send what our pages send."""

    sentence = _("Trang đặt hàng này đã cũ. Vui lòng xem lại rồi đặt hàng.")


def place(cart: HeldCart) -> Placed:
    """Buy what is in the cart; money fields of the form only say what the page showed."""
    wishes = [Wish(line.variant_id, line.quantity) for line in cart.lines]
    # An empty cart means that this very button was pressed before: then the request must be the same again.
    voucher_code = cart.voucher_code if wishes else request.form.get("voucher_code")
    return place_purchase(
        wishes=wishes,
        delivery=replace(delivery_of(cart), fetched_from=_fetched_from()),
        payment_method=request.form.get("payment_method", ""),
        expected_total=_expected_total(),
        idempotency=(f"cart:{cart.id}", _key()),
        by=current_person(),
        language=language(),
        voucher_code=voucher_code,
        touch=cart.touch,
        cart_id=cart.id,
        sources=_sources(cart),
    )


def _sources(cart: HeldCart) -> Later[Mapping[int, tuple[str, str]]]:
    """How the buyer came to each booth today; who followed a broadcast's link these days came by that."""
    if cart.touch is not None and clock.now() - cart.touch.at < TOUCH_HOLDS:
        return lambda: {0: ("live", "")}
    return sources_on(clock.today(), visitor_of_day(request.environ), [line.variant_id for line in cart.lines])


def delivery_of(cart: HeldCart) -> Delivery:
    """To whom and where, as the cart keeps it."""
    kept: Mapping[str, str] = cart.delivery
    return Delivery(
        recipient=kept.get("recipient", ""), phone=kept.get("phone", ""), address_line=kept.get("address_line", ""),
        commune_code=kept.get("commune_code", ""), email=kept.get("email") or None, note=kept.get("note", ""),
    )  # fmt: skip


def figures_shown() -> tuple[int, int, int] | None:
    """Goods, discount and sending as the page showed them: to be set beside the new figures, never counted with."""
    found = _SHOWN.fullmatch(request.form.get("shown", ""))
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _fetched_from() -> tuple[str, ...]:
    """The booths from which the page said that the goods are fetched."""
    return tuple(request.form.getlist("fetched_from")[:MOST_LINES])


def _expected_total() -> int:
    return parse_whole_number(request.form.get("expected_total", ""), 0, MAX_DONG)


def _key() -> str:
    key = request.form.get("idempotency_key", "")
    if not _KEY.fullmatch(key):
        raise StalePage
    return key
