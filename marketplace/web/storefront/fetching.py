"""Fetching goods from a booth instead of having them sent."""

from __future__ import annotations

import re

from flask import redirect, request
from werkzeug.wrappers import Response as BaseResponse

from marketplace.domain.carts.rules import MOST_LINES
from marketplace.web.session import current_cart
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart_access import cart_address, go, keep_typed

LONGEST = 200
_SLUG = re.compile(r"\A[a-z0-9-]+\Z")


@bp.post("/checkout/fetching")
def update_fetching() -> BaseResponse:
    """Fetch the goods of one booth, or have them sent after all; the next page has the new total."""
    cart = current_cart()
    if cart is None:
        return redirect(cart_address("/cart"), 303)
    wanted = set(str(cart.delivery.get("fetched_from") or "").split())
    fetched, sent = (_SLUG.findall(request.form.get(name, "")[:LONGEST]) for name in ("fetched", "sent"))
    chosen = sorted((wanted | set(fetched)) - set(sent))[:MOST_LINES]
    keep_typed(cart, {"fetched_from": " ".join(chosen)})
    return go("/checkout")
