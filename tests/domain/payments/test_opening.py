from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.payments.actions import open_attempts
from marketplace.domain.payments.models import PaymentAttempt
from tests.domain.payments.purchases import a_purchase


def attempts(purchase_id: int) -> list[PaymentAttempt]:
    found = select(PaymentAttempt).filter_by(purchase_id=purchase_id).order_by(PaymentAttempt.id)
    return list(db.session.scalars(found))


def test_cash_is_asked_for_order_by_order(app):
    purchase = a_purchase(method="cod", totals=(120_000, 80_000))
    assert [(attempt.amount, attempt.state) for attempt in attempts(purchase.id)] == [
        (120_000, "pending"),
        (80_000, "pending"),
    ]
    assert [attempt.order_id for attempt in attempts(purchase.id)] == [order.id for order in purchase.orders]


@pytest.mark.parametrize(
    ("method", "provider", "state"), [("vietqr", "vietqr", "pending"), ("card", "stripe", "created")]
)
def test_a_transfer_or_a_card_pays_the_whole_purchase_at_once(app, method, provider, state):
    purchase = a_purchase(method=method, totals=(120_000, 80_000))
    [attempt] = attempts(purchase.id)
    assert (attempt.provider, attempt.amount, attempt.state, attempt.order_id) == (
        provider, 200_000, state, None,
    )  # fmt: skip


def test_what_costs_nothing_is_not_asked_for(app):
    purchase = a_purchase(method="cod", totals=(120_000, 0))
    assert [attempt.amount for attempt in attempts(purchase.id)] == [120_000]


def test_an_unknown_way_to_pay_opens_nothing(app):
    with pytest.raises(KeyError), transaction():
        open_attempts(1, "gold", [(1, 100)], 100, clock.now())
