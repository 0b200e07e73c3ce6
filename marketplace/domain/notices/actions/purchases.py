"""Letters about a whole purchase and its money."""

from __future__ import annotations

from typing import Any

from marketplace.core.db import db
from marketplace.core.letters import write_letter
from marketplace.core.transactions import transactional
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.queries import buyer_of, link_to, purchase_by_id
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments.models import Refund
from marketplace.domain.payments.words import MONEY_WENT_BACK


@transactional
def tell_of_purchase(purchase_id: int) -> None:
    """Thank the buyer: what was bought, what it costs, what to do next."""
    purchase = purchase_by_id(purchase_id)
    is_prepaid = not purchase.is_cash
    link = link_to(purchase, "/payment" if is_prepaid else "")
    _write_to_buyer("purchase_placed", purchase, link=link, is_prepaid=is_prepaid)


@transactional
def tell_of_payment(purchase_id: int) -> None:
    """Tell the buyer that the money is there."""
    purchase = purchase_by_id(purchase_id)
    _write_to_buyer("purchase_paid", purchase, link=link_to(purchase))


@transactional
def tell_of_lapse(purchase_id: int) -> None:
    """Tell the buyer that the goods are no longer held."""
    purchase = purchase_by_id(purchase_id)
    _write_to_buyer("purchase_lapsed", purchase, link=link_to(purchase))


@transactional
def tell_of_refund(refund_id: int) -> None:
    """Tell the buyer that money has gone back; once more when the card sent it back and it was paid by hand."""
    refund = db.session.get_one(Refund, refund_id)
    purchase = refund.attempt.purchase
    reader = buyer_of(purchase)
    if reader is not None:
        write_letter(
            "refund_done", to=reader.to, key=f"refund:{refund.id}:{refund.way}", language=reader.language,
            purchase=purchase, amount=refund.amount, went_back=MONEY_WENT_BACK[refund.way], link=link_to(purchase),
        )  # fmt: skip


@transactional
def tell_booths_of_orders(purchase_id: int) -> None:
    """Tell each booth of its part, once it is the booth's business: a cash order at once, others when paid."""
    purchase = purchase_by_id(purchase_id)
    for order in purchase.orders:
        if order.state == "awaiting_payment":
            continue
        tell_booth(
            order.booth, "order", letter="booth_order", key=f"booth-order:{order.id}", about=order.code,
            path=f"/seller/orders/{order.code}", order=order, purchase=purchase,
        )  # fmt: skip


def _write_to_buyer(letter: str, purchase: Purchase, **values: Any) -> None:
    reader = buyer_of(purchase)
    if reader is not None:
        write_letter(
            letter, to=reader.to, key=f"{letter}:{purchase.id}", language=reader.language, purchase=purchase, **values
        )
