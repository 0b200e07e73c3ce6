"""Vouchers: what they lower, how often, and how their codes are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.db import db
from marketplace.domain.promotions.actions import give_back_voucher, make_voucher, use_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.errors import BadVoucher, CodeTaken, VoucherUsedByYou, VoucherUsedUp
from marketplace.domain.promotions.models import Voucher
from marketplace.domain.promotions.queries import voucher_by_code, vouchers_of_booth
from marketplace.domain.promotions.rules import discount_of, missing_goods
from tests.people import a_booth

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAN, HOA = "+84912345678", "+84987654321"


def facts(**changes) -> VoucherFacts:
    values = {"code": "CHOTET", "kind": "amount", "value": 30_000, "starts_at": NOON, "ends_at": NOON + HOUR}
    return VoucherFacts(**{**values, **changes})


@pytest.mark.parametrize("typed", ["CHOTET", "cho tet", " Chợ Tết ", "ＣＨＯＴＥＴ", "cho-tet"])
def test_a_code_is_found_however_it_is_typed(app, typed):
    voucher = make_voucher(facts())
    assert voucher_by_code(typed).id == voucher.id


@pytest.mark.parametrize("typed", ["", "  ", "%", "CHO%", "CHOTE_", "CHOTETS"])
def test_no_other_code_finds_it(app, typed):
    make_voucher(facts())
    assert voucher_by_code(typed) is None


def test_a_code_left_out_is_drawn_too_long_to_guess(app):
    assert len(make_voucher(facts(code="")).code) == 10


def test_two_vouchers_never_share_a_code(app):
    make_voucher(facts())
    with pytest.raises(CodeTaken):
        make_voucher(facts(code="chợ tết"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "gift"}, "kind"),
        ({"value": 0}, "value"),
        ({"kind": "percent", "value": 10_001}, "value"),
        ({"ends_at": NOON}, "ends_at"),
        ({"min_goods": -1}, "min_goods"),
        ({"most": 0}, "most"),
        ({"max_uses": 0}, "max_uses"),
        ({"max_per_buyer": 0}, "max_per_buyer"),
        ({"code": "AB"}, "code"),
        ({"code": "A" * 21}, "code"),
    ],
)
def test_the_terms_of_a_voucher_must_be_possible(app, changes, field):
    with pytest.raises(BadVoucher) as refused:
        make_voucher(facts(**changes))
    assert refused.value.field == field


def test_a_booths_voucher_is_paid_by_the_booth(app, booth):
    voucher = make_voucher(facts(bearer="market"), booth_id=booth.id)
    assert voucher.bearer == "booth"
    assert vouchers_of_booth(booth.id) == [voucher]


def test_a_spoken_mark_welcomes_its_buyers_back(app):
    assert make_voucher(facts(kind="mark", value=0)).max_per_buyer == 50


def use(voucher, buyer=LAN, purchase=1) -> None:
    use_voucher(voucher.id, buyer_key=buyer, purchase_id=purchase, at=NOON)


@pytest.mark.plants_a_fault
def test_the_last_use_is_the_last(app):
    voucher = make_voucher(facts(max_uses=1))
    use(voucher)
    with pytest.raises(VoucherUsedUp):
        use(voucher, HOA, 2)
    give_back_voucher(1)
    give_back_voucher(1)
    use(voucher, HOA, 2)
    db.session.refresh(voucher)
    assert voucher.uses == 1


@pytest.mark.plants_a_fault
def test_one_buyer_has_the_uses_of_one_buyer(app):
    voucher = make_voucher(facts(max_per_buyer=2))
    use(voucher, LAN, 1)
    use(voucher, LAN, 2)
    with pytest.raises(VoucherUsedByYou):
        use(voucher, LAN, 3)
    give_back_voucher(1)
    use(voucher, LAN, 3)
    use(voucher, HOA, 4)


@pytest.mark.parametrize("at", [NOON - HOUR, NOON + HOUR])
def test_a_voucher_is_used_inside_its_window_only(app, at):
    voucher = make_voucher(facts())
    with pytest.raises(VoucherUsedUp):
        use_voucher(voucher.id, buyer_key=LAN, purchase_id=1, at=at)


def terms(**changes) -> Voucher:
    values = {"booth_id": None, "kind": "amount", "value": 30_000, "most": None, "min_goods": 0, **changes}
    return Voucher(**values)


@pytest.mark.parametrize(
    ("changes", "goods", "off"),
    [
        ({}, {1: 200_000, 2: 100_000}, {1: 20_000, 2: 10_000}),
        ({}, {1: 10_000}, {1: 10_000}),
        ({"booth_id": 2}, {1: 200_000, 2: 100_000}, {1: 0, 2: 30_000}),
        ({"booth_id": 3}, {1: 200_000}, {1: 0}),
        ({"min_goods": 300_001}, {1: 200_000, 2: 100_000}, {1: 0, 2: 0}),
        ({"kind": "percent", "value": 1000}, {1: 200_000, 2: 100_005}, {1: 20_000, 2: 10_001}),
        ({"kind": "percent", "value": 5000, "most": 50_000}, {1: 200_000}, {1: 50_000}),
        ({"kind": "mark", "value": 0}, {1: 200_000}, {1: 0}),
        ({}, {}, {}),
    ],
)
def test_what_a_voucher_lowers(changes, goods, off):
    assert discount_of(terms(**changes), goods) == off


@given(
    kind=st.sampled_from(["mark", "amount", "percent"]),
    value=st.integers(0, 10_000),
    goods=st.dictionaries(st.integers(1, 5), st.integers(0, 10**9), max_size=5),
    booth_id=st.none() | st.integers(1, 5),
)
def test_a_voucher_never_lowers_more_than_there_is_nor_anothers_goods(kind, value, goods, booth_id):
    off = discount_of(terms(kind=kind, value=value, booth_id=booth_id), goods)
    assert off.keys() == goods.keys()
    assert all(0 <= off[booth] <= goods[booth] for booth in goods)
    assert all(not off[booth] for booth in goods if booth_id not in (None, booth))


def test_what_is_missing_is_counted_on_the_vouchers_booth():
    assert missing_goods(terms(booth_id=1, min_goods=300_000), {1: 200_000, 2: 500_000}) == 100_000


def test_other_booths_have_their_own_vouchers(app, booth):
    make_voucher(facts(), booth_id=booth.id)
    assert vouchers_of_booth(a_booth().id) == []
