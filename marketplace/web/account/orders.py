"""A person's purchases, those of the time before the account included."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session
from werkzeug.wrappers import Response

from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.orders.actions import adopt_purchase
from marketplace.domain.orders.queries import ownerless_purchases, purchases_of
from marketplace.web.account.blueprint import bp
from marketplace.web.order_track import ORDER_STATES
from marketplace.web.session import PLACED, the_person
from marketplace.web.storefront.purchase_access import purchase_or_404

PER_PAGE = 20
MOST_PAGES = 1000


@bp.get("/orders")
def list_orders() -> str:
    """All of them, newest first; above them what this browser bought as a guest."""
    page = min(request.args.get("page", 1, type=int), MOST_PAGES)
    page = max(page, 1)
    found = purchases_of(the_person(), limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE)
    return render_template(
        "account/orders/list_orders.html",
        purchases=found[:PER_PAGE],
        page=page,
        more=len(found) > PER_PAGE,
        states=ORDER_STATES,
        ownerless=ownerless_purchases(session.get(PLACED, ())),
    )


@bp.post("/orders/<code>/adoption")
def create_adoption(code: str) -> Response:
    """Put a guest's purchase among one's own: only this browser's, or one whose letter's link was opened here."""
    purchase = purchase_or_404(code)
    adopt_purchase(purchase, by=the_person())
    flash(_("Đơn %(code)s đã vào tài khoản của bạn.", code=purchase.code), "success")
    return redirect(f"{root()}/account/orders", 303)
