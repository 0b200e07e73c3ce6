"""A guest's purchase among a person's own."""

import pytest

from marketplace.core.errors import NotThere
from marketplace.domain.orders.actions import adopt_purchase
from marketplace.domain.orders.queries import purchases_of
from tests.buying import buy, purchase_of
from tests.people import on_sale


def test_a_guests_purchase_is_adopted_once_and_stays_with_its_person(lan, hoa, booth):
    purchase = purchase_of(buy(on_sale(booth)))
    adopt_purchase(purchase, by=lan)
    adopt_purchase(purchase, by=lan)
    assert list(purchases_of(lan)) == [purchase]
    with pytest.raises(NotThere):
        adopt_purchase(purchase, by=hoa)
    assert list(purchases_of(hoa)) == []
