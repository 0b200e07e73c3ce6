"""Whether a broadcast may go on air, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Exists, exists, or_, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.models import Broadcast, Clearance, LineUpItem
from marketplace.domain.papers.models import Paper


@dataclass(frozen=True)
class Standing:
    """How a broadcast stands before the law: `missing` are host, rules, papers; `without_papers` names products."""

    clearance: Clearance | None
    without_papers: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not on file yet."""
        there = {
            "host": self.clearance is not None and bool(self.clearance.host_legal_name),
            "rules": self.clearance is not None and self.clearance.rules_accepted_at is not None,
            "papers": not self.without_papers,
        }
        return tuple(name for name, is_there in there.items() if not is_there)

    @property
    def is_overridden(self) -> bool:
        """Whether somebody has put down why it may go on air all the same."""
        return self.clearance is not None and self.clearance.override_at is not None

    @property
    def may_go_on_air(self) -> bool:
        """Whether everything is on file, or somebody answers for what is missing."""
        return not self.missing or self.is_overridden


def standing_of(broadcast: Broadcast) -> Standing:
    """How this broadcast stands today."""
    clearance = db.session.get(Clearance, broadcast.id)
    return Standing(clearance, products_without_papers(broadcast, clock.today()))


def recording_of(broadcast: Broadcast, on: date) -> str:
    """Where everybody may see the recording of this broadcast, as long as it is kept; empty where there is none."""
    kept = select(Clearance.recording_url).where(Clearance.broadcast_id == broadcast.id)
    return db.session.scalar(kept.where(Clearance.recording_kept_until >= on)) or ""


def products_without_papers(broadcast: Broadcast, on: date) -> tuple[str, ...]:
    """The products of the line-up with no checked paper in date, neither of their own nor of their whole booth."""
    rows = select(Product.name).join(Variant, Variant.product_id == Product.id)
    rows = rows.join(LineUpItem, LineUpItem.variant_id == Variant.id).where(LineUpItem.broadcast_id == broadcast.id)
    rows = rows.where(~_has_paper(on)).distinct().order_by(Product.name)
    return tuple(db.session.scalars(rows))


def has_papers(product: Product, on: date) -> bool:
    """Whether this product, or its whole booth, has a checked paper in date."""
    return bool(db.session.scalar(select(Product.id).where(Product.id == product.id, _has_paper(on))))


def _has_paper(on: date) -> Exists:
    of_product = or_(Paper.product_id == Product.id, Paper.product_id.is_(None))
    paper = exists().where(
        Paper.booth_id == Product.booth_id, of_product, Paper.state == "checked", Paper.issued_on <= on,
        Paper.expires_on >= on,
    )  # fmt: skip
    return paper.correlate(Product)
