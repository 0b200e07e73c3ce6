"""Who paid is forgotten; that it was paid is not."""

from __future__ import annotations

from sqlalchemy import or_, select, update

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments.models import PaymentAttempt, WebhookEvent


@transactional
def forget_payer(person_id: int) -> None:
    """Empty the messages in which a provider told us who paid; what they led to stands in our own rows."""
    paid = select(PaymentAttempt).join(Purchase, Purchase.id == PaymentAttempt.purchase_id)
    attempts = db.session.scalars(paid.where(Purchase.person_id == person_id, PaymentAttempt.provider == "stripe"))
    refs = {ref for attempt in attempts for ref in (attempt.provider_ref, attempt.payment_ref) if ref}
    if not refs:
        return
    told = WebhookEvent.body["data"]["object"]
    about_them = or_(told["id"].as_string().in_(refs), told["payment_intent"].as_string().in_(refs))
    done = update(WebhookEvent).where(WebhookEvent.provider == "stripe", WebhookEvent.handled_at.is_not(None))
    db.session.execute(done.where(about_them).values(body={}), execution_options={"synchronize_session": False})
