"""Cash on delivery: the money is there when the parcel is, so nobody outside needs to be asked."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.domain.payments.errors import BadSignature
from marketplace.domain.payments.gateways.provider import Inbound, RefundTruth, Start, Truth
from marketplace.domain.payments.queries import AttemptFacts, RefundFacts


class Cash:
    """Paid to whoever brings the parcel; `capture_cash` books it on delivery."""

    code = "cod"

    def start(self, _attempt: AttemptFacts) -> Start:
        """Nothing to do before the door."""
        return Start()

    def verify(self, _raw: bytes, _headers: Mapping[str, str]) -> Inbound:
        """Nobody sends messages about cash; raises BadSignature."""
        raise BadSignature

    def truth(self, attempt: AttemptFacts) -> Truth:
        """Our own record is the only one."""
        return Truth("paid" if attempt.state == "paid" else "open", attempt.amount, subject=attempt.key)

    def cancel(self, attempt: AttemptFacts) -> Truth:
        """Nobody to tell."""
        return Truth("paid" if attempt.state == "paid" else "expired", attempt.amount, subject=attempt.key)

    def refund(self, _refund: RefundFacts) -> RefundTruth:
        """Given back by hand."""
        return RefundTruth("by_hand")
