"""Reads about papers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Exists, Select, select
from sqlalchemy.orm import aliased, joinedload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.papers.errors import PaperNotThere
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.rules import Star

ENDS_SOON = timedelta(days=90)
"""A paper that ends within this time should be renewed; one that ended is spoken of for as long."""


@dataclass(frozen=True)
class BroughtPaper:
    """A paper of a booth, and whether a later one of the same kind for the same goods waits or was found true."""

    paper: Paper
    is_replaced: bool
    is_brought_again: bool

    def days_left(self, on: date) -> int | None:
        """How many days a checked paper has that ends soon and that nothing replaces; below zero it has ended."""
        left = (self.paper.expires_on - on).days
        is_open = self.paper.state == "checked" and not self.is_replaced
        return left if is_open and left <= ENDS_SOON.days else None


@dataclass(frozen=True)
class WaitingPaper:
    """A paper in the organizers' queue, whose it is, and how long it has waited."""

    paper: Paper
    booth: Booth
    waited: timedelta


def stars_of(product_ids: Collection[int], on: date) -> dict[int, Star]:
    """The star of each product that has a checked recognition in date on that day; the highest counts."""
    if not product_ids:
        return {}
    found = select(Paper.product_id, Paper.star, Paper.number, Paper.issuer, Paper.expires_on).where(
        Paper.product_id.in_(product_ids),
        Paper.kind == "ocop",
        Paper.state == "checked",
        Paper.issued_on <= on,
        Paper.expires_on >= on,
    )
    rows = db.session.execute(found.order_by(Paper.star, Paper.expires_on))
    return {
        product_id: Star(star, number, issuer, expires_on)
        for product_id, star, number, issuer, expires_on in rows
        if product_id is not None and star is not None
    }


def brought_papers_of(booth: Booth) -> list[BroughtPaper]:
    """The papers of a booth, the newest first, each with what came after it."""
    found = select(Paper, _longer_one("checked"), _brought_again()).where(Paper.booth_id == booth.id)
    rows = db.session.execute(found.options(joinedload(Paper.product)).order_by(Paper.id.desc()))
    return [BroughtPaper(paper, replaced, again) for paper, replaced, again in rows]


def sent_back_papers(booth: Booth) -> Select[Paper]:
    """The papers of a booth that were refused and not brought again."""
    return select(Paper).where(Paper.booth_id == booth.id, Paper.state == "refused", ~_brought_again())


def to_renew(booth: Booth, on: date) -> Select[Paper]:
    """The checked papers of a booth that end soon or ended not long ago, and after which none was brought."""
    found = select(Paper).where(
        Paper.booth_id == booth.id, Paper.state == "checked", Paper.expires_on >= on - ENDS_SOON,
        Paper.expires_on <= on + ENDS_SOON, ~_longer_one("checked", "waiting"),
    )  # fmt: skip
    return found.order_by(Paper.expires_on)


def shown_papers_of(product: Product, on: date) -> Sequence[Paper]:
    """The checked papers in date of a product and of its whole booth."""
    found = select(Paper).where(*is_shown(product, on))
    return db.session.scalars(found.order_by(Paper.kind.desc(), Paper.id)).all()


def is_shown(product: Product, on: date) -> tuple[ColumnElement[bool], ...]:
    """That a paper is a checked one in date of this product or of its whole booth."""
    return (
        Paper.booth_id == product.booth_id,
        (Paper.product_id == product.id) | (Paper.product_id.is_(None)),
        Paper.state == "checked",
        Paper.issued_on <= on,
        Paper.expires_on >= on,
    )


def paper_for(booth: Booth, paper_id: int) -> Paper:
    """One paper of this booth; raise PaperNotThere."""
    found = select(Paper).where(Paper.booth_id == booth.id, Paper.id == paper_id)
    return _the_paper(db.session.scalar(found))


def paper_by_id(paper_id: int) -> Paper:
    """The paper of this number, for organizers and handlers; raise PaperNotThere."""
    return _the_paper(db.session.scalar(select(Paper).where(Paper.id == paper_id)))


def waiting_papers() -> list[WaitingPaper]:
    """The papers that wait, the longest wait first."""
    found = select(Paper, Booth).join(Booth, Booth.id == Paper.booth_id).where(Paper.state == "waiting")
    rows = db.session.execute(found.options(joinedload(Paper.product)).order_by(Paper.brought_at, Paper.id))
    now = clock.now()
    return [WaitingPaper(paper, booth, now - paper.brought_at) for paper, booth in rows]


def ending_papers(on: date, within: timedelta) -> Sequence[Paper]:
    """The checked papers of open booths that end within that time, unless a longer one waits or was found true."""
    found = select(Paper).join(Booth, Booth.id == Paper.booth_id).where(
        Booth.state == "open", Paper.state == "checked", Paper.expires_on >= on, Paper.expires_on <= on + within,
        ~_longer_one("checked", "waiting"),
    )  # fmt: skip
    return db.session.scalars(found.order_by(Paper.id)).all()


def _longer_one(*states: str) -> Exists:
    """Whether the same goods, or the same booth as a whole, have a paper of the same kind that ends later."""
    newer = aliased(Paper)
    return _another(newer, newer.state.in_(states), newer.expires_on > Paper.expires_on)


def _brought_again() -> Exists:
    """Whether a later paper of the same kind for the same goods waits or was found true."""
    newer = aliased(Paper)
    return _another(newer, newer.state.in_(("waiting", "checked")), newer.id > Paper.id)


def _another(newer: type[Paper], *which: ColumnElement[bool]) -> Exists:
    found = select(newer.id).where(
        newer.booth_id == Paper.booth_id, newer.kind == Paper.kind,
        newer.product_id.is_not_distinct_from(Paper.product_id), *which,
    )  # fmt: skip
    return found.exists()


def _the_paper(paper: Paper | None) -> Paper:
    if paper is None:
        raise PaperNotThere
    return paper
