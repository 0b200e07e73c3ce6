"""Reviews: what readers reported is judged, with a reason."""

from __future__ import annotations

from typing import Any

from marketplace.domain.reviews.queries import post_by_code
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import ModerationForm
from marketplace.web.organizer.moderation import decide, post_page, posts_page


@bp.get("/reviews")
def list_reviews() -> str:
    """Those that were reported, and the newest of all."""
    return posts_page("review")


@bp.get("/reviews/<code>")
def show_review(code: str) -> str:
    """One of them."""
    return post_page("review", post_by_code("review", code), ModerationForm(formdata=None))


@bp.post("/reviews/<code>/<any(hiding, showing, keeping):decision>")
def create_review_decision(code: str, decision: str) -> Any:
    """Hide it, show it again, or let it stand."""
    return decide("review", code, decision)
