"""Who may see a purchase."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.core.secret_links import is_secret_for
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Purchase
from marketplace.domain.orders.rules import FINAL

LINK = "purchase"
# A link that went astray shows no street once nobody needs it any more (THREATS T18).
STREET_SHOWN = timedelta(days=30)


def can_see_purchase(person: Person | None, purchase: Purchase, *, secret: str = "") -> bool:
    """Whether this is the buyer: by the account, or by the secret of the link in the letter."""
    is_buyer = person is not None and purchase.person_id is not None and purchase.person_id == person.id
    return is_buyer or is_secret_for(LINK, purchase.code, secret)


def can_see_street(person: Person | None, purchase: Purchase, *, at: datetime) -> bool:
    """Whether the page still shows where the parcel went: always to the buyer's account, for a while to a link."""
    if person is not None and purchase.person_id == person.id:
        return True
    over = all(order.state in FINAL or order.state == "delivered" for order in purchase.orders)
    return not over or max(order.changed_at for order in purchase.orders) > at - STREET_SHOWN
