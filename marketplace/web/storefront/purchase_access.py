"""Who may look at a purchase: its buyer, whoever has the link from the letter, and the browser that placed it."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import redirect, request, session
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere
from marketplace.core.language import root
from marketplace.core.secret_links import is_secret_for
from marketplace.domain.orders.access import LINK, can_see_purchase
from marketplace.domain.orders.models import Purchase
from marketplace.domain.orders.queries import purchase_by_code
from marketplace.web.session import PLACED, current_person

_MOST_REMEMBERED = 20


def purchase_or_404(code: str) -> Purchase:
    """The purchase with this code if this browser may see it; raises NotThere, alike for all others."""
    purchase = purchase_by_code(code)
    if purchase is None:
        raise NotThere
    if can_see_purchase(current_person(), purchase, secret=request.args.get("s", "")):
        remember_purchase(purchase.code)
    elif purchase.code not in session.get(PLACED, ()):
        raise NotThere
    return purchase


def remember_purchase(code: str) -> None:
    """Let this browser see a purchase from now on; the oldest of many is forgotten."""
    placed = [known for known in session.get(PLACED, []) if known != code]
    session[PLACED] = [*placed, code][-_MOST_REMEMBERED:]


def purchase_address(purchase: Purchase, path: str = "", **query: str) -> str:
    """An address about a purchase; it carries the secret on while the browser brings it instead of a cookie."""
    return address_with_secret(f"/orders/{purchase.code}{path}", purchase, **query)


def address_with_secret(path: str, purchase: Purchase, **query: str) -> str:
    """Any address for whom only the purchase is proof, with the secret as long as the browser brings it."""
    secret = request.args.get("s", "")
    if is_secret_for(LINK, purchase.code, secret):
        query = {**query, "s": secret}
    return f"{root()}{path}" + (f"?{urlencode(query)}" if query else "")


def without_secret(code: str) -> Response | None:
    """A way to the clean address for a browser that remembers the purchase: an address gets shared, a cookie not."""
    known = code in session.get(PLACED, ())
    return redirect(f"{root()}{request.path}") if known and "s" in request.args else None
