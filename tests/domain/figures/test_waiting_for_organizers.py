"""What waits for the organizers is counted in one statement as their lists show it."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.domain.booths.queries import waiting_booths
from marketplace.domain.catalog.queries import waiting_products
from marketplace.domain.figures.queries import Queue, waiting_for_organizers
from marketplace.domain.reviews.actions import ask_question, report_post
from tests.domain.reviews.stage import reviewed
from tests.people import a_booth, a_product, on_sale


def test_nothing_waits_where_there_is_nothing(app):
    assert set(waiting_for_organizers().values()) == {Queue()}


def test_booths_and_products_wait_since_they_asked(app, booth, minh):
    now = clock.now()
    for number in (1, 2):
        a_booth(name=f"Nhà làm {number}", state="submitted", submitted_at=now - timedelta(days=number))
        a_product(booth, name=f"Món {number}", state="submitted", submitted_at=now - timedelta(hours=number))
    a_product(booth, name="Chưa gửi", state="draft")
    waiting = waiting_for_organizers()
    assert waiting["booths"] == Queue(2, now - timedelta(days=2))
    assert waiting["products"] == Queue(2, now - timedelta(hours=2))
    assert (len(waiting_booths()), len(waiting_products())) == (2, 2)
    assert waiting["booths"].since == waiting_booths()[0].since


def test_what_several_readers_report_is_one_and_waits_since_the_first(app, booth, minh, lan):
    began = clock.now() - timedelta(days=3)
    review = reviewed(on_sale(booth, stock=10), 1, "Lời khó nghe")
    question = ask_question(review.product, text="Có giao Hà Nội không?", by=lan)
    with clock.frozen(began) as hands:
        for number, post in enumerate((review, review, question)):
            report_post(post, reason="insult", by=None, address=f"203.0.113.{number}")
            hands.move(hours=1)
    assert waiting_for_organizers()["reported"] == Queue(2, began)
