"""Questions: what readers reported is judged, with a reason."""

from __future__ import annotations

from typing import Any

from marketplace.domain.reviews.queries import post_by_code
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import ModerationForm
from marketplace.web.organizer.moderation import decide, post_page, posts_page


@bp.get("/questions")
def list_questions() -> str:
    """Those that were reported, and the newest of all."""
    return posts_page("question")


@bp.get("/questions/<code>")
def show_question(code: str) -> str:
    """One of them."""
    return post_page("question", post_by_code("question", code), ModerationForm(formdata=None))


@bp.post("/questions/<code>/<any(hiding, showing, keeping):decision>")
def create_question_decision(code: str, decision: str) -> Any:
    """Hide it, show it again, or let it stand."""
    return decide("question", code, decision)
