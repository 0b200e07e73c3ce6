"""Wish lists, following, and the way out of letters."""

from __future__ import annotations

import pytest

from marketplace.core import clock
from marketplace.domain.catalog.models import Product
from marketplace.domain.favourites import actions, errors
from marketplace.domain.favourites.queries import (
    booths_wanted_by,
    follow_of,
    followed_by,
    followers_of,
    wishes_of,
)
from marketplace.domain.search.actions import reindex_all
from tests.people import a_person, a_product, on_sale


def names(cards):
    return [card.name for card in cards]


def test_a_wish_list_shows_the_last_wish_first_and_each_once(booth, lan):
    pepper, honey = on_sale(booth, name="Hạt tiêu"), on_sale(booth, name="Mật ong")
    reindex_all()
    for variant in (pepper, honey, pepper):
        actions.wish_for(variant.product, by=lan)
    assert names(wishes_of(lan, clock.now()).cards) == ["Mật ong", "Hạt tiêu"]
    actions.drop_wish(honey.product, by=lan)
    actions.drop_wish(honey.product, by=lan)
    assert names(wishes_of(lan, clock.now()).cards) == ["Hạt tiêu"]


def test_what_is_no_longer_sold_is_named_as_gone(booth, lan):
    gone = a_product(booth, name="Nem chua", state="hidden")
    actions.wish_for(gone, by=lan)
    wished = wishes_of(lan, clock.now())
    assert (wished.cards, [product.name for product in wished.gone]) == ([], ["Nem chua"])


def test_a_list_has_an_end(booth, lan, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WISHES", 1)
    actions.wish_for(a_product(booth), by=lan)
    with pytest.raises(errors.TooManyWishes):
        actions.wish_for(a_product(booth), by=lan)


def test_following_has_an_end_too(booth, rival_booth, lan, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FOLLOWED", 1)
    actions.follow_booth(booth, by=lan)
    actions.follow_booth(booth, by=lan)
    with pytest.raises(errors.TooManyFollowed):
        actions.follow_booth(rival_booth, by=lan)


def test_followers_are_told_once_however_many_booths_they_follow(booth, rival_booth, lan):
    for each in (booth, rival_booth):
        actions.follow_booth(each, by=lan)
    assert [follower.person_id for follower in followers_of([booth.id, rival_booth.id])] == [lan.id]
    assert {each.id for each in booths_wanted_by([lan.id], [booth.id, rival_booth.id])[lan.id]} == {
        booth.id,
        rival_booth.id,
    }


def test_only_those_who_want_letters_and_can_get_them_are_told(booth, lan):
    without_address = a_person("Hồ Văn Bình", email=None)
    away = a_person("Lê Văn Cường", state="disabled")
    for person in (lan, without_address, away):
        actions.follow_booth(booth, by=person)
    assert [follower.email for follower in followers_of([booth.id])] == [lan.email]
    actions.choose_letters(booth, by=lan, wanted=False)
    assert followers_of([booth.id]) == []
    assert follow_of(lan, booth) is not None


def test_followers_come_in_portions(booth):
    people = [a_person(f"Người {number}") for number in range(3)]
    for person in people:
        actions.follow_booth(booth, by=person)
    first = followers_of([booth.id], limit=2)
    rest = followers_of([booth.id], after=first[-1].person_id, limit=2)
    assert [each.person_id for each in (*first, *rest)] == [person.id for person in people]


def test_unfollowing_forgets_the_booth(booth, lan):
    actions.follow_booth(booth, by=lan)
    actions.unfollow_booth(booth, by=lan)
    actions.unfollow_booth(booth, by=lan)
    assert followed_by(lan) == []


def test_ending_the_letters_of_one_person_keeps_following(booth, lan, hoa):
    for person in (lan, hoa):
        actions.follow_booth(booth, by=person)
    actions.end_live_letters(lan.id)
    assert [follower.person_id for follower in followers_of([booth.id])] == [hoa.id]
    assert len(followed_by(lan)) == 1


def test_a_wish_is_for_a_product_that_is_there(booth, lan):
    actions.wish_for(a_product(booth), by=lan)
    assert isinstance(wishes_of(lan, clock.now()).gone[0], Product)
