"""Reviews of the booth and its products."""

from __future__ import annotations

from typing import Any

from marketplace.domain.reviews.access import can_answer
from marketplace.web.seller.answers import answer, posts_page
from marketplace.web.seller.blueprint import bp, needs


@bp.get("/reviews")
@needs(can_answer)
def list_reviews() -> str:
    """Those without an answer, or all."""
    return posts_page("review")


@bp.post("/reviews/<code>/answer")
@needs(can_answer)
def update_review_answer(code: str) -> Any:
    """Answer one."""
    return answer("review", code)
