"""Addresses: kept once, last used first, one's own only."""

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.phones import BadPhone
from marketplace.domain.accounts.actions import remove_address, save_address
from marketplace.domain.accounts.errors import AddressIncomplete, NoSuchPlace
from marketplace.domain.accounts.queries import addresses_of
from marketplace.domain.accounts.rules import MOST_ADDRESSES
from tests.people import DONG_HA, KHE_SANH


def keep(person, line: str = "12 Lê Duẩn", **facts):
    values = {"recipient": "Lan", "phone": "0912345678", "commune_code": DONG_HA, **facts}
    return save_address(person, line=line, **values)


def test_the_same_address_again_is_the_same_row_and_the_newest(lan):
    start = clock.now()
    with clock.frozen(start) as hands:
        home = keep(lan)
        hands.move(minutes=1)
        work = keep(lan, "Chợ Khe Sanh", commune_code=KHE_SANH)
        assert list(addresses_of(lan)) == [work, home]
        hands.move(minutes=1)
        assert keep(lan, "  12  Lê Duẩn ", phone="+84 912 345 678") == home
    assert list(addresses_of(lan)) == [home, work]
    assert home.used_at == start + timedelta(minutes=2)
    assert home.commune.full_name == "Phường Đông Hà"


def test_an_address_is_complete(lan):
    with pytest.raises(BadPhone):
        keep(lan, phone="12")
    with pytest.raises(AddressIncomplete) as refusal:
        keep(lan, line=" \u200b ")
    assert refusal.value.field == "line"
    with pytest.raises(AddressIncomplete) as refusal:
        keep(lan, recipient="")
    assert refusal.value.field == "recipient"
    for code in ("", "00000", "x" * 300, "\x00"):
        with pytest.raises(NoSuchPlace):
            keep(lan, commune_code=code)
    assert addresses_of(lan) == []


def test_one_removes_ones_own_addresses_and_nobody_elses(lan, hoa):
    hers, mine = keep(hoa), keep(lan).id
    remove_address(lan, hers.id)
    remove_address(lan, mine)
    remove_address(lan, mine)
    assert addresses_of(lan) == []
    assert list(addresses_of(hoa)) == [hers]


def test_the_longest_unused_address_makes_room(lan):
    with clock.frozen(clock.now()) as hands:
        for n in range(MOST_ADDRESSES + 2):
            keep(lan, f"Nhà số {n}")
            hands.move(minutes=1)
    lines = [address.line for address in addresses_of(lan)]
    assert len(lines) == MOST_ADDRESSES
    assert lines[0] == f"Nhà số {MOST_ADDRESSES + 1}"
    assert "Nhà số 0" not in lines
