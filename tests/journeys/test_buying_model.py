"""The market against a model of it: whatever people do in whatever order, shelves and promises agree with the model.

After every step all rules of buying hold. Hypothesis shrinks what breaks to the shortest story.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from marketplace.core import clock
from marketplace.core.codes import random_code
from marketplace.core.db import db
from marketplace.core.phones import normalize_phone
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.models import Variant
from marketplace.domain.checkout.actions import cancel_order, lapse_unpaid_purchases, take_back_order
from marketplace.domain.checkout.queries import figures_for
from marketplace.domain.orders.actions import complete_delivered_orders, move_order
from marketplace.domain.orders.errors import MoveRefused
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import may_move
from marketplace.domain.payments.actions import take_in_bank_line
from marketplace.domain.payments.gateways.vietqr import StatementLine
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.errors import VoucherUsedByYou, VoucherUsedUp
from marketplace.domain.promotions.models import Offer, Voucher
from marketplace.domain.shipping.actions import deliver_order, refuse_order, ship_order
from marketplace.domain.stock.actions import count_stock, receive
from marketplace.domain.stock.errors import SoldOut
from marketplace.domain.stock.queries import left_of
from tests.buying import a_delivery, broken_rules, buy, orders_in, purchase_of, wishes_for
from tests.people import a_booth, a_person, on_sale

_numbers = itertools.count(1)
GONE = ("cancelled", "returned")
PLENTY = timedelta(days=3650)


@dataclass
class Bought:
    """A purchase as the model knows it: its units per order, and the state each order must be in."""

    code: str
    phone: str
    total: int
    units: dict[int, dict[int, int]]
    states: dict[int, str]
    voucher: bool
    held_until: datetime | None
    delivered_at: dict[int, datetime] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        return "awaiting_payment" in self.states.values()


class Market(RuleBasedStateMachine):
    """Two booths, three things to buy, one of them on offer, one voucher with three uses; three phones."""

    purchases = Bundle("purchases")

    def __init__(self) -> None:
        super().__init__()
        self.time = clock.frozen(Market.now)
        self.hands = self.time.__enter__()
        self.bought: list[Bought] = []

    def teardown(self) -> None:
        Market.now = self.hands.at
        self.time.__exit__(None, None, None)
        db.session.remove()

    @initialize()
    def open_market(self) -> None:
        self.minh = a_person("Hồ Văn Minh")
        self.phones = [f"09{next(_numbers):08d}" for _ in range(3)]
        near, far = a_booth(self.minh), a_booth()
        self.shelf = {on_sale(near, stock=30).id: 30, on_sale(far, stock=12).id: 12, on_sale(near, stock=4).id: 4}
        self.variants = list(self.shelf)
        window = {"starts_at": clock.now(), "ends_at": clock.now() + PLENTY}
        self.offer_id = make_offer(self.variants[0], price=99_000, quantity=4, per_buyer=3, **window).id
        self.code = random_code(8)
        make_voucher(VoucherFacts(code=self.code, kind="amount", value=10_000, max_uses=3, max_per_buyer=2, **window))

    @rule(target=purchases, n=st.integers(0, 1), method=st.sampled_from(["cod", "vietqr"]))
    def place_one(self, n, method):
        """The plain case, often."""
        return self.place({n: 1}, len(self.bought) % 3, method, False)

    @rule(
        target=purchases,
        units=st.dictionaries(st.integers(0, 2), st.integers(1, 3), min_size=1, max_size=2),
        buyer=st.integers(0, 2),
        method=st.sampled_from(["cod", "vietqr"]),
        voucher=st.booleans(),
    )
    def place(self, units, buyer, method, voucher):
        phone = self.phones[buyer]
        wanted = {self.variants[n]: quantity for n, quantity in units.items()}
        short = any(self.shelf[variant_id] < quantity for variant_id, quantity in wanted.items())
        spent = [each for each in self.bought if each.voucher and not set(each.states.values()) <= {"cancelled"}]
        no_voucher = voucher and (len(spent) >= 3 or sum(each.phone == phone for each in spent) >= 2)
        rows = {db.session.get_one(Variant, variant_id): quantity for variant_id, quantity in wanted.items()}
        facts = {
            "payment_method": method,
            "delivery": a_delivery(phone),
            "voucher_code": self.code if voucher else None,
        }
        try:
            placed = self._press(rows, facts)
        except SoldOut:
            assert short
            return multiple()
        except (VoucherUsedUp, VoucherUsedByYou):
            assert no_voucher
            return multiple()
        assert not short
        assert not no_voucher
        for variant_id, quantity in wanted.items():
            self.shelf[variant_id] -= quantity
        return self._note(placed, phone, voucher)

    def _press(self, rows, facts):
        """Press with the total that this phone is shown, signed in: guests are asked to pay ahead at some point."""
        delivery = facts["delivery"]
        figures = figures_for(
            wishes_for(rows), at=clock.now(), commune_code=delivery.commune_code, voucher_code=facts["voucher_code"],
            buyer_key=normalize_phone(delivery.phone),
        )  # fmt: skip
        return buy(rows, by=self.minh, expected_total=figures.basket.grand_total, **facts)

    def _note(self, placed, phone, voucher) -> Bought:
        orders = orders_in(placed)
        units = {order.id: {line.variant_id: line.quantity for line in order.lines} for order in orders}
        states = {order.id: "placed" if placed.payment_method == "cod" else "awaiting_payment" for order in orders}
        held_until = purchase_of(placed).held_until
        self.bought.append(Bought(placed.code, phone, placed.grand_total, units, states, voucher, held_until))
        return self.bought[-1]

    def _give_back(self, purchase: Bought, order_id: int, state: str) -> None:
        for variant_id, quantity in purchase.units[order_id].items():
            self.shelf[variant_id] += quantity
        purchase.states[order_id] = state

    def _try(self, purchase: Bought, to_state: str, who: str, move) -> None:
        """Do `move` with the purchase's first order; the model's table says whether it must work."""
        order_id = next(iter(purchase.states))
        before = purchase.states[order_id]
        try:
            order = move(db.session.get_one(Order, order_id))
        except MoveRefused:
            assert before != to_state
            assert not may_move(before, to_state, who)
            return
        assert order.state == to_state
        if before == to_state:
            return
        assert may_move(before, to_state, who)
        if to_state in GONE:
            self._give_back(purchase, order_id, to_state)
        else:
            purchase.states[order_id] = to_state
        if to_state == "delivered":
            purchase.delivered_at[order_id] = self.hands.at

    @rule(purchase=purchases, steps=st.integers(1, 4))
    def go_on(self, purchase, steps):
        """The booth does what comes next for an order, as far as the parcel has come by now."""
        verbs = {"placed": self._accept, "accepted": self._pack, "packed": self._ship, "shipped": self._deliver}
        for _ in range(steps):
            verbs.get(next(iter(purchase.states.values())), self._deliver)(purchase)

    @rule(purchase=purchases, what=st.sampled_from(["shopper", "booth", "refuse", "send back", "take back"]))
    def undo(self, purchase, what):
        """Somebody wants an order undone, at a good moment or a bad one."""
        if what in ("shopper", "booth"):
            self._try(purchase, "cancelled", what, lambda order: cancel_order(order.id, who=what, by=self.minh))
        elif what == "refuse":
            self._try(purchase, "refused", "booth", lambda order: refuse_order(order, by=self.minh, reason="Đi vắng"))
        elif what == "send back":
            self._try(purchase, "returning", "shopper", lambda order: self._moved(order, "returning", "shopper"))
        else:
            self._try(purchase, "returned", "booth", lambda order: take_back_order(order.id, by=self.minh))

    @rule(purchase=purchases)
    def cancel_all(self, purchase):
        for order_id, state in list(purchase.states.items()):
            if may_move(state, "cancelled", "booth"):
                cancel_order(order_id, who="booth", by=self.minh)
                self._give_back(purchase, order_id, "cancelled")

    def _accept(self, purchase):
        self._try(purchase, "accepted", "booth", lambda order: self._moved(order, "accepted", "booth"))

    def _pack(self, purchase):
        self._try(purchase, "packed", "booth", lambda order: self._moved(order, "packed", "booth"))

    def _ship(self, purchase):
        self._try(purchase, "shipped", "booth", self._shipped)

    def _deliver(self, purchase):
        self._try(purchase, "delivered", "booth", lambda order: deliver_order(order, by=self.minh))

    def _moved(self, order, to_state, who):
        return move_order(order.id, to_state, who=who, by=self.minh)

    def _shipped(self, order):
        ship_order(order, by=self.minh, carrier="GHN")
        return db.session.get_one(Order, order.id)

    @precondition(lambda self: any(each.is_held for each in self.bought))
    @rule(data=st.data())
    def pay(self, data):
        held = [each for each in self.bought if each.is_held]
        purchase = data.draw(st.sampled_from(held))
        take_in_bank_line("sepay", self._transfer(purchase))
        for order_id, state in purchase.states.items():
            if state == "awaiting_payment":
                purchase.states[order_id] = "placed"

    def _transfer(self, purchase) -> StatementLine:
        return StatementLine(
            feed_id=random_code(12), account="0123499999", direction="in", amount=purchase.total,
            content=purchase.code.replace("-", ""), reference="", at=clock.now(),
        )  # fmt: skip

    @rule(minutes=st.sampled_from([1, 20, 31, 7 * 24 * 60]))
    def wait(self, minutes):
        """Time passes, and the jobs come round: unpaid holds lapse, what was delivered is completed."""
        self.hands.move(minutes=min(minutes, 31))
        lapse_unpaid_purchases()
        self.hands.move(minutes=max(0, minutes - 31))
        complete_delivered_orders()
        for purchase in self.bought:
            for order_id, state in list(purchase.states.items()):
                if state == "awaiting_payment" and purchase.held_until <= self.hands.at:
                    self._give_back(purchase, order_id, "cancelled")
                elif state == "delivered" and purchase.delivered_at[order_id] <= self.hands.at - timedelta(days=7):
                    purchase.states[order_id] = "completed"

    @rule(n=st.integers(0, 2), price=st.integers(100_000, 200_000))
    def change_price(self, n, price):
        with transaction():
            db.session.get_one(Variant, self.variants[n]).price = price

    @rule(n=st.integers(0, 2), quantity=st.integers(0, 9), counted=st.booleans())
    def change_stock(self, n, quantity, counted):
        variant_id = self.variants[n]
        if counted or not quantity:
            count_stock(variant_id, quantity, by_id=self.minh.id, reason="Kiểm kho")
            self.shelf[variant_id] = quantity
        else:
            receive(variant_id, quantity, by_id=self.minh.id)
            self.shelf[variant_id] += quantity

    @invariant()
    def shelves_are_as_the_model_says(self):
        if hasattr(self, "shelf"):
            assert left_of(self.variants) == self.shelf

    @invariant()
    def orders_are_as_the_model_says(self):
        db.session.expire_all()
        for purchase in self.bought:
            for order_id, state in purchase.states.items():
                assert db.session.get_one(Order, order_id).state == state

    @invariant()
    def counters_are_as_the_model_says(self):
        if not hasattr(self, "code"):
            return
        spent = sum(1 for each in self.bought if each.voucher and set(each.states.values()) != {"cancelled"})
        assert db.session.query(Voucher.uses).filter_by(code=self.code).scalar() == spent
        assert db.session.query(Offer.sold).filter_by(id=self.offer_id).scalar() <= 4

    @invariant()
    def every_rule_of_buying_holds(self):
        assert broken_rules() == {}


@pytest.mark.slow
def test_whatever_people_do_the_market_agrees_with_its_model(app):
    examples = 10 if db.engine.dialect.name == "sqlite" else 4
    Market.now = datetime(2026, 11, 23, 5, tzinfo=UTC)
    run_state_machine_as_test(
        Market,
        settings=settings(
            max_examples=examples, stateful_step_count=30,
        ),
    )  # fmt: skip
