"""A booth closes without leaving anybody's order behind: nothing new at once, gone with the last order."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.errors import WrongPassword
from marketplace.domain.booths.actions import reopen_booth
from marketplace.domain.booths.errors import BoothNotThere, NotYourPart, ReasonNeeded
from marketplace.domain.booths.models import Membership
from marketplace.domain.carts.errors import NotForSale
from marketplace.domain.catalog.actions import follow_schedules, schedule_product, show_product_again, submit_product
from marketplace.domain.catalog.errors import BoothIsLeaving
from marketplace.domain.checkout.actions import cancel_order, lapse_unpaid_purchases
from marketplace.domain.complaints.actions import Complainant, complain
from marketplace.domain.leaving.actions import close_booth, close_booth_for, finish_closings
from marketplace.domain.leaving.errors import OnAirNow
from marketplace.domain.leaving.invariants import INVARIANTS
from marketplace.domain.leaving.queries import open_matters_of
from marketplace.domain.leaving.rules import GRACE, LONGEST_RETURN
from marketplace.domain.livestream import actions as live
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.notices.queries import notices_of
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import BOOTH, SYSTEM
from marketplace.domain.payments.actions.capturing import hold_again, lapsed_orders
from marketplace.domain.promotions.actions import make_offer
from marketplace.domain.shipping.queries import connection_of
from marketplace.domain.stock.errors import SoldOut
from tests.buying import buy, order_in, purchase_of
from tests.domain.leaving.conftest import PASSWORD
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import a_product, a_variant, on_sale


def close(booth, by) -> None:
    close_booth(booth, by=by, reason="Nghỉ hẳn", password=PASSWORD)


def walk(order, *states) -> None:
    for state in states:
        move_order(order.id, state, who=SYSTEM if state == "completed" else BOOTH, by=None)


def test_nothing_is_sold_from_this_moment(booth, keyed, hands):
    goods, waiting = on_sale(booth), a_product(booth, state="submitted")
    offer = make_offer(goods.id, price=90_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(days=1))
    close(booth, keyed)
    assert (booth.state, goods.product.state, waiting.state) == ("closing", "hidden", "draft")
    assert offer.ends_at <= clock.now()
    with pytest.raises(NotForSale):
        buy(goods)
    with pytest.raises(BoothIsLeaving):
        show_product_again(goods.product, by=keyed)
    hands.move(minutes=6)
    finish_closings()
    assert booth.state == "closed"


def test_a_closed_booths_carrier_keys_are_forgotten_with_its_last_order_and_not_before(shop, keyed, hands):
    buy(on_sale(shop))
    close(shop, keyed)
    hands.move(minutes=6)
    finish_closings()
    assert connection_of(shop.id) is not None
    cancel_order(db.session.scalars(select(Order.id)).one(), who=SYSTEM, by=None, reason="Hết hàng")
    finish_closings()
    assert (shop.state, connection_of(shop.id)) == ("closed", None)


def test_only_its_owner_closes_it_and_with_the_password(booth, keyed, lan, hoa):
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=lan.id, role="manager", since=clock.now()))
    with pytest.raises(WrongPassword):
        close_booth(booth, by=keyed, reason="Nghỉ", password="sai")
    with pytest.raises(ReasonNeeded):
        close_booth(booth, by=keyed, reason=" ", password=PASSWORD)
    with pytest.raises(NotYourPart):
        close_booth(booth, by=lan, reason="Nghỉ", password=PASSWORD)
    with pytest.raises(BoothNotThere):
        close_booth(booth, by=hoa, reason="Nghỉ", password=PASSWORD)
    assert booth.state == "open"


def test_it_waits_for_the_last_order_and_for_the_time_to_return_it(booth, keyed, hands):
    order = order_in(buy(on_sale(booth)))
    close(booth, keyed)
    hands.move(minutes=10)
    finish_closings()
    assert (booth.state, open_matters_of(booth, clock.now()).orders) == ("closing", 1)
    walk(order, "accepted", "packed", "shipped", "delivered")
    matters = open_matters_of(booth, clock.now())
    assert (matters.orders, matters.delivered) == (0, 1)
    hands.move(days=8)
    finish_closings()
    assert booth.state == "closing"
    walk(order, "completed")
    finish_closings()
    matters = open_matters_of(booth, clock.now())
    assert (booth.state, matters.orders, bool(matters.returns_until)) == ("closing", 0, True)
    hands.move_to(matters.returns_until)
    finish_closings()
    assert booth.state == "closed"


def test_an_unpaid_hold_and_a_complaint_keep_it_open(booth, keyed, hands, hoa):
    buy(on_sale(booth), payment_method="vietqr")
    complain(booth, reason="conduct", text="Gọi mãi không ai nghe máy.", who=Complainant(person=hoa))
    close(booth, keyed)
    hands.move(minutes=6)
    finish_closings()
    matters = open_matters_of(booth, clock.now())
    assert (booth.state, matters.orders, matters.complaints) == ("closing", 1, 1)


def test_a_closing_waits_a_little_for_what_is_on_its_way(booth, keyed, hands):
    close(booth, keyed)
    hands.move(minutes=1)
    finish_closings()
    assert booth.state == "closing"
    hands.move_to(clock.now() + GRACE)
    finish_closings()
    finish_closings()
    assert booth.state == "closed"


def test_another_booths_orders_do_not_hold_it_up(booth, keyed, rival_booth, hands):
    buy(on_sale(rival_booth))
    close(booth, keyed)
    hands.move(minutes=6)
    finish_closings()
    assert booth.state == "closed"


def test_organizers_close_with_a_reason_and_may_keep_a_booth_after_all(booth, minh, ngoc):
    goods = on_sale(booth)
    with pytest.raises(ReasonNeeded):
        close_booth_for(booth, by=ngoc, reason="")
    close_booth_for(booth, by=ngoc, reason="Bán hàng giả")
    assert notices_of(minh, booth, limit=1)[0][0].topic == "closing"
    reopen_booth(booth, by=ngoc)
    assert (booth.state, goods.product.state) == ("open", "hidden")
    show_product_again(goods.product, by=minh)
    assert goods.product.state == "on_sale"


def test_no_booth_closes_while_its_goods_are_on_air(booth, keyed, ngoc):
    goods = on_sale(booth)
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc)
    live.add_to_line_up(broadcast, goods.id, live.LiveTerms(), by=ngoc)
    live.schedule_campaign(campaign, by=ngoc)
    live.begin_broadcast(broadcast, by=ngoc)
    with pytest.raises(OnAirNow):
        close(booth, keyed)
    live.end_broadcast(broadcast, by=ngoc)
    close(booth, keyed)
    assert booth.state == "closing"


def test_its_part_in_campaigns_ends(booth, keyed, ngoc):
    invitation = live.invite_booth(a_campaign(ngoc), booth, by=ngoc)
    close(booth, keyed)
    assert db.session.get(Invitation, invitation.id, populate_existing=True).state == "declined"


def test_a_draft_may_be_worked_on_but_not_published(booth, keyed):
    draft = a_product(booth, state="draft")
    a_variant(draft)
    close(booth, keyed)
    submit_product(draft, by=keyed)
    assert draft.state == "submitted"


def test_returns_are_waited_for_as_long_as_the_law_gives():
    assert timedelta(days=30) == LONGEST_RETURN


@pytest.mark.plants_a_fault
def test_each_invariant_sees_its_planted_fault(booth, minh):
    owing, selling = INVARIANTS
    buy(on_sale(booth))
    assert all(finding.holds for finding in examine(INVARIANTS))
    with transaction():
        db.session.execute(text("UPDATE booths SET state = 'closed'"))
    assert not examine([owing])[0].holds
    assert not examine([selling])[0].holds


def test_what_was_scheduled_comes_no_more(booth, keyed, hands):
    product = on_sale(booth, state="hidden").product
    schedule_product(product, by=keyed, shows_at=clock.now() + timedelta(hours=1))
    close(booth, keyed)
    hands.move(hours=2)
    assert follow_schedules() == 0
    assert product.state == "hidden"


def test_goods_of_a_lapsed_order_are_not_taken_again_for_late_money(booth, keyed, hands):
    placed = buy(on_sale(booth), payment_method="vietqr")
    close(booth, keyed)
    hands.move(hours=2)
    lapse_unpaid_purchases()
    finish_closings()
    assert booth.state == "closed"
    lapsed = lapsed_orders([order_in(placed)])
    with pytest.raises(SoldOut):
        hold_again(purchase_of(placed).id, lapsed, clock.now())
    assert order_in(placed).state == "cancelled"
