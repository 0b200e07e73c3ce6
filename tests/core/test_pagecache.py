"""A kept page is the same for everyone; nothing of one person is ever in it (THREATS T28, T29)."""

import gzip

import brotli
import pytest
from flask import Blueprint, make_response, request, session

from marketplace import create_app
from marketplace.core import versions
from marketplace.core.db import db
from marketplace.core.hold import hang_up
from marketplace.core.kept_pages import accepts
from marketplace.core.pagecache import NotForKeeping, end_page_at, public_page
from marketplace.core.transactions import transaction
from marketplace.domain.carts.models import Cart
from marketplace.web.session import current_person
from tests.people import on_sale, sign_in_as


@pytest.fixture
def pages(app):
    return app.extensions["kept_pages"]


def ask(client, path="/products", **headers):
    return client.get(path, headers=headers)


def test_the_second_answer_is_the_first_without_asking_the_database(client, queries):
    first = ask(client)
    queries.clear()
    second = ask(client)
    assert (second.data, second.headers["ETag"], queries) == (first.data, first.headers["ETag"], [])
    assert second.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in second.headers["Vary"]
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_browser_that_has_the_page_gets_no_body(client):
    tag = ask(client).headers["ETag"]
    for sent in (tag, f'"other", {tag}'):
        answer = ask(client, **{"If-None-Match": sent})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "Cookie" in answer.headers["Vary"]
    assert ask(client, **{"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_the_length_and_sends_nothing(client):
    body = ask(client)
    head = client.head("/products")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(body.data))


def test_encodings_are_those_the_browser_takes(client):
    plain = ask(client).data
    packed = ask(client, **{"Accept-Encoding": "gzip, br"})
    assert (packed.headers["Content-Encoding"], brotli.decompress(packed.data)) == ("br", plain)
    older = ask(client, **{"Accept-Encoding": "gzip, br;q=0"})
    assert (older.headers["Content-Encoding"], gzip.decompress(older.data)) == ("gzip", plain)


@pytest.mark.parametrize(
    ("header", "takes"), [("br", True), ("gzip, br;q=0.5", True), ("br;q=0", False), ("xbr", False)]
)
def test_an_encoding_with_no_weight_is_not_taken(header, takes):
    assert accepts(header, "br") is takes


def test_a_change_of_the_catalogue_shows_at_once(client, booth):
    before = ask(client)
    on_sale(booth, name="Mật ong rừng")
    with transaction():
        versions.bump("catalogue")
    after = ask(client, "/booths")
    assert before.status_code == after.status_code == 200
    kept = ask(client)
    with transaction():
        versions.bump("catalogue")
    assert client.application.extensions["versions"].peek("catalogue") is None
    assert ask(client).status_code == kept.status_code == 200


def test_the_name_of_a_signed_in_person_is_in_no_kept_page(app, client, lan, pages):
    stranger = app.test_client()
    sign_in_as(client, lan)
    hers = ask(client)
    assert lan.full_name in hers.text
    assert "no-store" in hers.headers["Cache-Control"]
    assert "ETag" not in hers.headers
    assert lan.full_name not in ask(stranger).text
    for page in pages._pages.values():
        assert lan.full_name.encode() not in page.content.body + page.content.template


def test_the_cart_of_one_browser_is_in_no_kept_page(app, client, pages):
    variant = on_sale()
    answer = client.post("/cart/lines", data={"variant_id": variant.id, "quantity": 7})
    assert answer.status_code == 303
    mine = ask(client)
    assert 'class="count">7' in mine.text
    assert "no-store" in mine.headers["Cache-Control"]
    assert 'class="count"' not in ask(app.test_client()).text
    assert db.session.query(Cart).count() == 1
    assert all(b'class="count"' not in page.content.body + page.content.template for page in pages._pages.values())


KEY = "k" * 32


def test_a_page_reached_with_a_cart_key_comes_from_the_kept_ones_and_is_not_kept_by_anyone_else(client, pages, queries):
    slug = on_sale().product.slug
    ask(client, f"/products/{slug}")
    queries.clear()
    answer = ask(client, f"/products/{slug}?cart={KEY}")
    assert f'<input type="hidden" name="cart" value="{KEY}">' in answer.text
    assert f'href="/cart?cart={KEY}"' in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "ETag" not in answer.headers
    assert len(pages) == 1
    assert len(queries) <= 1  # the cart is looked up, the page is not made


def test_no_visitor_gets_the_cart_key_of_another(client, pages):
    slug = on_sale().product.slug
    first = [f"/products/{slug}?cart={KEY}", f"/products/{slug}?utm_source=x&cart={KEY}&variant=1", f"/?cart={KEY}"]
    for path in first:
        assert KEY in ask(client, path).text
        for stranger in (path.split("?")[0], f"{path.split('?')[0]}?cart={'o' * 32}", f"/en{path.split('?')[0]}"):
            assert KEY not in ask(client, stranger).text
    for page in pages._pages.values():
        assert KEY.encode() not in page.content.body + page.content.template
        assert all(KEY not in value for _, value in page.content.headers)


@pytest.mark.parametrize(
    "key", ['"><script>alert(1)</script>', "short", "a" * 65, "<!--personal-->" * 2, "%0d%0aX:y" * 4]
)
def test_what_cannot_be_a_cart_key_is_put_into_no_page(client, key):
    slug = on_sale().product.slug
    plain = ask(client, f"/products/{slug}")
    odd = client.get(f"/products/{slug}", query_string={"cart": key})
    assert odd.data == plain.data


def test_what_a_seller_writes_is_no_mark_on_a_page(client):
    slug = on_sale(name="Chè <!--cart--> <!--?cart-->").product.slug
    page = ask(client, f"/products/{slug}?cart={KEY}").text
    assert "&lt;!--cart--&gt;" in page
    assert page.count(f'value="{KEY}"') == 1


def test_a_public_page_sets_no_cookie(client):
    for path in ("/", "/products", "/booths", "/search?q=x", "/pages/privacy", "/en/"):
        assert "Set-Cookie" not in client.get(path).headers


def test_both_languages_are_kept_apart(client):
    assert 'lang="vi"' in ask(client).text
    assert 'lang="en"' in ask(client, "/en/products").text
    assert 'lang="vi"' in ask(client).text
    assert 'lang="en"' in ask(client, "/en/products").text


def test_a_strange_host_gets_neither_a_kept_page_nor_a_place_in_it(client, pages):
    ask(client)
    for host in ("evil.example", "localhost.evil.example", "evil.example:80"):
        answer = client.get("/products", headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text
    assert all(b"evil" not in page.content.body for page in pages._pages.values())


def test_forwarded_headers_enter_no_page(client, pages):
    answer = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"})
    assert "evil" not in answer.text


def test_what_advertisers_hang_on_an_address_makes_no_second_page(client, pages):
    ask(client)
    answer = ask(client, "/products?fbclid=somebody&utm_source=zalo")
    assert len(pages) == 1
    assert "somebody" not in answer.text


def test_a_page_that_is_not_there_is_not_kept(client, pages):
    assert client.get("/products/khong-co").status_code == 404
    assert client.get("/products/khong-co.css").status_code == 404
    assert len(pages) == 0
    assert client.get("/products/khong-co").headers["Cache-Control"] == "no-store"


@pytest.fixture
def odd(market_config):
    """An app with pages that break the rule."""
    bp = Blueprint("odd", __name__)

    @bp.get("/odd/session")
    @public_page
    def show_session():
        return str(session.get("x"))

    @bp.get("/odd/person")
    @public_page
    def show_person():
        return str(current_person())

    @bp.get("/odd/cookie")
    @public_page
    def show_cookie():
        response = make_response("x")
        response.set_cookie("x", "y")
        return response

    @bp.get("/odd/key")
    @public_page
    def show_key():
        return f"<p>{request.args['cart']}</p>"

    @bp.get("/odd/ending")
    @public_page
    def show_ending():
        end_page_at(0)
        return "<p>"

    app = create_app(market_config)
    app.register_blueprint(bp)
    app.testing = True
    yield app
    with app.app_context():
        hang_up()


@pytest.mark.parametrize("path", ["/odd/session", "/odd/person", "/odd/cookie", f"/odd/key?cart={KEY}"])
def test_a_view_that_looks_at_who_asks_fails_instead_of_being_kept(app, odd, path):
    with odd.test_client() as client:
        assert client.get(path).status_code == 500
    assert len(odd.extensions["kept_pages"]) == 0
    assert NotForKeeping.__doc__


def test_a_page_on_which_something_ends_now_is_made_anew(app, odd):
    client = odd.test_client()
    client.get("/odd/ending")
    assert (
        odd.extensions["kept_pages"].find(("", "/odd/ending", ""), odd.extensions["versions"].peek("catalogue")) is None
    )


def test_a_key_that_is_also_what_was_searched_for_breaks_nothing(client):
    on_sale()
    answer = ask(client, f"/products?q={KEY}&cart={KEY}")
    assert answer.status_code == 200
    assert KEY not in ask(client, f"/products?cart={'o' * 32}").text
