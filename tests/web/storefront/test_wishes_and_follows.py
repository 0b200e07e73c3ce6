"""Wish list, followed booths, the way out of letters, and the fee to one's own commune."""

from __future__ import annotations

import pytest

from marketplace.core.secret_links import secret_for
from marketplace.domain.catalog.actions import hide_product
from marketplace.domain.favourites.actions import follow_booth
from marketplace.domain.favourites.queries import follow_of
from marketplace.domain.favourites.rules import LINK, link_subject
from marketplace.domain.search.actions import reindex_all
from tests.people import DONG_HA, on_sale, sign_in_as


@pytest.fixture
def pepper(booth):
    variant = on_sale(booth, slug="tieu")
    reindex_all()
    return variant


def test_a_visitor_who_wishes_signs_in_and_comes_back_to_the_product(client, pepper):
    answer = client.post("/wishes", data={"product": "tieu"})
    assert answer.location.endswith("/account/sign-in?next=/products/tieu")


def test_a_wish_is_kept_shown_and_dropped(client, pepper, lan):
    sign_in_as(client, lan)
    assert "Chưa có món nào" in client.get("/wishes").text
    client.post("/wishes", data={"product": "tieu"})
    assert "Hạt tiêu Cùa" in client.get("/wishes").text
    client.post("/wishes/tieu/removal")
    assert "Chưa có món nào" in client.get("/wishes").text


def test_what_is_no_longer_sold_can_still_be_dropped(client, pepper, lan, minh):
    sign_in_as(client, lan)
    client.post("/wishes", data={"product": "tieu"})
    hide_product(pepper.product, by=minh)
    assert "Không còn bán" in client.get("/wishes").text
    assert client.post("/wishes/tieu/removal").status_code == 303


@pytest.mark.parametrize("slug", ["", "..", "khong-co", "<script>"])
def test_wishing_for_nothing_that_is_there_is_not_found(client, lan, slug):
    sign_in_as(client, lan)
    assert client.post("/wishes", data={"product": slug}).status_code == 404
    assert client.post("/follows", data={"booth": slug}).status_code == 404


def test_public_pages_say_nothing_of_who_asks(client, pepper, booth, lan):
    before = {path: client.get(path).text for path in ("/products/tieu", f"/booths/{booth.slug}")}
    sign_in_as(client, lan)
    client.post("/wishes", data={"product": "tieu"})
    client.post("/follows", data={"booth": booth.slug})
    client.get("/wishes")  # takes what was flashed
    other = client.application.test_client()
    for path, page in before.items():
        assert other.get(path).text == page


@pytest.mark.parametrize(("noun", "thing"), [("wishes", "product"), ("follows", "booth")])
def test_a_page_tells_what_its_visitor_marked_and_how_to_take_it_back(client, pepper, booth, lan, noun, thing):
    slug = {"product": "tieu", "booth": booth.slug}[thing]
    page, mark = f"/{thing}s/{slug}", 'class="marked"'
    sign_in_as(client, lan)
    assert mark not in client.get(page).text
    client.post(f"/{noun}", data={thing: slug})
    shown = client.get(page).text
    assert mark in shown
    assert f'action="/{noun}/{slug}/removal"' in shown
    assert mark not in client.get("/products").text
    answer = client.post(f"/{noun}/{slug}/removal", data={"from": thing})
    assert (answer.status_code, answer.location) == (303, page)
    assert mark not in client.get(page).text


def test_following_and_its_letters_are_switched_apart(client, booth, lan):
    sign_in_as(client, lan)
    client.post("/follows", data={"booth": booth.slug})
    assert booth.name in client.get("/follows").text
    client.post(f"/follows/{booth.slug}/letters", data={"wanted": "0"})
    assert follow_of(lan, booth).wants_letters is False
    assert "Bật thư" in client.get("/follows").text
    client.post(f"/follows/{booth.slug}/removal")
    assert "Chưa theo dõi gian hàng nào" in client.get("/follows").text


def way_out(person):
    return f"{person.id}-{secret_for(LINK, link_subject(person.id))}"


def test_opening_the_link_of_a_letter_ends_nothing_pressing_the_button_does(client, booth, lan):
    follow_booth(booth, by=lan)
    page = client.get(f"/hooks/letters/{way_out(lan)}", follow_redirects=True)
    assert "Thôi nhận thư" in page.text
    assert follow_of(lan, booth).wants_letters
    assert client.post(f"/follows/letters/{way_out(lan)}").status_code == 200
    assert follow_of(lan, booth).wants_letters is False


def test_a_mail_program_ends_the_letters_by_one_post_from_nowhere(client, booth, lan, hoa):
    follow_booth(booth, by=lan)
    key = way_out(lan)
    mail = client.application.test_client(use_cookies=False)
    other_site = {"Sec-Fetch-Site": "cross-site"}
    assert mail.post(f"/hooks/letters/{key}", data={}, headers=other_site).status_code == 400
    stranger = f"{hoa.id}-{key.partition('-')[2]}"
    one_click = {"List-Unsubscribe": "One-Click"}
    assert mail.post(f"/hooks/letters/{stranger}", data=one_click, headers=other_site).status_code == 404
    assert follow_of(lan, booth).wants_letters
    for _ in range(2):
        assert mail.post(f"/hooks/letters/{key}", data=one_click, headers=other_site).status_code == 204
    assert follow_of(lan, booth).wants_letters is False


def test_the_fee_to_ones_commune_is_asked_once_and_remembered(client, pepper):
    assert "Bạn nhận hàng ở đâu?" in client.get("/products/tieu/delivery").text
    place = {"province": "44", "commune": "Phường Đông Hà", "commune_code": DONG_HA}
    page = client.post("/products/tieu/delivery", data=place, follow_redirects=True).text
    assert "Phường Đông Hà" in page
    assert "22.000" in page
    assert client.get_cookie("place").value == DONG_HA
    assert "22.000" in client.get("/products/tieu/delivery").text


def test_a_place_that_is_none_is_told_beside_its_field(client, pepper):
    answer = client.post("/products/tieu/delivery", data={"province": "44", "commune": "Không Đâu"})
    assert (answer.status_code, "Không tìm thấy nơi này" in answer.text) == (422, True)


@pytest.mark.parametrize("place", ["", "99999", "19333; DROP", "x" * 3000])
def test_a_cookie_that_is_no_place_is_no_fault(client, pepper, place):
    client.set_cookie("place", place)
    assert client.get("/products/tieu/delivery?variant=x").status_code == 200


def test_a_remembered_place_does_not_cost_the_kept_page(client, pepper, queries):
    client.get("/products/tieu")
    client.set_cookie("place", DONG_HA)
    queries.clear()
    assert client.get("/products/tieu").status_code == 200
    assert queries == []
