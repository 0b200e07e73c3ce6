"""Questions about the booth's products."""

from __future__ import annotations

from typing import Any

from marketplace.domain.reviews.access import can_answer
from marketplace.web.seller.answers import answer, posts_page
from marketplace.web.seller.blueprint import bp, needs


@bp.get("/questions")
@needs(can_answer)
def list_questions() -> str:
    """Those without an answer, or all."""
    return posts_page("question")


@bp.post("/questions/<code>/answer")
@needs(can_answer)
def update_question_answer(code: str) -> Any:
    """Answer one."""
    return answer("question", code)
