"""Each invariant of the ledger finds the fault that is planted for it, and nothing on a sound market."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.domain.ledger.actions import set_withholding
from marketplace.domain.ledger.invariants import INVARIANTS
from marketplace.domain.payments.actions import settle_refund_by_hand
from marketplace.domain.payments.models import Refund
from marketplace.domain.returns.actions import accept_return, receive_return
from tests.domain.ledger.stage import a_rate, an_admin
from tests.domain.returns.stage import asked, delivered
from tests.people import a_booth, a_person, on_sale


@pytest.fixture
def sound(app, minh, ngoc):
    """A cash order and a transfer, both delivered three hours ago, the second one returned in part."""
    with clock.frozen(clock.now() - timedelta(hours=3)):
        a_rate("commission", 500)
        a_rate("vat", 100, name="Thuế")
        goods = on_sale(a_booth(minh), price=100_000)
        set_withholding(a_booth(a_person("Hoa")), is_on=True, reason="Luật", by=an_admin())
        delivered(goods, minh)
        order = delivered({goods: 3}, minh, payment_method="vietqr")
        row = asked(order, 1)
        accept_return(row, by=minh)
        receive_return(row, by=minh)
        settle_refund_by_hand(db.session.scalars(select(Refund.id)).one(), by=ngoc, decision="Đã chuyển lại")


FAULTS = {
    "L0": "UPDATE ledger_rates SET basis_points = 1",
    "L1": "UPDATE ledger_lines SET amount = amount + 1 WHERE id = (SELECT MIN(id) FROM ledger_lines)",
    "L1 lost": "DELETE FROM ledger_entries WHERE kind = 'refund'",
    "L2": "DELETE FROM ledger_lines WHERE account = 'commission'",
    "L3": "UPDATE ledger_entries SET booth_id = (SELECT MAX(id) FROM booths) WHERE kind = 'sale'",
    "L4": "UPDATE payment_attempts SET amount = amount + 1",
    "L4 never told": "DELETE FROM ledger_lines WHERE entry_key LIKE 'payment%';"
    " DELETE FROM ledger_entries WHERE kind = 'payment'",
    "L4 not back": "UPDATE refunds SET state = 'failed', settled_at = NULL",
    "L5": "UPDATE ledger_charges SET amount = amount - 1",
    "L5 never frozen": "DELETE FROM ledger_charges; DELETE FROM ledger_terms",
    "L5 withheld": "UPDATE ledger_terms SET withholding_id = (SELECT MAX(id) FROM ledger_withholdings)",
    "L6": "UPDATE ledger_lines SET amount = amount + 7 WHERE entry_key LIKE 'sale%' AND part = 'goods'"
    " AND account IN ('booth', 'shopper') AND amount < 0; UPDATE ledger_lines SET amount = amount - 7"
    " WHERE entry_key LIKE 'sale%' AND part = 'goods' AND account IN ('booth', 'shopper') AND amount > 0",
    "L6 never earned": "DELETE FROM ledger_lines WHERE entry_key LIKE 'sale%';"
    " DELETE FROM ledger_entries WHERE kind = 'sale'",
    "L6 never given back": "DELETE FROM ledger_lines WHERE entry_key LIKE 'return%';"
    " DELETE FROM ledger_entries WHERE kind = 'return'",
    "L7": "UPDATE ledger_totals SET amount = amount + 1 WHERE part = 'goods'",
    "L7 another month": "UPDATE ledger_totals SET month = '2020-01-01' WHERE part = 'goods'",
    "L7 lost": "DELETE FROM ledger_totals WHERE account = 'cash'",
    "L7 never added": "UPDATE ledger_lines SET part = 'voucher' WHERE account = 'booth' AND part = 'goods'",
}


def test_every_invariant_has_its_fault():
    assert {fault.split()[0] for fault in FAULTS} == {each.name for each in INVARIANTS}


def broken() -> list[str]:
    return [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds]


def test_a_sound_market_breaks_none(sound):
    assert broken() == []


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(sound, fault):
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        db.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger%'")
        for name in db.session.scalars(triggers).all():
            db.session.execute(text(f"DROP TRIGGER {name}"))
    for statement in FAULTS[fault].split(";"):
        db.session.execute(text(statement))
    assert fault.split()[0] in broken()
