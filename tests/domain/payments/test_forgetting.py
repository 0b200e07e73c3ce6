"""Who paid by card is forgotten with their account; what others paid is still told."""

from __future__ import annotations

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.payments.actions import forget_payer
from marketplace.domain.payments.models import PaymentAttempt, WebhookEvent
from tests.buying import buy, purchase_of
from tests.people import on_sale


def told(number: int, **thing) -> WebhookEvent:
    """A message of the card provider that was worked on."""
    body = {"data": {"object": {**thing, "customer_details": {"name": "Nguyễn Thị Lan"}}}}
    return WebhookEvent(
        provider="stripe", event_id=f"evt_{number}", kind="checkout.session.completed", body=body,
        received_at=clock.now(), handled_at=clock.now(),
    )  # fmt: skip


def test_messages_about_the_person_are_emptied_and_no_others(booth, lan):
    placed = buy(on_sale(booth), by=lan)
    with transaction():
        db.session.execute(
            update(PaymentAttempt)
            .where(PaymentAttempt.purchase_id == purchase_of(placed).id)
            .values(provider="stripe", provider_ref="cs_lan", payment_ref="pi_lan", order_id=None)
        )
        by_session, by_payment = told(1, id="cs_lan"), told(2, id="re_1", payment_intent="pi_lan")
        of_another = told(3, id="cs_hoa", payment_intent=None)
        db.session.add_all([by_session, by_payment, of_another])
    forget_payer(lan.id)
    db.session.expire_all()
    assert [by_session.body, by_payment.body] == [{}, {}]
    assert of_another.body["data"]["object"]["id"] == "cs_hoa"
