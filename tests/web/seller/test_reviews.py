"""A booth answers what is said and asked."""

from __future__ import annotations

import pytest

from marketplace.domain.reviews.actions import ask_question, hide_post
from tests.domain.reviews.stage import reviewed
from tests.people import on_sale, sign_in_as


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=100)


def test_reviews_and_questions_wait_until_they_are_answered(client, pepper, minh, lan):
    review = reviewed(pepper, 2, "Hơi vụn")
    question = ask_question(pepper.product, by=lan, text="Có cay không?")
    sign_in_as(client, minh)
    today = client.get("/seller/").text
    assert "Câu hỏi chờ trả lời" in today
    assert "Hơi vụn" in client.get("/seller/reviews").text
    client.post(f"/seller/reviews/{review.code}/answer", data={"answer": "Đã đổi bao bì."})
    client.post(f"/seller/questions/{question.code}/answer", data={"answer": "Cay vừa."})
    assert "Hơi vụn" not in client.get("/seller/reviews").text
    assert "Đã đổi bao bì." in client.get("/seller/reviews?show=all").text
    assert "Cay vừa." in client.get("/seller/questions?show=all").text
    assert "Câu hỏi chờ trả lời" not in client.get("/seller/").text


def test_who_mends_an_answer_among_all_comes_back_to_it(client, pepper, minh, lan):
    question = ask_question(pepper, by=lan, text="Cay không?")
    sign_in_as(client, minh)
    at = f"/seller/questions/{question.code}/answer"
    assert at + "?show=all" in client.get("/seller/questions?show=all").text
    answer = client.post(at + "?show=all", data={"answer": "Cay vừa."})
    assert answer.location == f"/seller/questions?show=all#{question.code}"
    assert client.post(at, data={"answer": "Cay."}).location == "/seller/questions"


def test_an_answer_that_says_nothing_is_shown_beside_its_question(client, pepper, minh, lan):
    question = ask_question(pepper.product, by=lan, text="Có cay không?")
    sign_in_as(client, minh)
    answer = client.post(f"/seller/questions/{question.code}/answer", data={"answer": " "})
    assert (answer.status_code, "Vui lòng ghi câu trả lời" in answer.text) == (422, True)
    long = client.post(f"/seller/questions/{question.code}/answer", data={"answer": "x" * 1001})
    assert (long.status_code, "x" * 1001 in long.text) == (422, True)


def test_a_review_of_stars_alone_says_so_and_its_answer_is_no_danger(client, pepper, minh):
    reviewed(pepper, 1, "")
    sign_in_as(client, minh)
    page = client.get("/seller/reviews").text
    assert "Chỉ chấm sao, không viết gì." in page
    assert '<details class="confirm confirm-calm"' in page


def test_a_booth_learns_that_a_review_was_hidden_and_why_but_not_its_words_again(client, pepper, minh, ngoc):
    review = reviewed(pepper, 1, "Gọi số 0912 345 678 mà mắng")
    hide_post(review, by=ngoc, reason="Lộ số điện thoại của người khác")
    sign_in_as(client, minh)
    assert "Lộ số điện thoại" not in client.get("/seller/reviews").text
    page = client.get("/seller/reviews?show=all").text
    assert "Ban tổ chức đã ẩn nội dung này: Lộ số điện thoại của người khác" in page
    assert "0912 345 678" not in page
    assert f"/seller/reviews/{review.code}/answer" not in page


def test_another_booths_questions_are_not_there(client, pepper, hoa, rival_booth, lan):
    question = ask_question(pepper.product, by=lan, text="Có cay không?")
    sign_in_as(client, hoa)
    assert "Có cay không?" not in client.get("/seller/questions?show=all").text
    assert client.post(f"/seller/questions/{question.code}/answer", data={"answer": "Không"}).status_code == 404
