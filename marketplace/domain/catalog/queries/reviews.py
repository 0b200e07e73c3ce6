"""What waits for the organizers: new products, and new claims of approved ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.catalog.errors import ChangeNotThere
from marketplace.domain.catalog.models import Product, ProductChange, ProductSchedule, ProductStep
from marketplace.domain.catalog.rules import ProductFacts

MOST_CHANGES = 20


@dataclass(frozen=True)
class WaitingProduct:
    """A product in the organizers' queue and how long it has waited."""

    product: Product
    since: datetime
    waited: timedelta


@dataclass(frozen=True)
class WaitingChange:
    """New claims in the organizers' queue and how long they have waited."""

    change: ProductChange
    since: datetime
    waited: timedelta


def waiting_products() -> list[WaitingProduct]:
    """The products that wait, the longest wait first."""
    found = select(Product).where(Product.state == "submitted").order_by(Product.submitted_at, Product.id)
    found = found.options(joinedload(Product.booth), joinedload(Product.category), selectinload(Product.photos))
    now = clock.now()
    return [
        WaitingProduct(product, since, now - since)
        for product in db.session.scalars(found).unique()
        if (since := product.submitted_at or product.created_at)
    ]


def waiting_changes() -> list[WaitingChange]:
    """The changes that wait, the longest wait first."""
    found = select(ProductChange).join(ProductChange.product).where(ProductChange.state == "waiting")
    parts = contains_eager(ProductChange.product).joinedload(Product.booth)
    now = clock.now()
    changes = db.session.scalars(found.options(parts).order_by(ProductChange.at, ProductChange.id)).unique()
    return [WaitingChange(change, change.at, now - change.at) for change in changes]


def change_waiting_on(product: Product) -> ProductChange | None:
    """The new claims of this product that wait, if any."""
    found = select(ProductChange).where(
        ProductChange.booth_id == product.booth_id,
        ProductChange.product_id == product.id,
        ProductChange.state == "waiting",
    )
    return db.session.scalar(found)


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a product and the newest changes of its claims, the newest first; what is scheduled for it."""

    steps: Sequence[ProductStep]
    changes: Sequence[ProductChange]
    schedule: ProductSchedule | None

    @property
    def change(self) -> ProductChange | None:
        """The claims that wait for a word of the organizers."""
        return next((each for each in self.changes if each.state == "waiting"), None)


def course_of(product: Product) -> Course:
    """Where a product comes from and what is to come, in one statement."""
    mine = (Product.id == product.id, Product.booth_id == product.booth_id)
    newest = select(ProductChange.id).where(
        ProductChange.product_id == product.id, ProductChange.booth_id == product.booth_id
    )
    newest = newest.order_by(ProductChange.id.desc()).limit(MOST_CHANGES)
    found = (
        select(ProductStep, ProductChange, ProductSchedule)
        .select_from(Product)
        .outerjoin(ProductStep, ProductStep.product_id == Product.id)
        .outerjoin(ProductChange, ProductChange.id.in_(newest))
        .outerjoin(ProductSchedule, ProductSchedule.product_id == Product.id)
        .where(*mine)
        .order_by(ProductStep.seq.desc(), ProductChange.id.desc())
    )
    rows = db.session.execute(found).all()
    steps = list(dict.fromkeys(row[0] for row in rows if row[0] is not None))
    changes = list(dict.fromkeys(row[1] for row in rows if row[1] is not None))
    return Course(steps, changes, rows[0][2])


def change_by_id(change_id: int) -> ProductChange:
    """The change of this number, for organizers and handlers; raise ChangeNotThere."""
    change = db.session.get(ProductChange, change_id)
    if change is None:
        raise ChangeNotThere
    return change


def facts_of_product(product: Product) -> ProductFacts:
    """What is told of the product today."""
    return ProductFacts(**{name: getattr(product, name) for name in ProductFacts.__dataclass_fields__})


def facts_with_change(product: Product) -> ProductFacts:
    """What will be told once the change that waits is accepted."""
    facts, change = facts_of_product(product), change_waiting_on(product)
    if change is None:
        return facts
    return replace(facts, **{name: value for name, value in change.claims.items() if name in asdict(facts)})
