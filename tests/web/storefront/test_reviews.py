"""Buyers review from the page of their purchase; everybody reads, reports and asks."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest

from marketplace.core.db import db
from marketplace.core.secret_links import secret_for
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.access import LINK
from marketplace.domain.reviews.actions import answer_post, ask_question, hide_post
from marketplace.domain.reviews.models import PostReport, Question, Review
from marketplace.domain.search.actions import reindex_all
from tests.domain.reviews.stage import a_picture, delivered, reviewed
from tests.people import a_person, on_sale, sign_in_as
from tests.web.storefront.browsing import asked_anew, send_whole


@pytest.fixture
def pepper(booth):
    variant = on_sale(booth, slug="tieu", stock=100)
    reindex_all()
    return variant


def fresh(client, path):
    """The page as it is now, not as it was kept."""
    client.application.extensions["kept_pages"].clear()
    client.application.extensions["kept_answers"].clear()
    return client.get(path).text


def write(client, purchase, variant=None, **facts):
    order = purchase.orders[0].code
    sku = variant.sku if variant else ""
    return client.post(f"/orders/{purchase.code}/reviews", data={"order": order, "sku": sku, "stars": "5", **facts})


def test_a_guest_reviews_with_code_and_phone_alone(client, pepper, lan):
    purchase = delivered(pepper)
    client.post("/orders", data={"code": purchase.code, "phone": "0912 345 678"})
    assert "Hạt tiêu Cùa" in client.get(f"/orders/{purchase.code}/reviews").text
    answer = write(client, purchase, pepper, stars="4", text="Cay & <b>thơm</b>")
    assert answer.status_code == 303
    page = fresh(client, "/products/tieu")
    assert "Cay &amp; &lt;b&gt;thơm&lt;/b&gt;" in page
    assert "Lan N." in page


def test_the_link_of_the_letter_leads_through_the_form_without_cookies(client, pepper):
    purchase = delivered(pepper)
    secret = secret_for(LINK, purchase.code)
    fresh_browser = client.application.test_client(use_cookies=False)
    order = purchase.orders[0].code
    page = fresh_browser.get(f"/orders/{purchase.code}/reviews/new?order={order}&s={secret}").text
    assert f'action="/orders/{purchase.code}/reviews?s={secret}"' in page


def test_in_english_one_order_and_many_reviews_are_called_so(client, pepper):
    purchase = delivered(pepper)
    secret = secret_for(LINK, purchase.code)
    order = client.get(f"/en/orders/{purchase.code}?s={secret}").text
    assert f'<h1>Order <span class="code">{purchase.code}</span></h1>' in order
    assert "Write a review" in client.get(f"/en/orders/{purchase.code}/reviews?s={secret}").text
    assert "<title>Reviews of " in client.get(f"/en/products/{pepper.product.slug}/reviews").text


def test_strangers_find_nothing_to_review(client, pepper, hoa):
    purchase = delivered(pepper)
    sign_in_as(client, hoa)
    assert client.get(f"/orders/{purchase.code}/reviews").status_code == 404
    assert write(client, purchase, pepper).status_code == 404
    assert db.session.query(Review).count() == 0


def test_a_review_without_stars_is_shown_again_with_its_words(client, pepper, lan):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    answer = write(client, purchase, pepper, stars="", text="Chữ đã gõ")
    assert answer.status_code == 422
    assert "Vui lòng chọn số sao" in answer.text
    assert "Chữ đã gõ" in answer.text


@pytest.mark.parametrize("stars", ["0", "6", "٥", "5.0", "x" * 3000])
def test_odd_stars_are_no_fault(client, pepper, lan, stars):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    assert write(client, purchase, pepper, stars=stars).status_code == 422


def test_photos_come_with_the_review_and_a_file_that_is_none_is_refused(client, pepper, lan):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    bad = write(client, purchase, pepper, photos=[(BytesIO(b"<svg onload=alert(1)>"), "a.png")])
    assert (bad.status_code, "không phải ảnh" in bad.text) == (422, True)
    write(client, purchase, pepper, photos=[(BytesIO(a_picture()), "a.jpg"), (BytesIO(a_picture()), "b.jpg")])
    page = client.get("/products/tieu/reviews").text
    [src, _] = re.findall(r'src="(/media/reviews/[^"]+)"', page)
    assert client.get(src).mimetype == "image/webp"


def test_of_several_photos_the_page_says_which_one_is_none_and_that_all_are_chosen_again(client, pepper, lan):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    photos = [(BytesIO(a_picture()), "a.jpg"), (BytesIO(b"hello"), "b.jpg")]
    bad = write(client, purchase, pepper, photos=photos)
    assert bad.status_code == 422
    assert "Ảnh thứ 2: Tệp này không phải ảnh" in bad.text
    assert "Xin chọn lại tệp" in bad.text
    [described] = re.findall(r'<input[^>]*type="file"[^>]*>', bad.text)
    assert 'aria-describedby="photos-hint photos-error photos-again"' in described
    assert 'aria-invalid="true"' in described
    without = write(client, purchase, pepper, stars="", photos=[(BytesIO(a_picture()), "a.jpg")])
    assert "Xin chọn lại tệp" in without.text
    assert "Xin chọn lại tệp" not in write(client, purchase, pepper, stars="").text


def test_photos_as_large_as_the_page_allows_are_looked_at_and_not_turned_away_together(client, pepper, lan):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    photos = [(BytesIO(b"x" * 9 * 1024 * 1024), f"{number}.jpg") for number in range(2)]
    said = {"order": purchase.orders[0].code, "sku": pepper.sku, "stars": "5", "text": "Thơm lắm", "photos": photos}
    answer = send_whole(client, f"/orders/{purchase.code}/reviews", said)
    assert answer.status_code == 422
    assert "Ảnh thứ 1" in answer.text
    assert "Thơm lắm" in answer.text


def test_a_review_is_changed_and_taken_back(client, pepper, lan):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    write(client, purchase, pepper, text="Lần đầu")
    order = purchase.orders[0].code
    form = client.get(f"/orders/{purchase.code}/reviews/new?order={order}&sku={pepper.sku}").text
    assert "Lần đầu" in form
    write(client, purchase, pepper, stars="2", text="Nghĩ lại")
    assert "Nghĩ lại" in client.get("/products/tieu/reviews").text
    client.post(f"/orders/{purchase.code}/reviews/withdrawals", data={"order": order, "sku": pepper.sku})
    assert "Nghĩ lại" not in client.get("/products/tieu/reviews").text


def test_the_booth_is_reviewed_on_its_own_page(client, pepper, booth, lan):
    purchase = delivered(pepper, by=lan)
    sign_in_as(client, lan)
    write(client, purchase, text="Trả lời rất nhanh")
    assert "Trả lời rất nhanh" in fresh(client, f"/booths/{booth.slug}")
    assert "Trả lời rất nhanh" in client.get(f"/booths/{booth.slug}/reviews").text
    assert "Trả lời rất nhanh" not in client.get("/products/tieu/reviews").text


def linked(page):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL).group(1))
    return next(each for each in data["@graph"] if each["@type"] == "Product")


def test_machines_are_told_a_rating_from_three_reviews_on(client, pepper):
    for stars in (5, 4):
        reviewed(pepper, stars)
    page = fresh(client, "/products/tieu")
    assert "aggregateRating" not in linked(page)
    assert 'href="#reviews"' not in page
    reviewed(pepper, 4)
    data = linked(fresh(client, "/products/tieu"))
    assert data["aggregateRating"]["ratingValue"] == 4.3
    assert data["aggregateRating"]["reviewCount"] == 3
    assert {each["author"]["name"] for each in data["review"]} == {"Lan N."}


def test_what_is_hidden_leaves_the_page_at_once(client, pepper, ngoc):
    review = reviewed(pepper, 1, "Lời xúc phạm")
    assert "Lời xúc phạm" in client.get("/products/tieu").text
    hide_post(review, by=ngoc, reason="Xúc phạm")
    assert "Lời xúc phạm" not in client.get("/products/tieu").text


def test_reviews_are_listed_by_stars_and_odd_queries_are_no_fault(client, pepper):
    reviewed(pepper, 5, "Rất ưng")
    reviewed(pepper, 2, "Chưa ưng")
    page = client.get("/products/tieu/reviews?stars=2").text
    assert "Chưa ưng" in page
    assert "Rất ưng" not in page
    for query in ("stars=9", "stars=x", "page=0", "page=-5", "page=99999999999999999999", "page=x"):
        assert client.get(f"/products/tieu/reviews?{query}").status_code == 200


def test_a_reader_reports_without_an_account(client, pepper):
    review = reviewed(pepper, 1, "Số nhà của chị Hoa là 12")
    here = f"/reviews/{review.code}/reports"
    assert "Số nhà của chị Hoa" in client.get(here).text
    assert client.post(here, data={"reason": ""}).status_code == 422
    assert client.post(here, data={"reason": "private", "note": "Lộ địa chỉ"}).status_code == 303
    assert db.session.query(PostReport).one().note == "Lộ địa chỉ"


def test_asking_needs_an_account_and_leads_back(client, pepper, lan):
    answer = client.post("/products/tieu/questions", data={"text": "Có cay không?"})
    assert answer.location.endswith("/account/sign-in?next=/products/tieu/questions")
    sign_in_as(client, lan)
    assert client.post("/products/tieu/questions", data={"text": " "}).status_code == 422
    assert client.post("/products/tieu/questions", data={"text": "Có cay không?"}).status_code == 303
    page = client.get("/products/tieu/questions").text
    assert "Có cay không?" in page
    assert "Rút lại câu hỏi" in page


def test_only_the_asker_sees_a_way_to_take_a_question_back(client, pepper, lan, hoa):
    question = ask_question(pepper.product, by=lan, text="Có cay không?")
    sign_in_as(client, hoa)
    assert "Rút lại câu hỏi" not in client.get("/products/tieu/questions").text
    assert client.post(f"/questions/{question.code}/withdrawal").status_code == 404
    sign_in_as(client, lan)
    assert client.post(f"/questions/{question.code}/withdrawal").status_code == 303
    assert db.session.get_one(Question, question.id, populate_existing=True).state == "withdrawn"


def test_an_answer_stands_under_its_question(client, pepper, lan, minh):
    answer_post(ask_question(pepper.product, by=lan, text="Có cay không?"), by=minh, answer="Cay vừa ạ.")
    page = fresh(client, "/products/tieu")
    assert page.index("Có cay không?") < page.index("Cay vừa ạ.")


def test_pages_of_voices_ask_no_more_when_there_are_more(client, pepper, queries):
    def asked(path):
        client.application.extensions["kept_answers"].clear()
        return asked_anew(client, path, queries)

    pepper_id = pepper.id
    paths = ("/products/tieu", "/products/tieu/reviews", "/products/tieu/questions")
    before = {path: asked(path) for path in paths}
    goods = db.session.get_one(Variant, pepper_id)
    for number in range(6):
        reviewed(goods, 4)
        ask_question(goods.product, by=a_person(), text=f"Câu {number}?")
    for path in paths:
        assert asked(path) <= before[path] <= 6, path
