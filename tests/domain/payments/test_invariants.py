"""Each invariant of money finds the fault that is planted for it, and nothing on a sound market."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.domain.orders.actions import move_order
from marketplace.domain.payments import actions
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.invariants import INVARIANTS
from tests.domain.payments.purchases import a_purchase


@pytest.fixture
def sound(app):
    """A market with a paid transfer, a delivered cash order, a refund and an unpaid purchase."""
    with clock.frozen(clock.now() - timedelta(hours=3)):
        paid = a_purchase(method="vietqr", code="QT-7K3M9XQ2PD", totals=(100_000, 50_000))
        actions.take_in_bank_line("sepay", StatementLine("1", "0123499999", "in", 150_000, paid.code, "", clock.now()))
    actions.request_refund(1, 10_000, key="a", reason="cancelled", order_id=None)
    db.session.execute(text("UPDATE refunds SET reason = 'outside'"))
    db.session.commit()
    cash = a_purchase(method="cod")
    for state in ("accepted", "packed", "shipped", "delivered"):
        move_order(cash.orders[0].id, state, who="booth", by=None)
    a_purchase(method="card")


FAULTS = {
    "P1": "UPDATE refunds SET order_id = 1",
    "P1 not back": "UPDATE orders SET state = 'cancelled', changed_at = :long_ago WHERE id = 2",
    "P2": "UPDATE payment_attempts SET state = 'expired', paid_at = NULL WHERE id = 1",
    "P3": "UPDATE refunds SET amount = 150001, reason = 'cancelled'",
    "P4": "UPDATE payment_attempts SET payment_ref = 'bank_line:1', provider = 'vietqr' WHERE provider = 'stripe'",
    "P5": "UPDATE bank_lines SET amount = 149999",
    "P6": "UPDATE orders SET delivered_at = NULL",
    "P7": "INSERT INTO webhook_events (provider, event_id, kind, body, received_at)"
    " VALUES ('stripe', 'evt_1', 'x', '{}', :long_ago)",
    "P8": "UPDATE bank_lines SET state = 'settled'",
}


def test_every_invariant_has_its_fault():
    assert {fault.split()[0] for fault in FAULTS} == {each.name for each in INVARIANTS}


def broken() -> list[str]:
    return [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds]


def test_a_sound_market_breaks_none(sound):
    assert broken() == []


@pytest.mark.plants_a_fault  # the goods of the cancelled order stay off the shelf: money alone is looked at
def test_money_that_was_no_longer_asked_for_need_not_go_back(app):
    with clock.frozen(clock.now() - timedelta(hours=3)):
        purchase = a_purchase(method="vietqr", code="QT-7K3M9XQ2PD", totals=(100_000, 50_000))
        move_order(purchase.orders[0].id, "cancelled", who="shopper", by=None)
        actions.take_in_bank_line(
            "sepay", StatementLine("1", "0123499999", "in", 50_000, purchase.code, "", clock.now())
        )
    assert purchase.paid_at == purchase.orders[0].changed_at
    assert broken() == []


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(sound, fault):
    name = fault.split()[0]
    statement = text(FAULTS[fault])
    values = {"now": clock.now(), "long_ago": clock.now() - timedelta(hours=2)}
    db.session.execute(statement, {key: values[key] for key in statement.compile().params})
    db.session.commit()
    assert name in broken()
