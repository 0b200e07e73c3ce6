"""The demo world is real input, marked as sample data, and no star shines without a checked certificate."""

import re

import pytest
from sqlalchemy import func, select

from marketplace.core.clock import now, today
from marketplace.core.db import db
from marketplace.demo import world as demo_world
from marketplace.demo.booths import open_booths_of
from marketplace.demo.goods import ANYTHING, good_for
from marketplace.demo.people import PASSWORD, PEOPLE
from marketplace.demo.real import real_makers
from marketplace.demo.world import is_half_loaded, load_world
from marketplace.domain.accounts.actions import sign_in
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream.models import Invitation
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.queries import stars_of
from marketplace.domain.reviews.models import Rating, Review
from marketplace.domain.reviews.queries import voices_of_product, waiting_answers
from marketplace.domain.search.queries import shelved_cards


@pytest.fixture(scope="module")
def names():
    return [product.name for maker in real_makers() for product in maker.products]


def test_there_are_129_real_products_with_their_sources():
    products = [product for maker in real_makers() for product in maker.products]
    assert len(products) == 129
    assert all(product.source for product in products)


def test_every_real_product_is_recognised(names):
    assert [name for name in names if good_for(name) is ANYTHING] == []


@pytest.mark.slow
def test_the_world_is_loaded_through_the_verbs_and_marked_as_a_sample(app):
    load_world(booths=86, products=140, seed=1)
    shown = select(func.count()).select_from(Product).where(Product.state == "on_sale")
    assert db.session.scalar(shown) == 140
    assert db.session.scalar(select(func.count()).select_from(Booth).where(Booth.state == "open")) == 86
    assert db.session.scalar(select(func.count()).select_from(Booth).where(Booth.is_sample.is_(False))) == 0
    assert db.session.scalar(select(func.count()).select_from(Product).where(Product.is_sample.is_(False))) == 0
    no_stars_without_papers()
    no_real_contacts()
    everybody_can_sign_in()
    some_products_are_spoken_of()
    every_shelf_of_the_first_page_is_filled()
    assert not is_half_loaded()
    the_seller_has_an_invitation_to_answer()
    the_seller_has_reviews_and_questions_to_answer()


def the_seller_has_reviews_and_questions_to_answer() -> None:
    seller = db.session.scalars(select(Person).where(Person.email == "seller@demo.test")).one()
    waiting = [waiting_answers(booth) for booth in open_booths_of(seller)]
    assert any(each["review"] >= 2 and each["question"] for each in waiting)
    mine = [booth.id for booth in open_booths_of(seller)]
    said = list(db.session.scalars(select(Review).where(Review.booth_id.in_(mine)).order_by(Review.id)))
    assert any(review.answer for review in said)
    assert all("(mẫu)" in review.signed and review.at >= review.order.delivered_at for review in said)


def the_seller_has_an_invitation_to_answer() -> None:
    seller = db.session.scalars(select(Person).where(Person.email == "seller@demo.test")).one()
    asked = select(Invitation.booth_id).where(Invitation.state == "invited")
    assert {booth.id for booth in open_booths_of(seller)} & set(db.session.scalars(asked))


def test_a_world_whose_loading_was_stopped_is_not_taken_for_the_market(app, monkeypatch):
    def stopped(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo_world, "_invent_booths", stopped)
    assert not is_half_loaded()
    with pytest.raises(KeyboardInterrupt):
        load_world(booths=2, products=60)
    assert is_half_loaded()


def some_products_are_spoken_of() -> None:
    rated = list(db.session.scalars(select(Rating).where(Rating.product_id.is_not(None))))
    told = [voices_of_product(rating.product_id)() for rating in rated if rating.product_id]
    assert any(voices.tally.is_told for voices in told)
    assert any(voices.questions for voices in told)
    assert all("(mẫu)" in review.signed for voices in told for review in voices.reviews)


def every_shelf_of_the_first_page_is_filled() -> None:
    shelves = shelved_cards(now())
    assert all(shelves.values()), shelves


def no_stars_without_papers() -> None:
    stars = stars_of(list(db.session.scalars(select(Product.id))), on=today())
    assert stars
    for product_id, star in stars.items():
        paper = db.session.scalars(select(Paper).where(Paper.product_id == product_id)).one()
        assert (paper.state, paper.star) == ("checked", star.star)
        assert paper.issued_on <= today() <= paper.expires_on
        assert "MẪU" in paper.number


def no_real_contacts() -> None:
    for booth in db.session.scalars(select(Booth)):
        assert re.fullmatch(r"\+842330000\d{3}", booth.phone), booth.phone
        assert booth.email.endswith("@demo.test")


def everybody_can_sign_in() -> None:
    for address in PEOPLE:
        sign_in(login=address, password=PASSWORD)
