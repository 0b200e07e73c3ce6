"""Letters about what carriers say and does not fit."""

from __future__ import annotations

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.booths.queries import booth_of_id
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.words import CARRIER_WORDS
from marketplace.domain.shipping.models import CarrierIssue


@transactional
def tell_booth_of_carrier(issue_id: int) -> None:
    """Ask a booth's people to look at what its carrier says of an order."""
    issue = db.session.get_one(CarrierIssue, issue_id)
    order = issue.booking.order
    subject, sentence = CARRIER_WORDS[issue.kind]
    tell_booth(
        booth_of_id(issue.booth_id), "order", letter="carrier_issue", key=f"carrier-issue:{issue_id}",
        topic=issue.kind, about=order.code, path=f"/seller/orders/{order.code}", order=order, subject=subject,
        sentence=sentence, status=issue.booking.status if issue.kind == "unknown_status" else "",
    )  # fmt: skip
