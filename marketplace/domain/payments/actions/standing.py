"""How a purchase stands with its money: one answer for the payment page and for programs that poll it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from marketplace.domain.orders.models import Purchase
from marketplace.domain.orders.rules import UNDONE
from marketplace.domain.payments.errors import ProviderRefused
from marketplace.domain.payments.gateways import TRANSFER, TransferForm
from marketplace.domain.payments.models import PaymentAttempt, Refund
from marketplace.domain.payments.queries import (
    attempt_facts,
    latest_attempt_of,
    received_short,
    refunds_of,
)
from marketplace.domain.payments.rules import TO_CARD


@dataclass(frozen=True)
class Standing:
    """`state`: door (cash), transfer, card, away (no account to transfer to), paid, undone (paid, then
    cancelled or returned), checking or over.

    `missing` is what is still asked for, `received` what came in too small parts, all in đồng. `ways_back` are those on
    which money goes back, and the card's for as long as its bank may take, which nobody tells us.
    """

    state: str
    amount: int
    received: int
    missing: int
    held_until: datetime | None
    transfer: TransferForm | None = None
    begun: bool = False
    going_back: int = 0
    gone_back: int = 0
    ways_back: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Changes whenever the page would."""
        figures = (self.state, self.amount, self.received, self.begun, self.going_back, self.gone_back, *self.ways_back)
        return "-".join(str(figure) for figure in (*figures, self.held_until and int(self.held_until.timestamp())))


def standing_of(purchase: Purchase) -> Standing:
    """How the purchase stands now, by what we know; nobody outside is asked."""
    attempt = latest_attempt_of(purchase.id)
    received = received_short(purchase.id)
    refunds = refunds_of(purchase.id)
    payable = sum(order.grand_total for order in purchase.orders if order.state == "awaiting_payment")
    state = _state_of(purchase, attempt, payable)
    missing = max(payable - received, 0)
    transfer = _transfer_of(attempt, missing) if state == "transfer" and attempt else None
    return Standing(
        state="away" if state == "transfer" and transfer is None else state,
        amount=payable or (attempt.amount if attempt else purchase.grand_total),
        received=received,
        missing=missing,
        held_until=purchase.held_until,
        transfer=transfer,
        begun=attempt is not None and attempt.state == "pending",
        going_back=_sum_of(refunds, ("requested", "sent", "failed")),
        gone_back=_sum_of(refunds, ("succeeded",)),
        ways_back=_ways_of(refunds),
    )


def _state_of(purchase: Purchase, attempt: PaymentAttempt | None, payable: int) -> str:
    if purchase.paid_at is not None:
        return "undone" if all(order.state in UNDONE for order in purchase.orders) else "paid"
    if purchase.is_cash:
        return "door"
    if attempt is not None and attempt.state == "review":
        return "checking"
    if not payable:
        return "over"
    return "transfer" if purchase.payment_method == "vietqr" else "card"


def _transfer_of(attempt: PaymentAttempt, missing: int) -> TransferForm | None:
    try:
        return TRANSFER.start(replace(attempt_facts(attempt.id), amount=missing)).transfer
    except ProviderRefused:
        return None


def _sum_of(refunds: Sequence[Refund], states: tuple[str, ...]) -> int:
    return sum(refund.amount for refund in refunds if refund.state in states)


def _ways_of(refunds: Sequence[Refund]) -> tuple[str, ...]:
    under_way = {refund.way for refund in refunds if refund.state != "succeeded" or refund.way == TO_CARD}
    return tuple(sorted(under_way))
