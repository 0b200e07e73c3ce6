"""Going on sale and off it at a moment that the seller chose; a job that runs every minute keeps to it."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import delete, select

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.stepping import move_product
from marketplace.domain.catalog.errors import (
    AlreadyOnSale,
    HidesBeforeItShows,
    MomentIsPast,
    NothingScheduled,
    ProductCannotMove,
)
from marketplace.domain.catalog.models import Product, ProductSchedule
from marketplace.domain.catalog.queries.products import active_variants_of
from marketplace.domain.catalog.queries.schedules import due_schedules

log = logging.getLogger(__name__)


@transactional
def schedule_product(
    product: Product, *, by: Person, shows_at: datetime | None = None, hides_at: datetime | None = None
) -> None:
    """Have an approved product go on sale and off it at these moments; it replaces what was scheduled before.

    Raises ProductCannotMove for one that was not approved, NothingScheduled, MomentIsPast, AlreadyOnSale,
    HidesBeforeItShows.
    """
    authorize(by, product.booth_id, can_edit_products)
    _lock(product)
    if not product.is_approved:
        raise ProductCannotMove
    _check_moments(product, shows_at, hides_at)
    _drop_schedule(product)
    db.session.add(
        ProductSchedule(
            product_id=product.id, booth_id=product.booth_id, shows_at=shows_at, hides_at=hides_at, by_id=by.id
        )
    )
    db.session.flush()
    audit.note(
        "product.scheduled", by=by.id, booth=product.booth_id, subject=f"product:{product.id}",
        details={"shows_at": _written(shows_at), "hides_at": _written(hides_at)},
    )  # fmt: skip


@transactional
def cancel_schedule(product: Product, *, by: Person) -> None:
    """Leave the product as it is; a second time nothing is left to cancel."""
    authorize(by, product.booth_id, can_edit_products)
    _lock(product)
    if _drop_schedule(product):
        audit.note("product.unscheduled", by=by.id, booth=product.booth_id, subject=f"product:{product.id}")


def follow_schedules() -> int:
    """Move every product whose moment has come; how many were looked at. One that fails does not hold up others."""
    due = due_schedules()
    db.session.rollback()
    for product_id in due:
        try:
            _follow(product_id)
        except Exception:
            log.exception("the schedule of product %s could not be kept", product_id)
    return len(due)


def _drop_schedule(product: Product) -> bool:
    """Forget what was scheduled; whether there was anything."""
    mine = (ProductSchedule.booth_id == product.booth_id, ProductSchedule.product_id == product.id)
    gone = db.session.execute(delete(ProductSchedule).where(*mine).returning(ProductSchedule.product_id))
    return gone.first() is not None


@transactional
def _follow(product_id: int) -> None:
    product = db.session.scalars(select(Product).where(Product.id == product_id)).one()
    _lock(product)
    mine = (ProductSchedule.booth_id == product.booth_id, ProductSchedule.product_id == product_id)
    found = select(ProductSchedule).where(*mine).with_for_update().execution_options(populate_existing=True)
    schedule = db.session.scalar(found)
    if schedule is None:
        return
    now, by = clock.now(), db.session.get_one(Person, schedule.by_id)
    shows = schedule.shows_at is not None and schedule.shows_at <= now
    hides = schedule.hides_at is not None and schedule.hides_at <= now
    is_missed = shows and not active_variants_of(product)
    _cross_out(schedule, shows=shows, hides=hides, is_missed=is_missed)
    if shows and not is_missed and product.state == "hidden":
        move_product(product, "on_sale", by=by)
    if hides and product.state == "on_sale":
        move_product(product, "hidden", by=by)


def _cross_out(schedule: ProductSchedule, *, shows: bool, hides: bool, is_missed: bool) -> None:
    """Empty what is being done, in one statement; a row of which nothing is left goes."""
    left = {
        "shows_at": None if shows else schedule.shows_at,
        "hides_at": None if hides else schedule.hides_at,
        "missed_at": schedule.shows_at if is_missed else schedule.missed_at,
    }
    if any(left.values()):
        for name, moment in left.items():
            setattr(schedule, name, moment)
    else:
        db.session.delete(schedule)
    db.session.flush()


def _check_moments(product: Product, shows_at: datetime | None, hides_at: datetime | None) -> None:
    if shows_at is None and hides_at is None:
        raise NothingScheduled
    for name, moment in (("shows_at", shows_at), ("hides_at", hides_at)):
        if moment is not None and moment <= clock.now():
            raise MomentIsPast(field=name)
    if shows_at is not None and product.state == "on_sale":
        raise AlreadyOnSale
    if shows_at is not None and hides_at is not None and hides_at <= shows_at:
        raise HidesBeforeItShows


def _lock(product: Product) -> None:
    """Whoever schedules a product, or keeps to a schedule, goes one by one; the row is read anew."""
    mine = select(Product).where(Product.booth_id == product.booth_id, Product.id == product.id)
    db.session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
