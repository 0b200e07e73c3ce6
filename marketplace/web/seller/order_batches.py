"""One verb for several chosen orders, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, make_response, redirect, request
from werkzeug.wrappers import Response

from marketplace.core.addresses import plain_query
from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import ngettext, root
from marketplace.core.tenancy import across_booths
from marketplace.domain.booths.access import can_pack
from marketplace.domain.orders.actions import move_orders_of
from marketplace.domain.orders.rules import Outcome
from marketplace.domain.shipping.actions import ship_orders_of
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.labels import MOST_AT_ONCE
from marketplace.web.seller.orders import show_board
from marketplace.web.session import the_person


@bp.post("/orders/acceptances")
@needs(can_pack)
def create_acceptances() -> Response:
    """Take on the chosen orders."""
    return _answer(_moved("accepted"))


@bp.post("/orders/packings")
@needs(can_pack)
def create_packings() -> Response:
    """Mark the chosen orders as packed."""
    return _answer(_moved("packed"))


@bp.post("/orders/shipments")
@needs(can_pack)
def create_shipments() -> Response:
    """Hand the chosen orders to one carrier, each with its own tracking code where one was typed."""
    carrier = request.form.get("other_carrier", "").strip() or request.form.get("carrier", "")
    codes = {code: request.form.get(f"tracking-{code}", "") for code in _chosen()}
    with across_booths("the verb finds the orders through their booth"):
        return _answer(ship_orders_of(the_booth(), codes, by=the_person(), carrier=carrier))


def _moved(to_state: str) -> list[Outcome]:
    with across_booths("the verb finds the orders through their booth"):
        return move_orders_of(the_booth(), _chosen(), to_state, by=the_person())


def _chosen() -> Sequence[str]:
    return request.form.getlist("code")[:MOST_AT_ONCE]


def _answer(outcomes: Sequence[Outcome]) -> Response:
    """Back to the board as it was filtered; what could not be done is named, with why, and stays chosen."""
    if not outcomes:
        flash(_("Xin chọn ít nhất một đơn."), "warning")
    refusals = [each.refusal for each in outcomes if each.refusal]
    if refusals:
        return make_response(show_board(outcomes), _status(refusals))
    if outcomes:
        flash(ngettext("Đã xong %(num)s đơn.", "Đã xong %(num)s đơn.", len(outcomes)), "success")
    query = plain_query(request.query_string.decode("ascii", "replace"))
    return redirect(f"{root()}/seller/orders" + (f"?{query}" if query else ""), 303)


def _status(refusals: Sequence[Refusal]) -> int:
    return max(refusal.status for refusal in refusals)
