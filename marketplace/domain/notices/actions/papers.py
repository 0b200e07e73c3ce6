"""Letters before a paper ends, so that a star or a right to sell is not lost by oversight."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.booths.queries import booth_of_id
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.queries import is_written
from marketplace.domain.papers.queries import ending_papers, paper_by_id
from marketplace.domain.papers.rules import REMINDED_DAYS, reminder_due


def remind_of_ending_papers() -> int:
    """Write 90, 60 and 30 days before a checked paper ends, each once; says how many papers were looked at."""
    today = clock.today()
    paper_ids = [paper.id for paper in ending_papers(today, timedelta(days=max(REMINDED_DAYS)))]
    db.session.rollback()
    for paper_id in paper_ids:
        remind_of_ending_paper(paper_id)
    return len(paper_ids)


@transactional
def remind_of_ending_paper(paper_id: int) -> None:
    """Tell the booth how long its paper still holds. A paper brought late gets only the reminder that fits its time."""
    paper = paper_by_id(paper_id)
    due = reminder_due((paper.expires_on - clock.today()).days)
    key = f"paper-ends:{paper.id}:{due}"
    if due is None or is_written(key):
        return
    tell_booth(
        booth_of_id(paper.booth_id), "paper_ends", letter="paper_ends", key=key, topic=str(due), about=paper.number,
        path="/seller/papers", paper=paper, product=paper.product,
    )  # fmt: skip
