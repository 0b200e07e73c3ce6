"""Rates and booths for the tests of money."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.domain.accounts.models import Person
from marketplace.domain.ledger.actions import set_rate
from marketplace.domain.ledger.models import Rate
from marketplace.domain.ledger.rules import FEE_NOTICE
from tests.people import a_person


def an_admin() -> Person:
    """Who runs the market."""
    return a_person("Quản trị", role="admin")


def a_rate(kind: str = "commission", points: int = 500, *, method: str = "", name: str = "Hoa hồng chợ") -> Rate:
    """A rate that was announced in time and has held for ten days."""
    with clock.frozen(clock.now() - FEE_NOTICE - timedelta(days=10)):
        return set_rate(
            kind, method=method, basis_points=points, starts_on=clock.today() + FEE_NOTICE, name=name,
            reason="Quyết định 12/QĐ", by=an_admin(),
        )  # fmt: skip
