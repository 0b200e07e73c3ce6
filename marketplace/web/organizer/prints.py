"""What organizers print: the run sheet of a broadcast, posters, and the report of a campaign."""

from __future__ import annotations

from flask import Response, request

from marketplace.domain.livestream.queries import (
    broadcast_for,
    campaign_for,
    goals_against,
    line_up_of,
    link_of,
    metrics_of,
)
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.figure_report import report_pdf
from marketplace.web.organizer.posters import SIZES, poster_pdf
from marketplace.web.organizer.run_sheets import run_sheet_pdf


@bp.get("/campaigns/<slug>/broadcasts/<int:broadcast_id>/run-sheet.pdf")
def show_run_sheet(slug: str, broadcast_id: int) -> Response:
    """The line-up on paper, for whoever stands before the camera."""
    broadcast = broadcast_for(campaign_for(slug), broadcast_id)
    return _pdf(f"run-sheet-{broadcast.id}", run_sheet_pdf(broadcast, line_up_of([broadcast])))


@bp.get("/campaigns/<slug>/links/<code>/poster.pdf")
def show_poster(slug: str, code: str) -> Response:
    """A poster that leads to what a tracking link leads to; `size` is a4 or a3."""
    link = link_of(campaign_for(slug), code)
    size = request.args.get("size", "")
    return _pdf(f"poster-{link.code}", poster_pdf(link, size if size in SIZES else "a4"))


@bp.get("/campaigns/<slug>/report.pdf")
def show_report(slug: str) -> Response:
    """The figures of the results page on paper."""
    metrics = metrics_of(campaign_for(slug))
    return _pdf(metrics.campaign.slug, report_pdf(metrics, goals_against(metrics)))


def _pdf(name: str, file: bytes) -> Response:
    response = Response(file, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response
