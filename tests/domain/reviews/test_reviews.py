"""Who may review what and when, and that the rating is what counting gives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.orders.models import OrderLine
from marketplace.domain.reviews import errors
from marketplace.domain.reviews.actions import (
    Opinion,
    drop_signatures,
    hide_post,
    show_post_again,
    withdraw_review,
    write_review,
)
from marketplace.domain.reviews.models import Review
from marketplace.domain.reviews.queries import (
    reviews_of_booth,
    reviews_of_product,
    subject_in,
    subjects_of,
    voices_of_booth,
    voices_of_product,
)
from marketplace.domain.reviews.rules import Tally, signature_of, tally_of
from tests.buying import buy, purchase_of
from tests.domain.reviews.stage import a_picture, delivered, reviewed, subject_of
from tests.people import on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=100)


def tally(variant):
    return voices_of_product(variant.product_id)().tally


def test_a_buyer_reviews_a_line_that_came(pepper, lan):
    review = reviewed(pepper, 4, "Cay, thơm.", by=lan)
    [voice] = voices_of_product(pepper.product_id)().reviews
    assert (voice.stars, voice.text, voice.signed) == (4, "Cay, thơm.", "Lan N.")
    assert review.person_id == lan.id


def test_a_guest_signs_with_the_name_the_parcel_went_to(pepper):
    assert reviewed(pepper).signed == "Lan N."


def test_what_has_not_come_is_not_offered_for_review(pepper):
    purchase = purchase_of(buy(pepper))
    assert subjects_of(purchase) == []


def test_a_line_is_reviewed_once_and_changed_afterwards(pepper, lan):
    purchase = delivered(pepper, by=lan)
    first = write_review(subject_of(purchase, pepper), Opinion(5, "Tốt"), by=lan)
    second = write_review(subject_of(purchase, pepper), Opinion(2, "Lần sau kém hơn"), by=lan)
    assert first.id == second.id
    assert second.edited_at is not None
    assert tally(pepper).counts == (0, 1, 0, 0, 0)


def test_the_database_refuses_a_second_review_of_a_line_or_of_a_booth_in_an_order(pepper):
    purchase = delivered(pepper)
    order = purchase.orders[0]
    facts = {"booth_id": order.booth_id, "order_id": order.id, "stars": 5, "text": "", "at": clock.now(), "photos": []}
    line = db.session.query(OrderLine).filter_by(order_id=order.id).one()
    for subject in ({"order_line_id": line.id, "product_id": pepper.product_id}, {}):
        with pytest.raises(IntegrityError), transaction():
            db.session.add(Review(code="A", **facts, **subject))
            db.session.flush()
            db.session.add(Review(code="B", **facts, **subject))
            db.session.flush()


def test_a_booth_is_reviewed_apart_from_its_goods(pepper, booth, lan):
    purchase = delivered(pepper, by=lan)
    write_review(subject_of(purchase), Opinion(3, "Giao chậm một hôm."), by=lan)
    assert tally(pepper).count == 0
    assert voices_of_booth(booth.id).tally.counts == (0, 0, 1, 0, 0)
    assert reviews_of_booth(booth.id).voices[0].text == "Giao chậm một hôm."


def test_nobody_reviews_a_line_of_another_purchase(pepper):
    purchase, other = delivered(pepper), delivered(pepper)
    with pytest.raises(errors.NotThere):
        subject_in(purchase, other.orders[0].code, pepper.sku)


def test_ninety_days_after_delivery_it_is_too_late(pepper):
    purchase = delivered(pepper)
    with clock.frozen(clock.now() + timedelta(days=91)), pytest.raises(errors.TooLateToReview):
        write_review(subject_of(purchase, pepper), Opinion(5), by=None)


def test_a_month_after_writing_it_stands_but_may_be_withdrawn(pepper):
    purchase = delivered(pepper)
    review = write_review(subject_of(purchase, pepper), Opinion(5), by=None)
    with clock.frozen(clock.now() + timedelta(days=31)):
        with pytest.raises(errors.TooLateToEdit):
            write_review(subject_of(purchase, pepper), Opinion(1), by=None)
        withdraw_review(review, by=None)
        withdraw_review(review, by=None)
    assert (review.state, review.text, tally(pepper).count) == ("withdrawn", "", 0)


def test_a_withdrawn_review_may_be_written_anew(pepper):
    purchase = delivered(pepper)
    withdraw_review(write_review(subject_of(purchase, pepper), Opinion(1, "Dở"), by=None), by=None)
    review = write_review(subject_of(purchase, pepper), Opinion(5, "Tốt"), by=None)
    assert (review.state, review.text, review.edited_at) == ("shown", "Tốt", None)
    assert tally(pepper).counts == (0, 0, 0, 0, 1)


def test_what_organizers_hid_is_neither_changed_nor_written_anew(pepper, ngoc):
    purchase = delivered(pepper)
    review = write_review(subject_of(purchase, pepper), Opinion(1, "Chửi bới"), by=None)
    hide_post(review, by=ngoc, reason="Xúc phạm")
    for _ in range(2):
        with pytest.raises(errors.ReviewIsHidden):
            write_review(subject_of(purchase, pepper), Opinion(1, "Nữa"), by=None)
        withdraw_review(review, by=None)
    assert (review.state, review.text) == ("hidden", "")


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(pepper, stars):
    purchase = delivered(pepper)
    with pytest.raises(errors.StarsMissing):
        write_review(subject_of(purchase, pepper), Opinion(stars), by=None)


def test_too_many_words_are_refused_beside_the_field(pepper):
    purchase = delivered(pepper)
    with pytest.raises(errors.TextTooLong) as refusal:
        write_review(subject_of(purchase, pepper), Opinion(5, "x" * 2001), by=None)
    assert refusal.value.field == "text"


def test_photos_are_painted_anew_kept_up_to_four_and_go_with_the_review(pepper):
    purchase = delivered(pepper)
    review = write_review(subject_of(purchase, pepper), Opinion(5, photos=[a_picture()] * 3), by=None)
    [voice] = reviews_of_product(pepper.product_id).voices
    assert len(voice.pictures) == 3
    key = f"{review.photos[0]['key']}-180.webp"
    assert files.read(key).startswith(b"RIFF")
    with pytest.raises(errors.TooManyReviewPhotos):
        write_review(subject_of(purchase, pepper), Opinion(5, photos=[a_picture()] * 2), by=None)
    write_review(subject_of(purchase, pepper), Opinion(5, photos=[a_picture()], drops_photos=True), by=None)
    assert len(reviews_of_product(pepper.product_id).voices[0].pictures) == 1
    with pytest.raises(FileNotFoundError):
        files.read(key)


def test_no_rating_is_told_under_three(pepper):
    for stars, told in ((5, False), (4, False), (4, True)):
        reviewed(pepper, stars)
        assert tally(pepper).is_told is told
    assert tally(pepper).mean == 4.3


def test_reviews_can_be_read_by_their_stars(pepper):
    for stars in (5, 2, 5):
        reviewed(pepper, stars)
    page = reviews_of_product(pepper.product_id, stars=5)
    assert (page.total, {voice.stars for voice in page.voices}) == (2, {5})


def test_an_erased_person_leaves_words_without_a_name(pepper, lan):
    by_account, as_guest = reviewed(pepper, by=lan), reviewed(pepper)
    as_guest.order.purchase.person_id = lan.id  # taken into the account later
    db.session.commit()
    drop_signatures(lan.id)
    voices = voices_of_product(pepper.product_id)().reviews
    assert [voice.signed for voice in voices] == ["", ""]
    assert [voice.text for voice in voices] == [by_account.text, as_guest.text]


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("Nguyễn Thị Lan", "Lan N."),
        ("Lan", "Lan"),
        ("", ""),
        (None, ""),
        ("  đỗ   Văn Bình ", "Bình Đ."),
        ("Hồ Văn Minh (mẫu)", "Minh H. (mẫu)"),
    ],
)
def test_a_signature_tells_the_given_name_and_hides_the_rest(name, signed):
    assert signature_of(name) == signed


@given(st.lists(st.integers(1, 5), max_size=40))
def test_the_mean_is_rounded_half_up_to_a_tenth(stars):
    told = tally_of(stars)
    assert told.count == len(stars)
    if stars:
        assert abs(told.tenths - 10 * sum(stars) / len(stars)) <= 0.5
        assert 10 <= told.tenths <= 50


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from(["write", "hide", "show", "withdraw"]), st.integers(0, 2), st.integers(1, 5)))
)
def test_whatever_happens_to_reviews_the_rating_is_what_counting_gives(pepper, ngoc, moves):
    before = tally(pepper).counts
    purchases = [delivered(pepper) for _ in range(3)]
    for move, which, stars in moves:
        subject = subject_of(purchases[which], pepper)
        try:
            if move == "write":
                write_review(subject, Opinion(stars), by=None)
            elif subject.review is not None and move == "hide":
                hide_post(subject.review, by=ngoc, reason="Sai")
            elif subject.review is not None and move == "show":
                show_post_again(subject.review, by=ngoc)
            elif subject.review is not None:
                withdraw_review(subject.review, by=None)
        except errors.Refusal:
            pass
    mine = [subject_of(purchase, pepper).review for purchase in purchases]
    shown = tally_of([review.stars for review in mine if review is not None and review.is_shown])
    after = tally(pepper).counts if shown.count or any(before) else Tally().counts
    assert after == tuple(map(sum, zip(before, shown.counts, strict=True)))
