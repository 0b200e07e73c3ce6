"""What waits in a booth, how much of each kind and the first few by name; and what waits for the organizers.

One statement counts in all areas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Date, Select, String, cast, func, literal, null, select, union_all

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, ProductChange
from marketplace.domain.catalog.queries import photoless, sent_back
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.livestream.queries import unanswered_invitations
from marketplace.domain.orders.models import Order
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.queries import sent_back_papers, to_renew
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.reviews.models import PostReport, Question, Review

TO_HANDLE = ("placed", "accepted", "packed")
"""The states in which an order waits for its booth."""


@dataclass(frozen=True)
class Waiting:
    """How much waits. Products by state, orders by those states that ask for something."""

    products: Mapping[str, int]
    orders: Mapping[str, int]
    photoless: int
    reviews: int
    questions: int
    returns: int
    invitations: int


@dataclass(frozen=True)
class Named:
    """One thing that waits: a product's or a paper's name, where it is, why, and until when."""

    name: str
    slug: str = ""
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True)
class NamedTasks:
    """The first few of each kind: products sent back, papers refused, papers that end or ended not long ago."""

    sent_back: Sequence[Named]
    refused: Sequence[Named]
    ending: Sequence[Named]


def waiting_in(booth: Booth) -> Waiting:
    """Count what waits in this booth; orders that ask for nothing any more are not read."""
    orders = select(literal("order"), Order.state, func.count()).where(
        Order.booth_id == booth.id, Order.state.in_(TO_HANDLE)
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    counted: CompoundSelect[Any] = union_all(
        _by_state(booth), orders.group_by(Order.state), _counted("photoless", photoless(booth)),
        *(_unanswered(booth, kind, model) for kind, model in (("review", Review), ("question", Question))),
        _counted("return", select(OrderReturn).where(OrderReturn.booth_id == booth.id, OrderReturn.state == "asked")),
        _counted("invitation", unanswered_invitations(booth)),
    )  # fmt: skip
    for kind, state, count in db.session.execute(counted):
        counts[kind][state] = count
    kinds = ("photoless", "review", "question", "return", "invitation")
    return Waiting(counts["product"], counts["order"], *(counts[kind][""] for kind in kinds))


def tasks_in(booth: Booth, on: date, *, limit: int) -> NamedTasks:
    """Name the first few things of this booth that ask for something, as of this day."""
    refused = sent_back_papers(booth).order_by(Paper.id.desc())
    never, nothing = cast(null(), Date), literal("")
    parts = (
        _first("sent_back", sent_back(booth), limit, (-Product.id, Product.name, Product.slug, Product.reason, never)),
        _first("refused", refused, limit, (-Paper.id, Paper.number, nothing, Paper.reason, never)),
        _first("ending", to_renew(booth, on), limit, (Paper.id, Paper.number, nothing, nothing, Paper.expires_on)),
    )
    rows = db.session.execute(union_all(*parts)).all()
    found: dict[str, list[Named]] = {"sent_back": [], "refused": [], "ending": []}
    # A union keeps no order: the newest first, what ends first before what ends later.
    for kind, _place, *about in sorted(rows, key=lambda row: (row.until or date.min, row.place)):
        found[kind].append(Named(*about))
    return NamedTasks(**found)


@dataclass(frozen=True)
class Queue:
    """How many wait, and since when the longest does."""

    count: int = 0
    since: datetime | None = None

    def __add__(self, other: Queue) -> Queue:
        since = [each for each in (self.since, other.since) if each is not None]
        return Queue(self.count + other.count, min(since, default=None))


def waiting_for_organizers() -> dict[str, Queue]:
    """What waits for a word of the organizers: booths, products, changes, papers, reported, complaints, returns."""
    reported = select(PostReport).where(PostReport.settled_at.is_(None))
    counted: CompoundSelect[Any] = union_all(
        _queue("booths", select(Booth).where(Booth.state == "submitted"), _asked(Booth)),
        _queue("products", select(Product).where(Product.state == "submitted"), _asked(Product)),
        _queue("changes", select(ProductChange).where(ProductChange.state == "waiting"), ProductChange.at),
        _queue("papers", select(Paper).where(Paper.state == "waiting"), Paper.brought_at),
        *(
            _queue("reported", reported.where(post.is_not(None)), PostReport.at, of=func.count(post.distinct()))
            for post in (PostReport.review_id, PostReport.question_id)
        ),
        _queue("complaints", select(Complaint).where(Complaint.state == "open"), Complaint.received_at),
        _queue("returns", select(OrderReturn).where(OrderReturn.state == "escalated"), OrderReturn.changed_at),
    )
    found: dict[str, Queue] = defaultdict(Queue)
    for kind, count, since in db.session.execute(counted):
        found[kind] += Queue(count, since)
    return dict(found)


def _asked(model: type[Booth] | type[Product]) -> ColumnElement[datetime]:
    return func.coalesce(model.submitted_at, model.created_at)


def _queue(kind: str, found: Select[Any], since: Any, *, of: Any = None) -> Select[Any]:
    count = func.count() if of is None else of
    return found.with_only_columns(literal(kind).label("kind"), count, func.min(since))


def _by_state(booth: Booth) -> Select[str, str, int]:
    found = select(literal("product"), Product.state, func.count(Product.id))
    found = found.where(Product.booth_id == booth.id)
    return found.group_by(Product.state)


def _counted(kind: str, found: Select[Any]) -> Select[str, str, int]:
    return found.with_only_columns(literal(kind), cast(literal(""), String), func.count())


def _unanswered(booth: Booth, kind: str, model: type[Review] | type[Question]) -> Select[str, str, int]:
    waiting = select(model.id).where(model.booth_id == booth.id, model.state == "shown", model.answered_at.is_(None))
    return _counted(kind, waiting)


def _first(kind: str, found: Select[Any], limit: int, columns: Sequence[Any]) -> Select[Any]:
    names = ("place", "name", "slug", "reason", "until")
    named = [column.label(name) for column, name in zip(columns, names, strict=True)]
    first = found.with_only_columns(*named).limit(limit).subquery()
    return select(literal(kind).label("kind"), *first.c)
