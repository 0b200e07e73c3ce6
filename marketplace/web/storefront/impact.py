"""What a closed campaign brought, for everybody: each total beside what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template

from marketplace.core.language import language, public_url
from marketplace.core.money import format_dong
from marketplace.core.numbers import format_count, format_percent
from marketplace.core.pagecache import public_page
from marketplace.domain.livestream.definitions import DEFINITIONS, GUARD_QUESTIONS, SOURCE_NAMES
from marketplace.domain.livestream.queries import booths_shown_in, closed_campaign, digest_of, explanations_of
from marketplace.web.storefront.blueprint import bp

HEADLINES = ("views", "orders_secured", "value_secured", "value_kept")


@dataclass(frozen=True)
class Total:
    """One closed figure as everybody reads it, with its definition."""

    key: str
    name: str
    value: str
    sentence: str
    source: str


@bp.get("/live/<slug>/impact")
@public_page
def show_impact(slug: str) -> str:
    """The figures that were signed off, each linked to its definition."""
    campaign = closed_campaign(slug)
    figures: dict[str, Any] = campaign.final_figures or {}
    totals = {key: _total(key, figures[key]) for key in DEFINITIONS if figures.get(key) is not None}
    return render_template(
        "storefront/live/show_impact.html",
        campaign=campaign, totals=totals, headlines=[totals[key] for key in HEADLINES if key in totals],
        digest=digest_of(figures), booths=booths_shown_in(campaign), explanations=explanations_of(campaign),
        guard_questions=GUARD_QUESTIONS, canonical=public_url(f"/live/{slug}/impact", language=language()),
    )  # fmt: skip


def _total(key: str, value: float) -> Total:
    about = DEFINITIONS[key]
    written = {
        "dong": lambda: format_dong(int(value)),
        "percent": lambda: format_percent(value),
        "seconds": lambda: f"{int(value) // 60}:{int(value) % 60:02d}",
    }.get(about.unit, lambda: format_count(int(value)))()
    return Total(key, str(about.name), written, str(about.sentence), str(SOURCE_NAMES[about.source]))
