"""What every way of paying can do, whoever stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from marketplace.domain.payments.queries import AttemptFacts, RefundFacts


@dataclass(frozen=True)
class TransferForm:
    """What a person types into a banking app, and the same as the content of a VietQR picture."""

    bin: str
    bank: str
    account: str
    account_name: str
    amount: int
    memo: str
    payload: str


@dataclass(frozen=True)
class Start:
    """How a payment begins: a page to go to, a transfer to make, or nothing before the door."""

    ref: str | None = None
    redirect_url: str | None = None
    transfer: TransferForm | None = None


@dataclass(frozen=True)
class Inbound:
    """A message that really came from the provider."""

    event_id: str
    kind: str
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Truth:
    """What the provider says now. `state` is open, processing, paid, expired or failed; unknown says nothing.

    `subject` is the key of ours that the provider keeps beside the payment.
    """

    state: str
    amount: int = 0
    currency: str = "VND"
    livemode: bool = False
    subject: str = ""
    payment_ref: str | None = None
    paid_at: datetime | None = None


@dataclass(frozen=True)
class RefundTruth:
    """What the provider says of a refund: sent, succeeded, failed, or by_hand where it has none."""

    state: str
    ref: str | None = None
    fault: str = ""


class Provider(Protocol):
    """One way of paying. Network calls happen here and never inside a transaction.

    Each of them may raise ProviderAway (try again later) or ProviderRefused (never with these facts).
    """

    code: str

    def start(self, attempt: AttemptFacts) -> Start:
        """Begin; the same key gives the same answer."""
        ...

    def verify(self, raw: bytes, headers: Mapping[str, str]) -> Inbound:
        """Read a message of the provider; raises BadSignature."""
        ...

    def truth(self, attempt: AttemptFacts) -> Truth:
        """Ask how things stand."""
        ...

    def cancel(self, attempt: AttemptFacts) -> Truth:
        """Make it impossible to pay from now on; tells the truth if that came too late."""
        ...

    def refund(self, refund: RefundFacts) -> RefundTruth:
        """Give money back; the same key gives it back once."""
        ...
