"""The first page of a person's own things."""

from __future__ import annotations

from flask import render_template

from marketplace.domain.booths.queries import booths_of
from marketplace.domain.livestream.definitions import ROLE_NAMES
from marketplace.domain.livestream.queries import duties_ahead
from marketplace.domain.orders.queries import purchases_of
from marketplace.web.account.blueprint import bp
from marketplace.web.order_track import ORDER_STATES
from marketplace.web.session import the_person

SHOWN = 3


@bp.get("")
def show_account() -> str:
    """Who it is, the newest orders, and the way to everything else."""
    person = the_person()
    return render_template(
        "account/home/show_account.html",
        purchases=purchases_of(person, limit=SHOWN),
        booths=booths_of(person),
        duties=duties_ahead(person),
        role_names=ROLE_NAMES,
        states=ORDER_STATES,
    )
