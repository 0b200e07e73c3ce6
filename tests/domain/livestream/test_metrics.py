"""The figures of a campaign: each purchase where it belongs, once, as far as it came."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import Refusal
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import offer_help, take_help_offer
from marketplace.domain.carts.queries import cart_by_key
from marketplace.domain.carts.rules import CartTouch
from marketplace.domain.checkout.actions import buy_what_was_heard, cancel_order, take_back_order
from marketplace.domain.checkout.rules import HandEntry, Wish
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import CampaignFacts, LiveTerms, ReadingRow, Source
from marketplace.domain.livestream.definitions import DEFINITIONS, missing_definitions, name_of
from marketplace.domain.livestream.errors import ExplanationMissing
from marketplace.domain.livestream.models import Campaign, Reading, SaleChange
from marketplace.domain.livestream.queries import (
    broadcasts_of,
    figures_of,
    heard_orders,
    metrics_of,
    purchase_evidence,
    purchases_of,
)
from marketplace.domain.livestream.queries.attribution import own_people
from marketplace.domain.livestream.queries.counting import Sold, count_sales
from marketplace.domain.livestream.queries.keeping import sold
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.orders.rules import SYSTEM
from marketplace.domain.payments.actions import refund_part, take_in_bank_line
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.shipping.actions import deliver_order, refuse_order, ship_order
from tests.buying import a_delivery, buy, order_in, orders_in, purchase_of
from tests.domain.livestream.recount import recount, recount_clicks
from tests.domain.livestream.stage import a_broadcast, a_campaign, a_visit
from tests.people import a_booth, a_person, on_sale

_phones = itertools.count(1)


@pytest.fixture(autouse=True)
def hands(app):
    with clock.frozen(clock.now()) as hands:
        yield hands


@pytest.fixture
def pepper(minh):
    return on_sale(a_booth(minh), price=120_000, stock=500)


def a_guest():
    return a_delivery(f"086{next(_phones):07d}")


def touch_of(link, visitor="visitor-1", **facts):
    cart = cart_by_key(actions.follow(link.code, a_visit(visitor, **facts)).cart_key)
    return CartTouch(cart.touch_code, cart.touch_click_id, cart.touched_at)


def bought(wanted, **facts):
    return buy(wanted, **{"delivery": a_guest(), **facts})


def go(order: Order, *steps: str, seller) -> None:
    """Take an order through its life: accept, pack, ship, deliver, refuse, return, back, cancel, complete."""
    for step in steps:
        order = db.session.get_one(Order, order.id, populate_existing=True)
        {
            "accept": lambda o: move_order(o.id, "accepted", who="booth", by=seller),
            "pack": lambda o: move_order(o.id, "packed", who="booth", by=seller),
            "ship": lambda o: ship_order(o, by=seller, carrier="Bưu điện"),
            "deliver": lambda o: deliver_order(o, by=seller),
            "refuse": lambda o: refuse_order(o, by=seller, reason="Không nghe máy"),
            "return": lambda o: move_order(o.id, "returning", who="booth", by=seller),
            "back": lambda o: take_back_order(o.id, by=seller),
            "cancel": lambda o: cancel_order(o.id, who="booth", by=seller),
            "complete": lambda o: move_order(o.id, "completed", who="system", by=None),
        }[step](order)


DELIVERED = ("accept", "pack", "ship", "deliver")


def test_a_purchase_moves_through_the_stages_as_its_order_moves(campaign, link, pepper, minh, hands):
    placed = bought({pepper: 2}, touch=touch_of(link))
    order = order_in(placed)

    def reached():
        metrics = metrics_of(campaign)
        return metrics.orders_placed, metrics.orders_secured, metrics.orders_delivered, metrics.orders_kept

    assert reached() == (1, 0, 0, 0)
    go(order, "accept", seller=minh)
    assert reached() == (1, 1, 0, 0)
    go(order, "pack", "ship", "deliver", seller=minh)
    assert reached() == (1, 1, 1, 0)
    hands.move(days=7)
    assert reached() == (1, 1, 1, 1)
    metrics = metrics_of(campaign)
    assert (metrics.value_kept, metrics.shipping_kept) == (240_000, order.shipping_fee)


def test_what_comes_back_was_delivered_and_is_not_kept(campaign, link, pepper, minh, hands):
    order = order_in(bought(pepper, touch=touch_of(link)))
    go(order, *DELIVERED, "return", "back", seller=minh)
    hands.move(days=8)
    metrics = metrics_of(campaign)
    assert (metrics.orders_delivered, metrics.orders_kept, metrics.orders_refused) == (1, 0, 0)


def test_an_order_refused_at_the_door_is_counted_as_refused(campaign, link, pepper, minh):
    order = order_in(bought(pepper, touch=touch_of(link)))
    go(order, "accept", "pack", "ship", "refuse", seller=minh)
    assert metrics_of(campaign).orders_refused == 1
    go(order, "back", seller=minh)
    metrics = metrics_of(campaign)
    assert (metrics.orders_refused, metrics.orders_delivered) == (1, 0)


def test_a_purchase_is_cancelled_when_all_of_it_is(campaign, link, pepper, minh, hoa):
    tea = on_sale(a_booth(hoa), price=80_000)
    placed = bought({pepper: 1, tea: 1}, touch=touch_of(link))
    first, second = orders_in(placed)
    go(first, "accept", "cancel", seller=minh)
    go(second, "accept", seller=hoa)
    metrics = metrics_of(campaign)
    assert (metrics.orders_placed, metrics.orders_secured, metrics.orders_cancelled) == (1, 1, 0)
    assert (metrics.value_placed, metrics.value_secured) == (200_000, 80_000)
    go(second, "cancel", seller=hoa)
    metrics = metrics_of(campaign)
    assert (metrics.orders_secured, metrics.orders_cancelled, metrics.value_secured) == (0, 1, 0)


def test_one_purchase_of_two_booths_is_one_order_of_the_campaign_and_one_of_each_booth(campaign, link, pepper):
    bought({pepper: 1, on_sale(a_booth(), price=80_000): 2}, touch=touch_of(link))
    metrics = metrics_of(campaign)
    assert metrics.orders_placed == 1
    assert sorted((each.sales.orders_placed, each.sales.value_placed) for each in metrics.booths) == [
        (1, 120_000), (1, 160_000)
    ]  # fmt: skip
    assert sorted((each.orders_placed, each.units_placed) for each in metrics.products) == [(1, 1), (1, 2)]


def test_the_spoken_code_comes_before_the_hand_and_the_hand_before_the_click(campaign, broadcast, link, pepper, ngoc):
    other = a_broadcast(campaign, ngoc, platform="facebook")
    hand = HandEntry(other.id, ngoc.id)
    bought(pepper, touch=touch_of(link), voucher_code="bien xanh")
    bought(pepper, touch=touch_of(link, "v2"), hand=hand, by=ngoc, expected_total=None)
    bought(pepper, hand=hand, by=ngoc, voucher_code="BIENXANH", expected_total=None)
    bought(pepper, touch=touch_of(link, "v3"))
    bought(pepper)
    metrics = metrics_of(campaign)
    assert {each.route: each.sales.orders_placed for each in metrics.routes} == {"voucher": 2, "hand": 1, "click": 1}
    assert [each.orders_placed for each in metrics.broadcasts] == [3, 1]
    assert metrics.orders_placed == 4


def test_a_purchase_belongs_to_one_campaign_only(campaign, broadcast, link, pepper, ngoc):
    other = a_campaign(ngoc)
    theirs = actions.create_link(a_broadcast(other, ngoc), by=ngoc)
    bought(pepper, touch=touch_of(theirs), voucher_code="BIENXANH")
    assert (metrics_of(campaign).orders_placed, metrics_of(other).orders_placed) == (1, 0)


def test_until_a_day_after_the_broadcast_a_click_is_direct_and_then_assisted(campaign, broadcast, link, pepper, hands):
    touches = [touch_of(link, f"v{n}") for n in range(4)]
    end = broadcast.ends_at
    for moment, touch in zip(
        (end + timedelta(hours=24), end + timedelta(hours=24, seconds=1), touches[2].at + timedelta(days=7),
         touches[3].at + timedelta(days=7, seconds=1)), touches, strict=True,
    ):  # fmt: skip
        hands.move_to(moment)
        bought(pepper, touch=touch)
    metrics = metrics_of(campaign)
    assert (metrics.orders_placed, metrics.assisted.orders_placed) == (1, 2)
    assert metrics.counts["assisted_orders_placed"] == 2


def test_changing_a_window_changes_the_view_and_no_touch(campaign, broadcast, link, pepper, ngoc, hands):
    touch = touch_of(link)
    hands.move_to(broadcast.ends_at + timedelta(hours=30))
    bought(pepper, touch=touch)
    assert metrics_of(campaign).orders_placed == 0
    actions.edit_campaign(campaign, CampaignFacts(campaign.name, direct_hours=48), by=ngoc)
    assert metrics_of(campaign).orders_placed == 1
    actions.edit_campaign(campaign, CampaignFacts(campaign.name, direct_hours=0, assisted_days=1), by=ngoc)
    assert (metrics_of(campaign).orders_placed, metrics_of(campaign).assisted.orders_placed) == (0, 0)


def test_buying_through_ones_own_link_is_not_counted(campaign, broadcast, link, pepper, minh, ngoc):
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    bought(pepper, touch=touch_of(link, "a"), by=minh)
    bought(pepper, touch=touch_of(link, "b"), delivery=a_delivery(minh.phone))
    bought(pepper, touch=touch_of(link, "c", person=minh))
    bought(pepper, touch=touch_of(link, "d"), by=ngoc)
    bought(pepper, touch=touch_of(link, "e"), by=a_person("Lan"))
    assert metrics_of(campaign).orders_placed == 1


def test_nor_is_what_helpers_and_those_on_duty_buy_through_a_link(
    campaign, broadcast, link, pepper, minh, ngoc, lan, hoa
):
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    _grant, code = offer_help(pepper.product.booth, by=minh, permissions=["orders"], hours=2)
    take_help_offer(code, by=lan)
    actions.give_duty(broadcast, hoa.email, "order_taker", by=ngoc)
    placed = [bought(pepper, touch=touch_of(link, f"v{number}"), by=by) for number, by in enumerate((lan, hoa))]
    assert metrics_of(campaign).orders_placed == 0
    for each in placed:
        assert [touch.verdict for touch in purchase_evidence(purchase_of(each)).touches] == ["own_people"]


def paid(wanted, **facts):
    """A purchase that was paid by transfer."""
    placed = bought(wanted, payment_method="vietqr", **facts)
    total = purchase_of(placed).grand_total
    line = StatementLine(
        feed_id=placed.code, amount=total, content=placed.code, account="0123499999", direction="in", reference="FT1",
        at=clock.now(),
    )  # fmt: skip
    assert take_in_bank_line("sepay", line) == "matched"
    return placed


def test_a_paid_purchase_that_is_cancelled_falls_back_and_its_money_is_told(campaign, link, pepper, minh):
    order = order_in(paid({pepper: 2}, touch=touch_of(link)))
    before = metrics_of(campaign)
    assert (before.orders_secured, before.value_secured, before.refunded_value) == (1, 240_000, 0)
    go(order, "cancel", seller=minh)
    after = metrics_of(campaign)
    assert (after.orders_placed, after.orders_secured, after.orders_cancelled) == (1, 0, 1)
    assert (after.value_placed, after.value_secured, after.refunded_value) == (240_000, 0, order.grand_total)


def test_a_purchase_is_kept_until_all_of_its_money_has_gone_back(campaign, link, pepper, minh, hands):
    order = order_in(paid({pepper: 2}, touch=touch_of(link)))
    go(order, *DELIVERED, seller=minh)
    hands.move(days=8)
    told = []
    for part in (0, 100_000, order.grand_total - 100_000):
        refund_part(order.id, part, shipping=0, key=f"part-{part}", by=minh)
        figures = metrics_of(campaign)
        told.append((figures.orders_delivered, figures.orders_kept, figures.value_kept, figures.refunded_value))
    assert told == [(1, 1, 240_000, 0), (1, 1, 240_000, 100_000), (1, 0, 0, order.grand_total)]


def test_the_markets_discount_stands_apart_and_the_booths_own_lowers_its_value(campaign, broadcast, link, pepper):
    now = clock.now()
    facts = {"starts_at": now, "ends_at": now + timedelta(days=1), "value": 20_000}
    make_voucher(VoucherFacts("amount", code="CHOGIAM", **facts))
    make_voucher(VoucherFacts("amount", code="GIANGIAM", **facts), booth_id=pepper.booth_id)
    bought(pepper, touch=touch_of(link, "a"), voucher_code="CHOGIAM")
    bought(pepper, touch=touch_of(link, "b"), voucher_code="GIANGIAM")
    metrics = metrics_of(campaign)
    assert (metrics.value_placed, metrics.market_discount_placed) == (220_000, 20_000)


def reported(broadcast, by, **figures):
    row = ReadingRow(clock.now(), figures)
    actions.record_readings(broadcast, [row], Source("typed", str(figures), by.id))


def test_rates_are_hidden_under_a_denominator_of_thirty(campaign, broadcast, link, pepper, ngoc):
    reported(broadcast, ngoc, views=29)
    actions.follow(link.code, a_visit())
    assert metrics_of(campaign).rates["click_rate"].value is None
    reported(broadcast, ngoc, views=200, unique_viewers=30)
    rates = metrics_of(campaign).rates
    assert rates["click_rate"].percent == 0.5
    assert (rates["conversion"].percent, rates["conversion"].per) == (0.0, "unique_viewers")
    assert rates["average_order"].value is None


def test_more_orders_than_five_in_a_hundred_views_ask_for_an_explanation(
    campaign, broadcast, link, pepper, ngoc, admin
):
    reported(broadcast, ngoc, views=40)
    bought(pepper, voucher_code="BIENXANH")
    bought(pepper, voucher_code="BIENXANH")
    assert metrics_of(campaign).guards == ()
    bought(pepper, voucher_code="BIENXANH")
    [guard] = metrics_of(campaign).guards
    assert (guard.key, float(guard.value), guard.explanation) == ("orders_per_view", 0.075, None)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    actions.end_campaign(campaign, by=ngoc)
    with pytest.raises(ExplanationMissing):
        actions.review_campaign(campaign, by=ngoc)
    actions.explain_guard(campaign, "orders_per_view", "Đa số đơn do đoàn viên đặt trước qua điện thoại.", by=ngoc)
    actions.review_readings(campaign, [r.id for r in db.session.query(Reading)], by=admin)
    actions.review_campaign(campaign, by=ngoc)
    assert metrics_of(campaign).guards[0].explanation.text.startswith("Đa số đơn")
    assert campaign.final_figures["orders_placed"] == 3


def test_a_value_thrice_the_best_reviewed_campaign_asks_too(campaign, broadcast, pepper, minh, ngoc):
    best = a_campaign(ngoc)
    best.state, best.final_figures = "reviewed", {"value_per_1000_views": 400_000}
    db.session.commit()
    reported(broadcast, ngoc, views=100)
    go(order_in(bought(pepper, voucher_code="BIENXANH")), "accept", seller=minh)
    assert metrics_of(campaign).guards == ()
    reported(broadcast, ngoc, views=99)
    assert [guard.key for guard in metrics_of(campaign).guards] == ["value_per_view"]


def test_the_evidence_of_a_purchase_says_why_it_was_counted(campaign, broadcast, link, pepper, minh, hands):
    placed = bought(pepper, touch=touch_of(link), voucher_code="BIENXANH")
    go(order_in(placed), "accept", seller=minh)
    evidence = purchase_evidence(purchase_of(placed))
    assert [(touch.route, touch.verdict) for touch in evidence.touches] == [
        ("voucher", "counts"), ("click", "weaker_route")
    ]  # fmt: skip
    assert (evidence.kind, evidence.stages) == ("direct", ("placed", "secured"))
    touch = touch_of(link, "late")
    hands.move(days=8)
    late = purchase_evidence(purchase_of(bought(pepper, touch=touch)))
    assert ([touch.verdict for touch in late.touches], late.kind, late.stages) == (["too_late"], "none", ())
    own = purchase_evidence(purchase_of(bought(pepper, touch=touch_of(link, "own"), by=minh)))
    assert own.kind == "assisted"  # the booth is in no line-up of the campaign: its owner is a shopper like others


def test_the_list_of_counted_purchases_agrees_with_the_figure(campaign, link, pepper):
    codes = [bought(pepper, voucher_code="BIENXANH").code for _ in range(3)]
    bought(pepper)
    rows, total = purchases_of(campaign, per_page=2)
    assert (total, len(rows)) == (3, 2)
    assert {row.code for row in rows} <= set(codes)


def test_every_figure_has_a_definition(campaign, broadcast):
    assert missing_definitions() == set()
    metrics = metrics_of(campaign)
    assert set(figures_of(metrics)) - {f"assisted_{key}" for key in asdict(metrics.assisted)} <= set(DEFINITIONS)
    assert name_of("conversion", metrics) == "Tỷ lệ chuyển đổi (trên lượt xem)"


def test_a_campaign_of_many_rows_costs_no_more_statements(campaign, broadcast, link, pepper, queries):
    metrics_of(campaign)
    queries.clear()
    metrics_of(campaign)
    few = len(queries)
    for number in range(6):
        bought(pepper, touch=touch_of(link, f"v{number}"))
    metrics_of(campaign)
    queries.clear()
    metrics_of(campaign)
    assert len(queries) <= few <= 16


# One step of a busy night: what happens, and small numbers that say to whom.
steps = st.tuples(
    st.sampled_from(
        ["click", "bot", "link", "code", "hand", "all", "none", "again", "accept", "pack", "ship", "deliver", "refuse",
         "return", "back", "cancel", "complete", "wait", "own", "heard"]
    ),
    st.integers(0, 5),
    st.integers(0, 7),
)  # fmt: skip


class Night:
    """Two broadcasts of one campaign and one of another, three products of three booths, and what happens."""

    def __init__(self, organizer, sellers, hands):
        self.organizer, self.sellers, self.hands = organizer, sellers, hands
        self.campaign, self.other = a_campaign(organizer, assisted_days=3), a_campaign(organizer)
        n = next(_phones)
        self.codes = (f"SONG{n}A", f"SONG{n}B")
        self.broadcasts = [
            a_broadcast(self.campaign, organizer, code=self.codes[0]),
            a_broadcast(self.campaign, organizer, platform="facebook"),
            a_broadcast(self.other, organizer, code=self.codes[1]),
        ]
        self.variants = [
            on_sale(a_booth(seller), price=50_000 + 7_000 * k, stock=900) for k, seller in enumerate(sellers)
        ]
        actions.add_to_line_up(self.broadcasts[0], self.variants[0].id, LiveTerms(), by=organizer)
        self.links = [actions.create_link(each, by=organizer) for each in self.broadcasts]
        self.touches: dict[int, CartTouch] = {}
        self.presses: list[dict] = []
        self.orders: list[int] = []

    def do(self, what: str, who: int, which: int) -> None:
        method = getattr(self, f"on_{what}", None)
        if method is not None:
            method(who, which)
        elif self.orders:
            self.step(what, self.orders[(who * 8 + which) % len(self.orders)])

    def step(self, what: str, order_id: int) -> None:
        order = db.session.get_one(Order, order_id, populate_existing=True)
        try:
            go(order, what, seller=self.sellers[0])
        except Refusal:
            db.session.rollback()

    def on_click(self, who, which):
        self.touches[who] = touch_of(self.links[which % 3], f"{id(self)}-{who}")

    def on_bot(self, who, which):
        actions.follow(self.links[which % 3].code, a_visit(f"{id(self)}-{who}", agent="curl/8"))

    def on_wait(self, who, which):
        self.hands.move(hours=which * 6, minutes=who * 10)

    def on_link(self, who, which):
        self.buy(who, which)

    def on_none(self, who, which):
        self.buy(-1, which)

    def on_code(self, who, which):
        self.buy(who, which, voucher_code=self.codes[which % 2])

    def on_hand(self, who, which):
        self.buy(who, which, hand=HandEntry(self.broadcasts[which % 3].id, self.organizer.id), by=self.organizer)

    def on_all(self, who, which):
        hand = HandEntry(self.broadcasts[which % 3].id, self.organizer.id)
        self.buy(who, which, hand=hand, by=self.organizer, voucher_code=self.codes[which % 2])

    def on_own(self, who, which):
        self.buy(who, which, by=self.sellers[which % 3])

    def on_heard(self, who, which):
        """Somebody orders by comment; the order taker's key is pressed twice."""
        line = f"{1 + who} {self.variants[0].sku} 0905{next(_phones):06d} Lan Cam Lộ"
        actions.hear_comments(self.broadcasts[0], line, by=self.organizer)
        heard = heard_orders(self.broadcasts[0], ("proposed",))[-1]
        wishes = [Wish(variant_id, quantity) for variant_id, quantity in heard.items]
        try:
            pressed = [
                buy_what_was_heard(heard, wishes, a_guest(), by=self.organizer, language="vi") for _twice in range(2)
            ]
        except Refusal:
            db.session.rollback()
            return
        assert pressed[0].purchase_id == pressed[1].purchase_id
        self.orders += [order.id for order in orders_in(pressed[0])]

    def on_again(self, who, which):
        if self.presses:
            assert bought(**self.presses[which % len(self.presses)]).repeated

    def buy(self, who, which, **facts):
        wanted = {self.variants[which % 3]: 1 + who % 2, self.variants[(which + who) % 3]: 1}
        press = {
            "wanted": wanted, "delivery": a_guest(), "touch": self.touches.get(who), "expected_total": None,
            "idempotency": ("night", f"press-{next(_phones)}"), **facts,
        }  # fmt: skip
        if "hand" not in facts:
            del press["expected_total"]
        try:
            placed = bought(**press)
        except Refusal:
            db.session.rollback()
            return
        if "hand" in facts:
            self.presses.append(press)
        self.orders += [order.id for order in orders_in(placed)]


def counts_here(purchase: Purchase, campaign: Campaign) -> bool:
    """Whether the page of this purchase says that it counts, directly, for this campaign."""
    evidence = purchase_evidence(purchase)
    counted = evidence.counted
    return counted is not None and evidence.kind == "direct" and counted.broadcast.campaign_id == campaign.id


def sales_of(campaign: Campaign, *, anew: bool = False) -> Sold:
    """The sales that pages show, kept where nothing has changed; or counted from the rows."""
    broadcasts, now = broadcasts_of(campaign), clock.now()
    if anew:
        return count_sales(campaign, broadcasts, own_people(campaign.id), now)
    return sold(campaign, broadcasts, now)


@pytest.fixture
def counted(monkeypatch):
    """How often sales were counted anew."""
    times = []

    def count(*args):
        times.append(args)
        return count_sales(*args)

    monkeypatch.setattr("marketplace.domain.livestream.queries.keeping.count_sales", count)
    return times


def test_sales_are_counted_once_while_nothing_changes(campaign, link, pepper, counted, hands):
    bought(pepper, touch=touch_of(link))
    before = sales_of(campaign)
    hands.move(days=1)
    assert sales_of(campaign) == before
    assert len(counted) == 1


@pytest.mark.plants_a_fault
def test_what_another_process_changes_is_seen_at_once(campaign, link, pepper, counted):
    placed = bought(pepper, touch=touch_of(link))
    assert sales_of(campaign).cells[0].sales.orders_cancelled == 0
    purchase_id = placed.purchase_id
    db.session.rollback()
    with db.engine.execution_options(writes=True).begin() as elsewhere:
        changed = text("UPDATE orders SET state = 'cancelled' WHERE purchase_id = :id")
        elsewhere.execute(changed, {"id": purchase_id})
    assert sales_of(campaign).cells[0].sales.orders_cancelled == 1


def test_at_night_one_mark_stands_for_all_and_the_figures_stay_true(campaign, link, pepper, counted):
    order = orders_in(bought(pepper, touch=touch_of(link)))[0]
    bought(pepper, touch=touch_of(link))
    before = sales_of(campaign)
    assert actions.thin_sale_changes() > 0
    assert db.session.query(SaleChange).count() == 1
    assert sales_of(campaign) == before
    assert actions.thin_sale_changes() == 0
    assert sales_of(campaign) == before
    assert len(counted) == 2
    cancel_order(order.id, who=SYSTEM, by=None)
    assert sales_of(campaign).cells[0].sales.orders_cancelled == 1


def test_a_new_name_is_shown_at_once(campaign, link, pepper, counted):
    bought(pepper, touch=touch_of(link))
    sales_of(campaign)
    with transaction():
        pepper.product.name = "Tiêu rừng"
    assert sales_of(campaign).products[0].name == "Tiêu rừng"


def test_an_order_is_kept_once_its_days_are_over_though_no_row_changes(campaign, link, pepper, minh, hands, counted):
    order = orders_in(bought(pepper, touch=touch_of(link)))[0]
    for step in ("accept", "pack", "ship", "deliver"):
        go(order, step, seller=minh)
    assert sales_of(campaign).cells[0].sales.orders_kept == 0
    hands.move(days=6)
    sales_of(campaign)
    assert len(counted) == 1
    hands.move(days=2)
    assert sales_of(campaign).cells[0].sales.orders_kept == 1


@settings(max_examples=25)
@given(events=st.lists(steps, min_size=8, max_size=40))
def test_any_night_gives_the_figures_of_a_plain_recount(events, ngoc, minh, hoa, hands):
    night = Night(ngoc, [minh, hoa, a_person("Tú")], hands)
    for event in events:
        night.do(*event)
        for campaign in (night.campaign, night.other):
            assert sales_of(campaign) == sales_of(campaign, anew=True), event
    for campaign in (night.campaign, night.other):
        metrics = metrics_of(campaign)
        direct, assisted = recount(campaign)
        assert {key: getattr(metrics, key) for key in asdict(metrics.assisted)} == {
            key: direct[key] for key in asdict(metrics.assisted)
        }
        assert asdict(metrics.assisted) == {key: assisted[key] for key in asdict(metrics.assisted)}
        assert {key: getattr(metrics, key) for key in ("clicks", "unique_clickers")} == recount_clicks(campaign)
        assert sum(each.orders_placed for each in metrics.broadcasts) == metrics.orders_placed
        assert metrics.orders_placed == sum(counts_here(purchase, campaign) for purchase in db.session.query(Purchase))
        assert sum(each.sales.value_secured for each in metrics.booths) == metrics.value_secured
        assert sum(each.sales.orders_placed for each in metrics.routes) == metrics.orders_placed
        assert sum(orders for _, orders, _ in metrics.series.minutes) == metrics.orders_placed
