"""How much is ordered where: totals by booth and state; no buyer appears."""

from __future__ import annotations

from flask import render_template

from marketplace.domain.orders.queries import totals_by_booth
from marketplace.domain.orders.rules import STATES
from marketplace.web.order_track import ORDER_STATES
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.order_table import summed


@bp.get("/orders")
def list_orders() -> str:
    """One row per booth, one tile per state."""
    summary = summed(totals_by_booth())
    states = {state: ORDER_STATES[state] for state in STATES if summary.by_state.get(state)}
    return render_template("organizer/orders/list_orders.html", summary=summary, states=states)
