"""What waits for the organizers, the longest wait first."""

from __future__ import annotations

from flask import render_template

from marketplace.core import clock
from marketplace.domain.booths.queries import booth_counts, waiting_booths
from marketplace.domain.catalog.queries import product_counts, waiting_changes, waiting_products
from marketplace.domain.complaints.queries import waiting_complaints
from marketplace.domain.papers.queries import waiting_papers
from marketplace.domain.returns.queries import escalated_returns
from marketplace.domain.reviews.queries import waiting_reports
from marketplace.web.organizer.blueprint import bp
from marketplace.web.words import age_of


@bp.get("/")
def show_today() -> str:
    """The queues with the age of their oldest, and what the market holds."""
    return render_template(
        "organizer/today/show_today.html",
        booths=waiting_booths(), products=waiting_products(), changes=waiting_changes(), papers=waiting_papers(),
        reported=waiting_reports(),
        complaints=waiting_complaints(), returns=escalated_returns(), now=clock.now(),
        booth_counts=booth_counts(), product_counts=product_counts(), age_of=age_of,
    )  # fmt: skip
