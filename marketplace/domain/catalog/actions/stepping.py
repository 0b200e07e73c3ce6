"""The one way in which a product changes its state: conditionally, with a step and an event."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from marketplace.core import audit, clock, versions
from marketplace.core.db import db
from marketplace.core.outbox import Event, record
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.rules import LEAVING
from marketplace.domain.catalog.errors import BoothIsLeaving, ProductCannotMove
from marketplace.domain.catalog.events import (
    ProductHidden,
    ProductPublished,
    ProductSentBack,
    ProductWithdrawn,
)
from marketplace.domain.catalog.models import Product, ProductChange, ProductSchedule, ProductStep
from marketplace.domain.catalog.rules import APPROVED, may_move

STEP_EVENTS: dict[str, type[Event]] = {
    "on_sale": ProductPublished,
    "draft": ProductSentBack,
    "hidden": ProductHidden,
    "withdrawn": ProductWithdrawn,
}


def move_product(product: Product, to_state: str, *, by: Person, reason: str = "") -> None:
    """Take the product to a state, once; raise ProductCannotMove when it is not in one that leads there."""
    from_state = product.state
    if from_state == to_state:
        return
    if not may_move(from_state, to_state):
        raise ProductCannotMove
    if to_state == "on_sale":
        _check_booth_stays(product)
    _claim(product, from_state, to_state, reason)
    if to_state not in APPROVED:
        _drop_waiting_change(product)
        _drop_schedule(product)
    seq = keep_step(product, from_state, to_state, by=by, reason=reason)
    audit.note(
        f"product.{to_state}", by=by.id, booth=product.booth_id, subject=f"product:{product.id}",
        details={"from": from_state, "to": to_state, "reason": reason},
    )  # fmt: skip
    if "on_sale" in (from_state, to_state):
        versions.bump("catalogue")
    # A seller who takes a product back from the queue needs no news of it: only a reason is worth telling.
    if to_state in STEP_EVENTS and (to_state != "draft" or reason):
        record(STEP_EVENTS[to_state](product_id=product.id, seq=seq))  # type: ignore[call-arg]


def keep_step(product: Product, from_state: str | None, to_state: str, *, by: Person, reason: str = "") -> int:
    """Write the next step of the product's history; its number."""
    mine = (ProductStep.booth_id == product.booth_id, ProductStep.product_id == product.id)
    last = db.session.scalar(select(func.max(ProductStep.seq)).where(*mine)) or 0
    db.session.add(
        ProductStep(
            booth_id=product.booth_id, product_id=product.id, seq=last + 1, from_state=from_state,
            to_state=to_state, by_id=by.id, at=clock.now(), reason=reason,
        )
    )  # fmt: skip
    db.session.flush()
    return last + 1


def _check_booth_stays(product: Product) -> None:
    """Nothing goes on the shelf of a booth that closes; the lock has a closing wait, which then takes it off again."""
    state = select(Booth.state).where(Booth.id == product.booth_id).with_for_update(read=True)
    if db.session.scalar(state) in LEAVING:
        raise BoothIsLeaving


def _claim(product: Product, from_state: str, to_state: str, reason: str) -> None:
    """Move the row if nobody else has."""
    now = clock.now()
    values: dict[str, object] = {"state": to_state, "reason": reason}
    if to_state == "submitted":
        values["submitted_at"] = now
    if to_state == "on_sale" and product.published_at is None:
        values["published_at"] = now
    db.session.flush()
    mine = (Product.booth_id == product.booth_id, Product.id == product.id, Product.state == from_state)
    if not db.session.connection().execute(update(Product).where(*mine).values(**values)).rowcount:
        raise ProductCannotMove
    db.session.refresh(product)


def _drop_schedule(product: Product) -> None:
    """What was scheduled for approved goods is void."""
    mine = (ProductSchedule.booth_id == product.booth_id, ProductSchedule.product_id == product.id)
    db.session.execute(delete(ProductSchedule).where(*mine))


def _drop_waiting_change(product: Product) -> None:
    waiting = update(ProductChange).where(
        ProductChange.booth_id == product.booth_id,
        ProductChange.product_id == product.id,
        ProductChange.state == "waiting",
    )
    db.session.execute(waiting.values(state="replaced"))
