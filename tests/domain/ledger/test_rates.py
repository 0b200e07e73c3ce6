"""Administrators write rates down; nothing that holds for the past is ever changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.core import clock
from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.errors import NotAllowed
from marketplace.domain.ledger.actions import set_rate, set_withholding
from marketplace.domain.ledger.errors import (
    NameOrReasonMissing,
    RateInThePast,
    RateOutOfBounds,
    RateTooSoon,
    ReasonMissing,
    SameRate,
    UnknownKind,
    WithholdingUnchanged,
)
from marketplace.domain.ledger.models import Rate
from marketplace.domain.ledger.queries import WhatIGet
from tests.domain.ledger.stage import a_rate, an_admin
from tests.people import a_booth, a_person


def wanted(**facts):
    return {"basis_points": 300, "starts_on": clock.today(), "name": "Hoa hồng", "reason": "QĐ 12", **facts}


def test_a_rate_is_written_down_with_who_when_and_why(app):
    admin = an_admin()
    rate = set_rate("commission", **wanted(), by=admin)
    assert (rate.basis_points, rate.recorded_by_id, rate.recorded_on) == (300, admin.id, clock.today())
    assert db.session.query(AuditEntry.details).filter_by(action="rate.set").one()[0]["basis_points"] == 300


def test_organizers_may_look_and_not_write(app, ngoc):
    with pytest.raises(NotAllowed):
        set_rate("commission", **wanted(), by=ngoc)
    with pytest.raises(NotAllowed):
        set_withholding(a_booth(), is_on=True, reason="Luật", by=ngoc)


@pytest.mark.parametrize(
    ("kind", "facts", "refusal"),
    [
        ("commission", {"basis_points": 5_001}, RateOutOfBounds),
        ("vat", {"basis_points": 1_001}, RateOutOfBounds),
        ("commission", {"basis_points": -1}, RateOutOfBounds),
        ("commission", {"name": "  "}, NameOrReasonMissing),
        ("commission", {"reason": ""}, NameOrReasonMissing),
        ("tithe", {}, UnknownKind),
        ("commission", {"method": "card"}, UnknownKind),
        ("payment_fee", {}, UnknownKind),
    ],
)
def test_what_nobody_could_check_is_refused(app, kind, facts, refusal):
    with pytest.raises(refusal):
        set_rate(kind, **wanted(**facts), by=an_admin())


def test_days_that_are_over_keep_their_rate(app):
    with pytest.raises(RateInThePast):
        set_rate("commission", **wanted(starts_on=clock.today() - timedelta(days=1)), by=an_admin())


def test_a_higher_fee_is_announced_twenty_days_ahead_and_a_lower_one_may_come_at_once(app):
    a_rate("commission", 300)
    a_booth()
    admin = an_admin()
    with pytest.raises(RateTooSoon, match="20 ngày"):
        set_rate("commission", **wanted(basis_points=301, starts_on=clock.today() + timedelta(days=19)), by=admin)
    set_rate("commission", **wanted(basis_points=301, starts_on=clock.today() + timedelta(days=20)), by=admin)
    set_rate("commission", **wanted(basis_points=200), by=admin)


def test_a_rate_that_steps_over_a_lower_one_in_between_is_announced_too(app):
    a_rate("commission", 300)
    a_booth()
    admin = an_admin()
    set_rate("commission", **wanted(basis_points=100), by=admin)
    with pytest.raises(RateTooSoon):
        set_rate("commission", **wanted(basis_points=300, starts_on=clock.today() + timedelta(days=3)), by=admin)


def test_pressing_twice_writes_one_rate(app):
    admin = an_admin()
    set_rate("commission", **wanted(), by=admin)
    with pytest.raises(SameRate):
        set_rate("commission", **wanted(), by=admin)


@pytest.mark.parametrize("change", ["UPDATE ledger_rates SET basis_points = 1", "DELETE FROM ledger_rates"])
def test_the_database_refuses_to_change_a_rate(app, change):
    a_rate()
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text(change))


def test_the_database_refuses_to_change_what_was_said_of_withholding(app):
    set_withholding(a_booth(), is_on=True, reason="Luật", by=an_admin())
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text("UPDATE ledger_withholdings SET reason = 'x'"))


def test_the_database_refuses_a_rate_for_days_that_are_over(app):
    backdated = insert(Rate).values(
        kind="commission", name="Hoa hồng", reason="QĐ", basis_points=1, starts_on=clock.today() - timedelta(days=1),
        recorded_on=clock.today(), recorded_at=clock.now(), recorded_by_id=an_admin().id,
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        db.session.execute(backdated)


def test_tax_is_kept_back_for_nobody_until_an_administrator_says_so_and_why(app):
    a_rate("vat", 100, name="Thuế GTGT")
    booth, other, admin = a_booth(), a_booth(a_person("Hoa")), an_admin()
    assert (WhatIGet(booth).withholds, WhatIGet(booth).rates) == (False, [])
    with pytest.raises(ReasonMissing):
        set_withholding(booth, is_on=True, reason=" ", by=admin)
    set_withholding(booth, is_on=True, reason="Hộ kinh doanh, điều 1", by=admin)
    [(methods, part)] = WhatIGet(booth).for_price(100_000)
    assert (len(methods), part.withheld, part.net) == (3, 1_000, 99_000)
    assert WhatIGet(other).for_price(100_000)[0][1].net == 100_000
    with pytest.raises(WithholdingUnchanged):
        set_withholding(booth, is_on=True, reason="Lần nữa", by=admin)
    set_withholding(booth, is_on=False, reason="Doanh thu dưới ngưỡng", by=admin)
    assert not WhatIGet(booth).withholds


def test_a_booth_sees_what_is_coming(app):
    a_rate("commission", 300)
    booth = a_booth()
    set_rate("commission", **wanted(basis_points=500, starts_on=clock.today() + timedelta(days=20)), by=an_admin())
    set_rate("vat", **wanted(basis_points=100, starts_on=clock.today() + timedelta(days=20)), by=an_admin())
    assert [(each.kind, each.basis_points) for each in WhatIGet(booth).coming] == [("commission", 500)]
    assert [each.basis_points for each in WhatIGet(booth).rates] == [300]
