"""What an organizer sees of a paper: whether it still holds, and what was decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.papers.models import Paper


def a_paper(booth, ngoc, *, ends_in: int, state: str) -> str:
    """Where the page of a paper in this state stands."""
    today, is_checked = clock.today(), state == "checked"
    with transaction():
        paper = Paper(
            booth_id=booth.id, kind="organic", number="1/HC", issuer="Sở", issued_on=today - timedelta(days=900),
            expires_on=today + timedelta(days=ends_in), brought_at=clock.now(), state=state,
            reason="Ảnh mờ." if state == "refused" else "", checked_at=clock.now() if is_checked else None,
            checked_by_id=ngoc.id if is_checked else None,
        )  # fmt: skip
        db.session.add(paper)
    return f"/organizer/papers/{paper.id}"


@pytest.mark.parametrize(
    ("state", "ends_in", "said", "unsaid"),
    [
        ("checked", 0, "Đã đối chiếu lúc", "Đã hết hạn"), ("checked", -1, "Đã hết hạn", "dù đúng cũng không hiện"),
        ("waiting", 0, "Giấy đúng, cho hiện", "dù đúng cũng không hiện"),
        ("waiting", -1, "dù đúng cũng không hiện", "Đã đối chiếu lúc"), ("refused", 9, "giấy nộp lại là một giấy mới", "Đã hết hạn"),
    ],
)  # fmt: skip
def test_a_paper_says_whether_it_holds_and_what_was_decided(desk, booth, ngoc, state, ends_in, said, unsaid):
    page = desk.get(a_paper(booth, ngoc, ends_in=ends_in, state=state)).text
    assert said in page
    assert unsaid not in page
