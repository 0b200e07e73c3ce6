"""Who hears of reviews, questions, answers and live shows: once, in whose language, with a way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter, _message_of
from marketplace.domain.accounts.actions import note_consent
from marketplace.domain.favourites.actions import choose_letters, end_live_letters, follow_booth
from marketplace.domain.livestream import actions as live
from marketplace.domain.notices import actions
from marketplace.domain.notices.actions import followers
from marketplace.domain.notices.ways_out import LIVE, WayOut, way_out_behind
from marketplace.domain.reviews.actions import answer_post, ask_question, hide_post, withdraw_question
from tests.buying import a_delivery
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.reviews.stage import delivered, reviewed
from tests.people import a_person, on_sale

LAN = "lan@example.vn"


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=100)


def letters(key: str) -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.key.startswith(key)).order_by(Letter.id)))


def in_days(days):
    return clock.frozen(clock.now() + timedelta(days=days))


def test_some_days_after_delivery_the_buyer_is_asked_once(pepper):
    purchase = delivered(pepper, delivery=a_delivery(email=LAN))
    for days, asked in ((3, 0), (5, 1), (6, 1)):
        with in_days(days):
            actions.ask_for_reviews()
        assert len(letters("review-asked:")) == asked
    [letter] = letters("review-asked:")
    assert f"/orders/{purchase.code}/reviews?s=" in letter.text


def test_who_will_not_be_asked_is_not_asked_until_they_change_their_mind(pepper, lan):
    note_consent(lan.id, "review_letters", given=False)
    delivered(pepper, by=lan)
    with in_days(5):
        actions.ask_for_reviews()
        assert letters("review-asked:") == []
        note_consent(lan.id, "review_letters", given=True)
        actions.ask_for_reviews()
    [letter] = letters("review-asked:")
    assert "/hooks/letters/asking." in letter.text


def test_who_spoke_has_nothing_come_back_or_gave_no_address_is_not_asked(pepper):
    delivered(pepper)
    reviewed(pepper)
    with in_days(5):
        actions.ask_for_reviews()
    with in_days(40):
        delivered_long_ago = actions.ask_for_reviews()
    assert letters("review-asked:") == []
    assert delivered_long_ago == 0


def test_the_booth_hears_of_a_review_and_of_a_question(pepper, lan):
    reviewed(pepper, 2, "Hơi vụn.")
    ask_question(pepper.product, by=lan, text="Có cay không?")
    [review], [question] = letters("review:"), letters("question:")
    assert "Hơi vụn." in review.text
    assert "Có cay không?" in question.text
    assert review.to == question.to == pepper.product.booth.email


def test_late_news_of_what_is_gone_is_no_news(pepper, lan, ngoc):
    review = reviewed(pepper)
    question = ask_question(pepper.product, by=lan, text="Có cay không?")
    hide_post(review, by=ngoc, reason="Sai")
    withdraw_question(question, by=lan)
    count = len(letters(""))
    actions.tell_booth_of_review(review.id)
    actions.tell_booth_of_question(question.id)
    actions.tell_asker(question.id)
    assert len(letters("")) == count


def test_the_asker_hears_of_the_first_answer_in_her_language(pepper, minh):
    lan = a_person("Nguyễn Thị Lan", language="en")
    question = ask_question(pepper.product, by=lan, text="Có cay không?")
    answer_post(question, by=minh, answer="Cay vừa.")
    answer_post(question, by=minh, answer="Cay vừa, thơm.")
    [letter] = letters("question-answered:")
    assert letter.to == lan.email
    assert letter.subject == "The booth answered your question"
    assert "Cay vừa." in letter.text


def begun(ngoc, *variants):
    broadcast = a_broadcast(campaign := a_campaign(ngoc), ngoc)
    for variant in variants:
        live.add_to_line_up(broadcast, variant.id, live.LiveTerms(), by=ngoc)
    live.schedule_campaign(campaign, by=ngoc)
    return live.begin_broadcast(broadcast, by=ngoc)


def test_followers_get_one_letter_a_broadcast_however_many_of_their_booths_are_on_air(
    pepper, booth, rival_booth, lan, ngoc
):
    for each in (booth, rival_booth):
        follow_booth(each, by=lan)
    broadcast = begun(ngoc, pepper, on_sale(rival_booth))
    actions.tell_followers(broadcast.id)
    [letter] = letters("live:")
    assert letter.to == lan.email
    assert booth.name in letter.text
    assert rival_booth.name in letter.text


def test_followers_of_booths_that_stay_away_or_without_letters_hear_nothing(pepper, booth, rival_booth, lan, hoa, ngoc):
    follow_booth(rival_booth, by=lan)
    follow_booth(booth, by=hoa)
    choose_letters(booth, by=hoa, wanted=False)
    begun(ngoc, pepper)
    assert letters("live:") == []


def test_the_letter_says_how_to_end_such_letters_as_mail_programs_expect(pepper, booth, lan, ngoc):
    follow_booth(booth, by=lan)
    begun(ngoc, pepper)
    [letter] = letters("live:")
    message = _message_of(letter)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert address in letter.text
    assert way_out_behind(address.rsplit("/", 1)[1]) == WayOut(LIVE, lan.id)
    end_live_letters(lan.id)
    begun(ngoc, pepper)
    assert len(letters("live:")) == 1


def test_a_letter_that_may_be_switched_off_says_how(pepper):
    reviewed(pepper)
    assert "/hooks/letters/review." in _message_of(letters("review:")[0])["List-Unsubscribe"]


def test_a_long_round_goes_on_in_portions_and_tells_each_once(pepper, booth, ngoc, monkeypatch):
    monkeypatch.setattr(followers, "AT_ONCE", 2)
    people = [a_person(f"Người {number}") for number in range(5)]
    for person in people:
        follow_booth(booth, by=person)
    begun(ngoc, pepper)
    assert {letter.to for letter in letters("live:")} == {person.email for person in people}


def test_news_that_comes_after_the_show_tells_nobody(pepper, booth, lan, ngoc):
    broadcast = begun(ngoc, pepper)
    live.end_broadcast(broadcast, by=ngoc)
    follow_booth(booth, by=lan)
    actions.tell_followers(broadcast.id)
    assert letters("live:") == []
