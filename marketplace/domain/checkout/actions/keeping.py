"""What is kept for the next time."""

from __future__ import annotations

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions import save_address
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Purchase


@transactional
def keep_buyers_address(purchase_id: int) -> None:
    """Keep where a purchase goes among its buyer's addresses; a guest has none, an order by hand is somebody else's."""
    purchase = db.session.get_one(Purchase, purchase_id)
    if purchase.person_id is None or purchase.route == "hand":
        return
    save_address(
        db.session.get_one(Person, purchase.person_id),
        recipient=purchase.recipient, phone=purchase.phone, line=purchase.address_line,
        commune_code=purchase.commune_code,
    )  # fmt: skip
