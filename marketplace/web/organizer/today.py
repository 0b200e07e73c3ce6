"""What waits for the organizers, the longest wait first."""

from __future__ import annotations

from flask import render_template

from marketplace.core import clock
from marketplace.domain.booths.queries import booth_counts
from marketplace.domain.catalog.queries import product_counts
from marketplace.domain.figures.queries import waiting_for_organizers
from marketplace.web.organizer.blueprint import bp
from marketplace.web.words import age_of


@bp.get("/")
def show_today() -> str:
    """The queues with the age of their oldest, and what the market holds."""
    return render_template(
        "organizer/today/show_today.html",
        waiting=waiting_for_organizers(), now=clock.now(), booth_counts=booth_counts(),
        product_counts=product_counts(), age_of=age_of,
    )  # fmt: skip
