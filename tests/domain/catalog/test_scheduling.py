"""Products go on sale and off it at the moment that was chosen, once."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.models import ProductSchedule
from tests.domain.payments.test_at_once import at_once
from tests.people import a_product, a_variant, on_sale

HOUR = timedelta(hours=1)


@pytest.fixture
def now(app):
    with clock.frozen(clock.now()) as hands:
        yield hands


@pytest.fixture
def hidden(now, booth):
    product = a_product(booth, state="hidden")
    a_variant(product)
    return product


def test_a_hidden_product_goes_on_sale_and_off_it_at_its_hours(hidden, minh, now):
    begins = clock.now() + HOUR
    actions.schedule_product(hidden, by=minh, shows_at=begins, hides_at=begins + HOUR)
    actions.follow_schedules()
    assert hidden.state == "hidden"
    now.move(hours=1)
    assert actions.follow_schedules() == 1
    assert hidden.state == "on_sale"
    now.move(hours=1)
    actions.follow_schedules()
    assert hidden.state == "hidden"
    assert queries.schedule_of(hidden) is None
    assert [step.to_state for step in queries.steps_of_product(hidden)] == ["hidden", "on_sale", "hidden"]


def test_running_again_does_nothing_again(hidden, minh, now):
    actions.schedule_product(hidden, by=minh, shows_at=clock.now() + HOUR)
    now.move(hours=2)
    actions.follow_schedules()
    assert actions.follow_schedules() == 0
    assert len(queries.steps_of_product(hidden)) == 2


def test_two_workers_at_once_move_a_product_once(app, booth, minh):
    product = a_product(booth, state="hidden")
    a_variant(product)
    product_id = product.id
    actions.schedule_product(product, by=minh, shows_at=clock.now() + HOUR)
    with clock.frozen(clock.now() + 2 * HOUR):
        at_once(app, 3, lambda _: actions.follow_schedules())
    assert len(queries.steps_of_product(queries.product_by_id(product_id))) == 2


def test_a_worker_that_slept_through_both_hours_ends_with_the_last(hidden, minh, now):
    actions.schedule_product(hidden, by=minh, shows_at=clock.now() + HOUR, hides_at=clock.now() + 2 * HOUR)
    now.move(hours=5)
    actions.follow_schedules()
    assert (hidden.state, queries.schedule_of(hidden)) == ("hidden", None)


def test_what_the_seller_did_by_hand_meanwhile_stands(hidden, minh, now):
    actions.schedule_product(hidden, by=minh, shows_at=clock.now() + HOUR)
    actions.show_product_again(hidden, by=minh)
    now.move(hours=2)
    actions.follow_schedules()
    assert (hidden.state, queries.schedule_of(hidden)) == ("on_sale", None)


def test_moments_are_in_the_future_and_in_order(hidden, minh, now):
    moment = clock.now()
    for shows_at, hides_at, refusal in (
        (None, None, errors.NothingScheduled),
        (moment, None, errors.MomentIsPast),
        (None, moment - HOUR, errors.MomentIsPast),
        (moment + HOUR, moment + HOUR, errors.HidesBeforeItShows),
    ):
        with pytest.raises(refusal):
            actions.schedule_product(hidden, by=minh, shows_at=shows_at, hides_at=hides_at)


def test_the_database_itself_refuses_an_end_before_the_beginning(hidden, minh):
    moment = clock.now()
    with pytest.raises(IntegrityError), transaction():
        db.session.add(
            ProductSchedule(
                product_id=hidden.id, booth_id=hidden.booth_id, shows_at=moment, hides_at=moment, by_id=minh.id
            )
        )


def test_only_what_was_approved_is_scheduled_and_what_is_on_sale_only_to_be_hidden(now, booth, minh, hoa):
    draft, sold = a_product(booth, state="draft", name="Nháp"), on_sale(booth).product
    with pytest.raises(errors.ProductCannotMove):
        actions.schedule_product(draft, by=minh, hides_at=clock.now() + HOUR)
    with pytest.raises(errors.AlreadyOnSale):
        actions.schedule_product(sold, by=minh, shows_at=clock.now() + HOUR)
    with pytest.raises(BoothNotThere):
        actions.schedule_product(sold, by=hoa, hides_at=clock.now() + HOUR)
    actions.schedule_product(sold, by=minh, hides_at=clock.now() + HOUR)


def test_what_is_sent_back_or_given_up_is_no_longer_scheduled(now, booth, minh, ngoc):
    for move in (
        lambda product: actions.send_back_product(product, by=ngoc, reason="Thiếu giấy"),
        lambda product: actions.withdraw_product(product, by=minh),
    ):
        product = on_sale(booth).product
        actions.schedule_product(product, by=minh, hides_at=clock.now() + HOUR)
        move(product)
        assert queries.schedule_of(product) is None


def test_what_cannot_be_bought_does_not_go_on_sale_and_that_is_told(now, booth, minh):
    product = a_product(booth, state="hidden")
    at = clock.now() + HOUR
    actions.schedule_product(product, by=minh, shows_at=at)
    now.move(hours=1)
    actions.follow_schedules()
    assert product.state == "hidden"
    assert queries.schedule_of(product).missed_at == at
    assert actions.follow_schedules() == 0


def test_a_cancelled_schedule_moves_nothing(hidden, minh, now):
    actions.schedule_product(hidden, by=minh, shows_at=clock.now() + HOUR)
    actions.cancel_schedule(hidden, by=minh)
    actions.cancel_schedule(hidden, by=minh)
    now.move(hours=2)
    assert actions.follow_schedules() == 0
    assert hidden.state == "hidden"
