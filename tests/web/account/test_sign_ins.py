"""Coming in through the page: a new session each time, the way on, the cart, and out again."""

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import SignIn
from marketplace.domain.accounts.queries import sign_ins_of
from marketplace.domain.carts.actions import add_to_cart, new_cart
from marketplace.domain.carts.queries import lines_of
from tests.people import on_sale, sign_in_as
from tests.web.account.conftest import PASSWORD
from tests.web.test_onward import FOREIGN


def come(client, person, password: str = PASSWORD, **fields):
    return client.post("/account/sign-in", data={"login": person.email, "password": password, **fields})


def cookie(client) -> str | None:
    kept = client.get_cookie("session")
    return kept.value if kept else None


def test_a_person_comes_in_and_finds_her_page(client, lan):
    answer = come(client, lan)
    assert (answer.status_code, answer.location) == (303, "/account")
    page = client.get("/account")
    assert page.status_code == 200
    assert "Nguyễn Thị Lan" in page.text


def test_one_comes_in_in_english_too(client, lan):
    answer = client.post("/en/account/sign-in", data={"login": lan.phone, "password": PASSWORD})
    assert answer.location == "/en/account"


def test_wrong_and_unknown_are_answered_with_the_same_bytes(client, lan):
    wrong = come(client, lan, "not her password")
    unknown = client.post("/account/sign-in", data={"login": "nobody@example.vn", "password": "not her password"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.data.replace(lan.email.encode(), b"") == unknown.data.replace(b"nobody@example.vn", b"")
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert "not her password" not in wrong.text


def test_an_empty_form_says_what_is_missing_and_keeps_what_was_typed(client):
    answer = client.post("/account/sign-in", data={"login": "lan@example.vn"})
    assert answer.status_code == 422
    assert 'value="lan@example.vn"' in answer.text
    assert 'href="#password"' in answer.text


def test_too_many_tries_must_wait_even_with_the_right_password(client, lan):
    for _ in range(10):
        come(client, lan, "wrong")
    answer = come(client, lan)
    assert answer.status_code == 429
    assert "15 phút" in answer.text


@pytest.mark.parametrize("way", ["/checkout", "/en/account/orders?page=2"])
def test_one_goes_on_to_the_page_that_was_wanted(client, lan, way):
    assert f'value="{way}"' in client.get("/account/sign-in", query_string={"next": way}).text
    assert come(client, lan, next=way).location == way


@pytest.mark.parametrize("way", [each for each in FOREIGN if each])
def test_one_never_goes_on_to_another_site(client, lan, way):
    page = client.get("/account/sign-in", query_string={"next": way}).text
    assert '<input id="next" name="next" type="hidden" value="">' in page
    assert come(client, lan, next=way).location == "/account"


def test_a_closed_page_asks_to_sign_in_and_leads_back(client):
    answer = client.get("/en/account/orders?page=2")
    assert answer.status_code == 302
    assert answer.location == "/en/account/sign-in?next=/en/account/orders%3Fpage%3D2"
    answer = client.post("/account/addresses")
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")


def test_the_session_before_is_not_the_session_after(client, lan):
    """Whoever planted a cookie before the sign-in holds nothing afterwards (THREATS T20)."""
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = cookie(client)
    come(client, lan)
    after = cookie(client)
    assert before != after
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.permanent
    client.set_cookie("session", before)
    assert client.get("/account").status_code == 302


def test_signing_in_again_makes_a_new_sign_in_and_ends_the_old(client, lan):
    come(client, lan)
    first = cookie(client)
    come(client, lan)
    assert len(sign_ins_of(lan)) == 1
    client.set_cookie("session", first)
    assert client.get("/account").status_code == 302


def test_what_a_guest_placed_here_stays_within_reach_but_not_of_the_next_person(client, lan, hoa):
    with client.session_transaction() as session:
        session["purchases"] = ["QT-2222222222"]
    come(client, lan)
    with client.session_transaction() as session:
        assert session["purchases"] == ["QT-2222222222"]
    with transaction():
        hoa.password_hash = lan.password_hash
    come(client, hoa)
    with client.session_transaction() as session:
        assert "purchases" not in session


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(client, lan):
    header = next(each for each in come(client, lan).headers.getlist("Set-Cookie") if each.startswith("session="))
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Expires" in header


def test_the_cart_of_a_guest_comes_along_under_a_new_key(client, lan, booth):
    cart = new_cart()
    key, variant = cart.key, on_sale(booth)
    add_to_cart(cart, variant.id, 2)
    client.set_cookie("cart", key)
    come(client, lan)
    assert client.get_cookie("cart").value != key
    db.session.expire_all()
    assert cart.person_id == lan.id
    assert [line.quantity for line in lines_of(cart)] == [2]


def test_her_cart_from_another_device_is_here_too(client, lan, booth):
    cart = new_cart(lan)
    add_to_cart(cart, on_sale(booth).id, 1)
    come(client, lan)
    assert client.get_cookie("cart").value == cart.key


def test_leaving_ends_the_sign_in_and_the_browser_forgets_whose_it_was(client, lan):
    new_cart(lan)
    come(client, lan)
    kept = cookie(client)
    assert "Đăng xuất" in client.get("/account/sign-out").text
    assert client.get("/account").status_code == 200  # asking changes nothing
    answer = client.post("/account/sign-out")
    assert (answer.status_code, answer.location) == (303, "/")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert client.get_cookie("cart") is None
    assert client.get("/account").status_code == 302
    client.set_cookie("session", kept)
    assert client.get("/account").status_code == 302
    assert client.post("/account/sign-out").status_code == 303


def test_a_disabled_person_is_out_at_the_next_page(client, lan):
    come(client, lan)
    with transaction():
        lan.state = "disabled"
    assert client.get("/account").status_code == 302


def test_she_sees_her_browsers_and_ends_them(client, app, lan):
    other = app.test_client()
    other.post(
        "/account/sign-in", data={"login": lan.email, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (Linux; Android 13) Chrome/126.0 musical_ly_2023"},
    )  # fmt: skip
    come(client, lan)
    page = client.get("/account/sign-ins").text
    assert "TikTok, Android" in page
    assert page.count("Máy này") == 1
    there = next(each for each in sign_ins_of(lan) if each.browser.startswith("TikTok"))
    assert client.post(f"/account/sign-ins/{there.id}/removal").status_code == 303
    assert other.get("/account").status_code == 302
    assert "Chỉ có máy này" in client.get("/account/sign-ins").text


def test_she_ends_all_others_at_once(client, app, lan):
    other = app.test_client()
    come(other, lan)
    come(client, lan)
    client.post("/account/sign-ins/removal")
    assert other.get("/account").status_code == 302
    assert client.get("/account").status_code == 200


def test_nobody_ends_anothers_sign_in(client, app, lan, hoa):
    hers = app.test_client()
    sign_in_as(hers, hoa)
    come(client, lan)
    [target] = sign_ins_of(hoa)
    client.post(f"/account/sign-ins/{target.id}/removal")
    assert hers.get("/account").status_code == 200


def test_a_browser_in_use_is_noted_now_and_then_and_not_at_every_page(client, lan, dirty_tables):
    come(client, lan)
    dirty_tables.clear()
    client.get("/account")
    assert dirty_tables == set()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        client.get("/account")
        assert dirty_tables == {"sign_ins"}
        assert db.session.query(SignIn.seen_at).scalar() == clock.now()
    dirty_tables.add("people")


def test_pages_of_a_person_are_kept_by_nobody(client, lan):
    come(client, lan)
    for path in ("/account", "/account/orders", "/account/addresses", "/account/sign-ins", "/account/profile"):
        answer = client.get(path)
        assert "no-store" in answer.headers["Cache-Control"]
        assert 'content="noindex"' in answer.text
