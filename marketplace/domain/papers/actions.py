"""Bringing papers and checking them. A star is never typed by a seller: it comes from a checked paper."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from marketplace.core import audit, clock, files, versions
from marketplace.core.db import db, lock_row
from marketplace.core.errors import BadInput, refuse_for
from marketplace.core.outbox import record
from marketplace.core.pictures import reencode
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import authorize_organizer, can_run_booth
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import needed_reason
from marketplace.domain.catalog.models import Product
from marketplace.domain.papers.errors import PaperIsDecided
from marketplace.domain.papers.events import PaperChecked, PaperRefused
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.rules import PaperFacts, days_of, lacks_of_paper

# Not the folder of public pictures: scans are shown through their own guarded pages.
SCAN_FOLDER = "papers"
SCAN_WIDTH = 1600


def bring_paper(
    booth: Booth, *, by: Person, facts: PaperFacts, product: Product | None = None, scan: bytes | None
) -> Paper:
    """Bring a certificate with its picture; it waits until an organizer has compared the two.

    Raises BadInput naming the field, with everything else that is missing. The same number of the same kind for the
    same product is one paper: bringing it again while it waits replaces what was told.
    """
    authorize(by, booth.id, can_run_booth)
    refuse_for(lacks_of_paper(facts, has_product=product is not None, has_scan=bool(scan), today=clock.today()))
    key = _kept_scan(scan or b"")
    return _keep(booth, by, _cleaned(facts), product, key)


@transactional
def check_paper(paper: Paper, *, by: Person) -> None:
    """Say that the paper is true; raise PaperIsDecided when it was refused."""
    if not _decide(paper, "checked", by, ""):
        return
    versions.bump("catalogue")
    record(PaperChecked(paper_id=paper.id))


@transactional
def refuse_paper(paper: Paper, *, by: Person, reason: str) -> None:
    """Refuse the paper with a reason; raise PaperIsDecided when it was checked."""
    reason = needed_reason(reason)
    if _decide(paper, "refused", by, reason):
        record(PaperRefused(paper_id=paper.id))


def _cleaned(facts: PaperFacts) -> PaperFacts:
    star = facts.star if facts.kind == "ocop" else None
    return replace(facts, number=clean(facts.number), issuer=clean(facts.issuer), star=star)


def _kept_scan(data: bytes) -> str:
    try:
        picture = reencode(data, (SCAN_WIDTH,))
    except BadInput as refusal:
        refusal.field = "scan"
        raise
    return files.keep(picture.renditions[SCAN_WIDTH, "webp"], folder=SCAN_FOLDER, suffix="webp")


@transactional
def _keep(booth: Booth, by: Person, facts: PaperFacts, product: Product | None, key: str) -> Paper:
    product_id = product.id if product else None
    same = select(Paper).where(
        Paper.booth_id == booth.id, Paper.product_id == product_id, Paper.kind == facts.kind,
        Paper.number == facts.number, Paper.state == "waiting",
    )  # fmt: skip
    paper = db.session.scalar(same) or Paper(booth_id=booth.id, product_id=product_id, state="waiting")
    paper.kind, paper.star, paper.number, paper.issuer = facts.kind, facts.star, facts.number, facts.issuer
    paper.issued_on, paper.expires_on = days_of(facts)
    paper.scan_key, paper.brought_at = key, clock.now()
    db.session.add(paper)
    db.session.flush()
    audit.note("paper.brought", by=by.id, booth=booth.id, subject=f"paper:{paper.id}", details={"kind": facts.kind})
    return paper


def _decide(paper: Paper, state: str, by: Person, reason: str) -> bool:
    """Settle a waiting paper; False when it was settled in this way before."""
    authorize_organizer(by)
    lock_row(paper)
    if paper.state == state:
        return False
    if paper.state != "waiting":
        raise PaperIsDecided
    paper.state, paper.reason = state, reason
    if state == "checked":
        paper.checked_by_id, paper.checked_at = by.id, clock.now()
    db.session.flush()
    audit.note(
        f"paper.{state}", by=by.id, booth=paper.booth_id, subject=f"paper:{paper.id}", details={"reason": reason}
    )
    return True
