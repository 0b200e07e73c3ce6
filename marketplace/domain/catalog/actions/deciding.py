"""From draft to shelf and off it again: what sellers ask for and organizers decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from marketplace.core import audit, clock, versions
from marketplace.core.db import db, lock_row
from marketplace.core.outbox import record
from marketplace.core.slugs import keep_past_slug, new_slug
from marketplace.core.text import slugify
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import authorize_organizer, can_edit_products
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import needed_reason
from marketplace.domain.catalog.actions.making import tell
from marketplace.domain.catalog.actions.stepping import move_product
from marketplace.domain.catalog.errors import (
    BoothNotOpenYet,
    ChangedMeanwhile,
    ChangeNotThere,
    NothingToBuy,
    ProductCannotMove,
)
from marketplace.domain.catalog.events import ChangeAccepted, ChangeRefused, ProductChanged
from marketplace.domain.catalog.models import Product, ProductChange
from marketplace.domain.catalog.queries.products import active_variants_of


@transactional
def submit_product(product: Product, *, by: Person) -> None:
    """Hand a draft to the organizers; raise NothingToBuy without a variant."""
    _move_by_seller(product, "submitted", by, only_from=("draft", "submitted"), check=_check_buyable)


@transactional
def take_back_product(product: Product, *, by: Person) -> None:
    """Take a product back from the queue to work on it."""
    _move_by_seller(product, "draft", by, only_from=("submitted", "draft"))


@transactional
def hide_product(product: Product, *, by: Person) -> None:
    """Take a product off the shelf for a while."""
    _move_by_seller(product, "hidden", by, only_from=("on_sale", "hidden"))


@transactional
def show_product_again(product: Product, *, by: Person) -> None:
    """Put a hidden product back on the shelf; it was approved before."""
    _move_by_seller(product, "on_sale", by, only_from=("hidden", "on_sale"), check=_check_buyable)


@transactional
def withdraw_product(product: Product, *, by: Person) -> None:
    """Give a product up for good; its orders stay."""
    if product.state == "submitted":
        take_back_product(product, by=by)
    _move_by_seller(product, "withdrawn", by, only_from=("draft", "on_sale", "hidden", "withdrawn"))


@transactional
def publish_product(product: Product, *, by: Person, seen: datetime | None = None) -> None:
    """Put a submitted product on sale, by an organizer.

    `seen` is the moment of submission on the organizer's page; raise ChangedMeanwhile when it is another now.
    """
    authorize_organizer(by)
    if product.state == "hidden":
        raise ProductCannotMove
    if seen is not None and product.state == "submitted" and product.submitted_at != seen:
        raise ChangedMeanwhile
    if not product.booth.is_open:
        raise BoothNotOpenYet
    _check_buyable(product)
    move_product(product, "on_sale", by=by)


@transactional
def send_back_product(product: Product, *, by: Person, reason: str) -> None:
    """Return a product to its booth with a reason, also one that is on sale already."""
    authorize_organizer(by)
    if product.state == "withdrawn":
        raise ProductCannotMove
    move_product(product, "draft", by=by, reason=needed_reason(reason))


@transactional
def accept_change(change: ProductChange, *, by: Person) -> None:
    """Let the new claims stand; a new name gets a new address and the old one leads there."""
    authorize_organizer(by)
    if not _decide(change, "accepted", by, ""):
        return
    product = change.product
    renamed = slugify(str(change.claims.get("name", product.name))) != slugify(product.name)
    tell(product, change.claims)
    if renamed:
        keep_past_slug("product", product.slug, product.id)
        product.slug = new_slug(product.name)
    db.session.flush()
    if product.is_on_sale:
        versions.bump("catalogue")
    record(ProductChanged(product_id=product.id))
    record(ChangeAccepted(change_id=change.id))


@transactional
def refuse_change(change: ProductChange, *, by: Person, reason: str) -> None:
    """Keep the approved claims and say why."""
    authorize_organizer(by)
    if _decide(change, "refused", by, needed_reason(reason)):
        record(ChangeRefused(change_id=change.id))


def _move_by_seller(
    product: Product,
    to_state: str,
    by: Person,
    *,
    only_from: tuple[str, ...],
    check: Callable[[Product], None] | None = None,
) -> None:
    authorize(by, product.booth_id, can_edit_products)
    if product.state not in only_from:
        raise ProductCannotMove
    if check is not None:
        check(product)
    move_product(product, to_state, by=by)


def _check_buyable(product: Product) -> None:
    if not active_variants_of(product):
        raise NothingToBuy


def _decide(change: ProductChange, state: str, by: Person, reason: str) -> bool:
    """Settle a waiting change; False when it was settled in this way before."""
    lock_row(change)
    if change.state == state:
        return False
    if change.state != "waiting":
        raise ChangeNotThere
    change.state, change.reason = state, reason
    change.decided_by_id, change.decided_at = by.id, clock.now()
    db.session.flush()
    audit.note(
        f"product.change_{state}", by=by.id, booth=change.booth_id, subject=f"product:{change.product_id}",
        details={"fields": sorted(change.claims), "reason": reason},
    )  # fmt: skip
    return True
