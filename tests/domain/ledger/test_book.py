"""The book is told of everything that happens to money, once, and is right to the last đồng."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.outbox import OutboxEvent, Receipt
from marketplace.core.transactions import transaction
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.ledger import actions
from marketplace.domain.ledger.models import Charge, Entry, Line, MonthTotal, SaleTerms
from marketplace.domain.orders.actions import move_order
from marketplace.domain.payments.actions import settle_refund_by_hand
from marketplace.domain.payments.models import Refund
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.returns.actions import accept_return, receive_return
from marketplace.domain.shipping.actions import deliver_order, fall_short, ship_order
from tests.buying import buy, order_in
from tests.domain.ledger.stage import a_rate, an_admin
from tests.domain.returns.stage import asked, delivered, pay
from tests.people import a_booth, a_product, a_variant


def book() -> dict[str, int]:
    """Every account with what stands on it."""
    sums = select(Line.account, func.sum(Line.amount)).group_by(Line.account)
    return {account: int(amount) for account, amount in db.session.execute(sums) if amount}


def keys() -> list[str]:
    return list(db.session.scalars(select(Entry.key).order_by(Entry.recorded_at, Entry.key)))


@pytest.fixture
def goods(app, minh):
    """Two things of Minh's booth at 100.000 and 50.000, sent for what the booth asks for."""
    product = a_product(a_booth(minh))
    return a_variant(product, price=100_000), a_variant(product, price=50_000)


@pytest.fixture
def rates(app):
    a_rate("commission", 500)
    a_rate("payment_fee", 100, method="vietqr", name="Phí chuyển khoản")


def sending(order) -> int:
    return order.shipping_fee


def test_the_rates_of_the_moment_of_placing_are_frozen_line_by_line(goods, rates):
    order = order_in(buy({goods[0]: 2, goods[1]: 1}))
    charges = db.session.execute(select(Charge.base, Charge.amount).order_by(Charge.id)).all()
    assert charges == [(200_000, 10_000), (50_000, 2_500)]
    assert db.session.get_one(SaleTerms, order.id).at == order.purchase.placed_at


def test_a_later_rate_changes_nothing_that_was_sold_before(goods, rates, minh):
    order = order_in(buy(goods[0]))
    actions.set_rate("commission", basis_points=100, starts_on=clock.today(), name="Mới", reason="QĐ", by=an_admin())
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    ship_order(order, by=minh, carrier="Tự giao")
    deliver_order(order, by=minh)
    assert book()["commission"] == -5_000
    assert order_in(buy(goods[0])).id != order.id
    assert db.session.scalars(select(Charge.amount).order_by(Charge.id)).all() == [5_000, 1_000]


def test_terms_written_late_are_those_of_the_moment_of_placing(goods, rates):
    order = order_in(buy(goods[0]))
    first = db.session.execute(select(Charge.rate_id, Charge.amount)).all()
    forget("ledger_charges", "ledger_terms")
    actions.set_rate("commission", basis_points=1, starts_on=clock.today(), name="Mới", reason="QĐ", by=an_admin())
    actions.freeze_terms(order.purchase_id)
    assert db.session.execute(select(Charge.rate_id, Charge.amount)).all() == first


def test_a_transfer_is_the_shoppers_until_the_goods_are_there(goods, rates, minh):
    order = order_in(placed := buy(goods[0], payment_method="vietqr"))
    pay(placed)
    assert book() == {"bank": order.grand_total, "shopper": -order.grand_total}
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    ship_order(order, by=minh, carrier="Tự giao")
    deliver_order(order, by=minh)
    fee = (order.grand_total + 50) // 100
    assert book() == {
        "bank": order.grand_total, "booth": -(order.grand_total - 5_000 - fee), "commission": -5_000, "payment_fee": -fee,
    }  # fmt: skip


def test_cash_is_with_the_booth_which_then_owes_the_commission(goods, rates, minh):
    order = delivered(goods[0], minh)
    assert book() == {
        "cash": order.grand_total, "booth": -(order.grand_total - 5_000), "commission": -5_000,
    }  # fmt: skip
    assert {line.booth_id for line in db.session.scalars(select(Line).where(Line.account == "cash"))} == {
        order.booth_id
    }


def test_an_order_cancelled_after_payment_leaves_nothing_behind(goods, rates, ngoc):
    order = order_in(placed := buy(goods[0], payment_method="vietqr"))
    pay(placed)
    cancel_order(order.id, who="organizer", by=ngoc, reason="Hết hàng")
    settle_refund_by_hand(db.session.scalars(select(Refund.id)).one(), by=ngoc, decision="Đã chuyển lại")
    assert book() == {}
    assert [key.split("-")[0] for key in keys()] == ["payment", "refund"]


def test_goods_that_come_back_in_two_parts_give_their_commission_back_exactly(goods, rates, minh, ngoc):
    order = delivered({goods[0]: 3, goods[1]: 1}, minh, payment_method="vietqr")
    for quantities in ((1, 0), (2, 1)):
        row = asked(order, *quantities, reason="changed_mind", pictures=())
        accept_return(row, by=minh)
        receive_return(row, by=minh)
        order = db.session.get_one(type(order), order.id, populate_existing=True)
    for refund_id in db.session.scalars(select(Refund.id)).all():
        settle_refund_by_hand(refund_id, by=ngoc, decision="Đã chuyển lại")
    left = order.grand_total - sum(db.session.scalars(select(Refund.amount)))
    assert order.state == "returned"
    kept = book()
    assert "commission" not in kept
    assert "shopper" not in kept
    assert kept.get("bank", 0) == left
    fee = -kept.get("payment_fee", 0)
    assert fee == (left + 50) // 100
    assert -kept.get("booth", 0) == left - fee


def voucher(value: int, *, booth_id: int | None, bearer: str):
    now = clock.now()
    facts = VoucherFacts(
        kind="amount", value=value, bearer=bearer, starts_at=now, ends_at=now + timedelta(days=1), code="CHAO20K"
    )
    return make_voucher(facts, booth_id=booth_id)


def test_a_voucher_of_the_market_costs_the_market_and_one_of_the_booth_the_booth(goods, rates, minh):
    by_market = voucher(20_000, booth_id=None, bearer="market")
    order = delivered(goods[0], minh, voucher_code=by_market.code)
    assert order.discount == 20_000
    assert book() == {
        "cash": order.grand_total, "voucher": 20_000, "commission": -5_000,
        "booth": -(100_000 + order.shipping_fee - 5_000),
    }  # fmt: skip


def test_a_voucher_of_the_booth_costs_the_booth_and_no_commission_is_taken_of_it(goods, rates, minh):
    own = voucher(20_000, booth_id=goods[0].booth_id, bearer="booth")
    order = delivered(goods[0], minh, voucher_code=own.code)
    assert book() == {
        "cash": order.grand_total, "commission": -4_000, "booth": -(80_000 + order.shipping_fee - 4_000),
    }  # fmt: skip
    parts = dict(db.session.execute(select(Line.part, Line.amount).where(Line.account == "booth")).all())
    assert parts == {
        "goods": -100_000, "voucher": 20_000, "commission": 4_000,
        **({"shipping": -order.shipping_fee} if order.shipping_fee else {}),
    }  # fmt: skip


def test_goods_that_were_missing_are_not_earned(goods, rates, minh):
    order = order_in(buy({goods[0]: 2}))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    fall_short(order, {order.lines[0].id: 1}, by=minh, reason="Hết hàng", seen=0)
    ship_order(order, by=minh, carrier="Tự giao")
    deliver_order(order, by=minh)
    order = db.session.get_one(type(order), order.id, populate_existing=True)
    assert book() == {
        "cash": order.amount_due, "commission": -5_000, "booth": -(100_000 + order.shipping_fee - 5_000),
    }  # fmt: skip


def test_telling_twice_books_once(goods, rates, minh):
    order = delivered(goods[0], minh)
    before = keys()
    db.session.execute(text("DELETE FROM outbox_receipts"))
    db.session.execute(OutboxEvent.__table__.update().values(delivered_at=None))
    db.session.commit()
    for handler in (actions.book_sale, actions.book_returns):
        handler(order.id)
    assert keys() == before
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == 0


def test_what_happened_before_there_was_a_book_is_caught_up_with(goods, rates, minh, ngoc):
    order = delivered(goods[0], minh, payment_method="vietqr")
    row = asked(order)
    accept_return(row, by=minh)
    receive_return(row, by=minh)
    settle_refund_by_hand(db.session.scalars(select(Refund.id)).one(), by=ngoc, decision="Đã chuyển lại")
    before, told = book(), sorted(keys())
    forget("ledger_lines", "ledger_entries", "ledger_charges", "ledger_terms")
    db.session.execute(delete(MonthTotal))
    db.session.commit()
    assert actions.catch_up() > 0
    assert (book(), sorted(keys())) == (before, told)
    assert actions.catch_up() == 0


def test_the_database_refuses_an_entry_that_does_not_sum_to_zero_and_a_line_for_one_that_is_closed(goods, minh):
    order = delivered(goods[0], minh)
    facts = {"kind": "sale", "purchase_id": order.purchase_id, "at": clock.now(), "recorded_at": clock.now()}
    half = {"entry_key": "x", "account": "bank", "part": "money", "amount": 5}
    with pytest.raises(DBAPIError, match="sum to zero"), transaction():
        db.session.execute(insert(Line), [half, {**half, "amount": -4}])
        db.session.execute(insert(Entry), [{"key": "x", **facts}])
    with pytest.raises(DBAPIError, match="sum to zero"), transaction():
        db.session.execute(insert(Entry), [{"key": "x", **facts}])
    with pytest.raises(DBAPIError, match="closed"), transaction():
        db.session.execute(insert(Line), [{**half, "entry_key": f"sale-{order.id}"}])
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(insert(Line), [half, {**half, "amount": -5}])


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_lines", "ledger_terms", "ledger_charges"])
def test_the_database_refuses_to_change_the_book(goods, rates, minh, table):
    delivered(goods[0], minh)
    column = "entry_key" if table == "ledger_lines" else "kind" if table == "ledger_entries" else "booth_id"
    for change in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match="never changed"), transaction():
            db.session.execute(text(change))


def forget(*tables: str) -> None:
    """A market of the time before the book."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
    for table in tables:
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text(f"DROP TRIGGER {table}_never_deleted"))
        db.session.execute(text(f"DELETE FROM {table}"))
    db.session.commit()
