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


def papers_of(booth: Booth) -> Sequence[Paper]:
    """The papers of a booth, the newest first."""
    found = select(Paper).where(Paper.booth_id == booth.id).options(joinedload(Paper.product))
    return db.session.scalars(found.order_by(Paper.id.desc())).all()


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


def ending(booth: Booth, on: date, within: timedelta = timedelta(days=90)) -> Select[Paper]:
    """The checked papers of a booth that end within that time, without those that a longer one has replaced."""
    found = select(Paper).where(
        Paper.booth_id == booth.id, Paper.state == "checked", Paper.expires_on >= on, Paper.expires_on <= on + within,
        ~_longer_one(),
    )  # fmt: skip
    return found.order_by(Paper.expires_on)


def ending_papers_of(booth: Booth, on: date, within: timedelta = timedelta(days=90)) -> Sequence[Paper]:
    """Those papers themselves, with their products."""
    return db.session.scalars(ending(booth, on, within).options(joinedload(Paper.product))).all()


def ending_papers(on: date, within: timedelta) -> Sequence[Paper]:
    """The checked papers of open booths that end within that time, without those that a longer one has replaced."""
    found = select(Paper).join(Booth, Booth.id == Paper.booth_id).where(
        Booth.state == "open", Paper.state == "checked", Paper.expires_on >= on, Paper.expires_on <= on + within,
        ~_longer_one(),
    )  # fmt: skip
    return db.session.scalars(found.order_by(Paper.id)).all()


def _longer_one() -> Exists:
    """Whether the same goods, or the same booth as a whole, have a checked paper of the same kind that ends later."""
    newer = aliased(Paper)
    found = select(newer.id).where(
        newer.booth_id == Paper.booth_id, newer.kind == Paper.kind, newer.state == "checked",
        newer.product_id.is_not_distinct_from(Paper.product_id), newer.expires_on > Paper.expires_on,
    )  # fmt: skip
    return found.exists()


def _the_paper(paper: Paper | None) -> Paper:
    if paper is None:
        raise PaperNotThere
    return paper
