"""What shoppers see on public pages, how little it costs, and that no input breaks it."""

import json
import re
from datetime import date, timedelta

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core import clock, files, versions
from marketplace.core.db import db
from marketplace.core.slugs import keep_past_slug
from marketplace.core.transactions import transaction
from marketplace.core.versions import bump
from marketplace.domain.catalog.models import Photo
from marketplace.domain.papers.models import Paper
from marketplace.domain.promotions.models import Offer
from marketplace.domain.search.actions import reindex_all
from marketplace.domain.stock.actions import count_stock
from tests.buying import buy
from tests.people import CAM_LO, a_booth, a_category, a_person, a_product, a_variant, on_sale
from tests.web.storefront.browsing import asked_anew

KEY = "k" * 32
PUBLIC = (
    "/",
    "/products",
    "/booths",
    "/communes",
    "/communes?q=cam+chinh",
    "/communes?q=zzzz",
    "/search?q=tieu",
    "/search?q=zzzzq",
    "/search",
    "/pages/ranking",
    "/help",
)


@pytest.fixture
def shop(app):
    """Two booths, two shelves, a few products."""
    booth = a_booth(slug="khe-sanh", name="HTX Khe Sanh", story="Dòng một.\nDòng hai.")
    other = a_booth(slug="cam-lo", name="Cơ sở Cam Lộ", commune_code=CAM_LO)
    pepper = on_sale(booth, name="Hạt tiêu Cùa", slug="tieu", name_en="Cua pepper", price=60_000)
    shelf = a_category("ca-phe", "Cà phê")
    on_sale(other, name="Cà phê rang", slug="ca-phe-rang", category_id=shelf.id, price=150_000, stock=0)
    reindex_all()
    return pepper


def more(count):
    booth = a_booth(name="Gian lớn")
    for number in range(count):
        product = a_product(booth, name=f"Món {number}")
        a_variant(product, price=1000 * (number + 1))
        a_variant(product, price=2000 * (number + 1), position=1)
    reindex_all()


def a_star(variant, *, state="checked", ends=date(2099, 1, 1)):
    checker = a_person("Lê Thị Ngọc", role="organizer").id if state == "checked" else None
    with transaction():
        db.session.add(
            Paper(
                booth_id=variant.booth_id, product_id=variant.product_id, kind="ocop", star=4, number="12/QĐ-UBND",
                issuer="UBND tỉnh Quảng Trị", issued_on=date(2020, 1, 1), expires_on=ends, state=state,
                brought_at=clock.now(), checked_at=clock.now() if checker else None, checked_by_id=checker,
            )
        )  # fmt: skip
        versions.bump("catalogue")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", [*PUBLIC, "/products/tieu", "/booths/khe-sanh", "/categories/ca-phe"])
def test_public_pages_stand_in_both_languages(client, shop, path, prefix):
    answer = client.get(prefix + path)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "style=" not in answer.text
    assert not re.search(r"<script(?![^>]*(?:src=|ld\+json))", answer.text)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_stand_when_the_market_is_empty(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 6), ("/products", 4), ("/products?star=4&price=50-100&in_stock=1", 4), ("/categories/ca-phe", 5),
        ("/products/tieu", 6), ("/search?q=tieu", 6), ("/search?q=tieeu+cuaf", 6), ("/booths", 6), ("/communes", 6),
        ("/booths/khe-sanh", 6),
    ],
)  # fmt: skip
def test_pages_ask_little_and_no_more_when_the_catalogue_grows(client, shop, queries, path, most):
    before = asked_anew(client, path, queries)
    more(40)
    assert asked_anew(client, path, queries) <= before <= most


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 2), ("/products", 1), ("/categories/ca-phe", 1), ("/products/tieu", 2), ("/booths/khe-sanh", 1)],
)
def test_while_the_catalogue_stands_only_prices_and_what_is_left_are_read_again(client, shop, queries, path, most):
    first = client.get(path).data
    client.application.extensions["kept_pages"].clear()
    queries.clear()
    assert client.get(path).data == first
    assert 0 < len(queries) <= most


def test_what_is_left_is_told_as_it_is_while_the_catalogue_stands(client, shop):
    for path in ("/", "/products", "/products/tieu", "/booths/khe-sanh"):
        client.get(path)
    count_stock(shop.id, 3, by_id=None, reason="Kiểm kho")
    client.application.extensions["kept_pages"].clear()
    for path in ("/", "/products", "/products/tieu", "/booths/khe-sanh"):
        assert "Chỉ còn 3" in client.get(path).text, path


def test_a_sale_leaves_all_of_a_product_page_but_what_is_left(client, shop, queries):
    before = client.get("/products/tieu").text
    buy(shop)
    client.application.extensions["kept_pages"].clear()
    client.application.extensions["kept_answers"].clear()
    queries.clear()
    after = client.get("/products/tieu").text
    assert len(queries) == 2
    left = re.search(r"Còn (\d+) ", before)[1]
    assert f"Còn {int(left) - 1} " in after
    assert after.replace(f"Còn {int(left) - 1} ", f"Còn {left} ") == before.replace(
        f'max="{left}"', f'max="{int(left) - 1}"'
    )


def test_first_page_and_list_weigh_little(client, shop):
    more(40)
    folder = client.application.config["MARKET"].data_folder / "static"
    names = json.loads((folder / "manifest.json").read_text())
    assets = sum(len((folder / f"{names[name]}.br").read_bytes()) for name in ("site.css", "site.js"))
    for path, most in (("/", 30_000), ("/products", 30_000), ("/booths", 30_000), ("/products/tieu", 25_000)):
        page = client.get(path, headers={"Accept-Encoding": "br"})
        assert brotli.decompress(page.data)
        assert assets + len(page.data) <= most, path


def test_a_product_tells_what_a_shopper_must_know(client, shop):
    page = client.get("/products/tieu").text
    for fact in (
        "Hạt tiêu Cùa",
        "60.000",
        "120.000",
        "/kg",
        "Còn 10",
        "HTX Khe Sanh",
        "Thôn 1, Xã Khe Sanh",
        "3200000001",
    ):
        assert fact in page, fact
    assert 'action="/cart/lines"' in page
    assert f'name="variant_id" value="{shop.id}"' in page


def test_a_star_is_shown_only_while_its_paper_is_checked_and_in_date(client, shop):
    a_star(shop, state="waiting")
    a_star(shop, ends=clock.today() - timedelta(days=1))
    assert "4 sao" not in client.get("/products/tieu").text
    assert "4 sao" not in client.get("/products").text
    a_star(shop)
    with transaction():
        bump("catalogue")
    page = client.get("/products/tieu").text
    assert "OCOP 4 sao" in page
    assert "12/QĐ-UBND" in page
    assert "OCOP 4 sao" in client.get("/products").text
    assert "Hạt tiêu" in client.get("/products?star=4").text
    assert "Hạt tiêu" not in client.get("/products?star=5").text


def test_an_offer_shows_its_price_until_it_ends(client, shop):
    now = clock.now()
    with transaction():
        db.session.add(
            Offer(
                booth_id=shop.booth_id, variant_id=shop.id, kind="live", price=45_000, ends_at=now + timedelta(hours=1),
                starts_at=now - timedelta(hours=1),
            )
        )  # fmt: skip
    assert "45.000" in client.get("/products/tieu").text
    assert "45.000" in client.get("/products?price=0-50").text
    with clock.frozen(now + timedelta(hours=2)):
        client.application.extensions["kept_pages"].clear()
        assert "45.000" not in client.get("/products/tieu").text
        assert "Hạt tiêu" not in client.get("/products?price=0-50").text


def test_sold_out_goods_cannot_be_put_into_the_cart(client, shop):
    page = client.get("/products/ca-phe-rang").text
    assert "Hết hàng" in page
    assert "Thêm vào giỏ" not in page


def test_notices_of_alcohol_supplements_and_samples(client, booth):
    on_sale(booth, name="Rượu men lá", slug="ruou", is_alcohol=True, is_supplement=True, is_sample=True)
    page = client.get("/products/ruou").text
    assert "dưới 18 tuổi" in page
    assert "không phải là thuốc" in page
    assert "Dữ liệu mẫu" in page


def test_an_old_name_leads_to_the_new_one_and_keeps_the_question(client, shop):
    with transaction():
        keep_past_slug("product", "tieu-cu", shop.product_id)
        keep_past_slug("booth", "gian-cu", shop.booth_id)
    answer = client.get(f"/en/products/tieu-cu?cart={KEY}&fbclid=x")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/en/products/tieu?cart={KEY}")
    answer = client.get("/booths/gian-cu")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/booths/khe-sanh")


@pytest.mark.parametrize("state", ["draft", "submitted", "hidden", "withdrawn"])
def test_what_is_not_on_sale_is_not_there(client, booth, state):
    product = a_product(booth, slug="an", state=state)
    a_variant(product)
    reindex_all()
    assert client.get("/products/an").status_code == 404
    assert "/products/an" not in client.get("/products").text


def test_goods_of_a_suspended_booth_are_not_there(client):
    on_sale(a_booth(state="suspended", slug="dong"), slug="an")
    reindex_all()
    assert client.get("/products/an").status_code == 404
    assert client.get("/booths/dong").status_code == 404
    assert "/products/an" not in client.get("/products").text


def test_the_personal_number_of_a_single_maker_is_not_published(client):
    a_booth(slug="ca-nhan", subject_kind="individual", tax_code="044190000123")
    assert "044190000123" not in client.get("/booths/ca-nhan").text


def test_what_sellers_write_is_never_markup(client):
    evil = "<script>alert(1)</script><!--personal-->{{7*7}}"
    booth = a_booth(slug="xss", name=evil, story=evil)
    on_sale(booth, name=evil, slug="xau", description=evil, summary=evil, name_en=evil)
    reindex_all()
    for path in ("/", "/products", "/products/xau", "/booths/xss", "/booths", "/en/products/xau", "/search?q=alert"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<!--personal-->" not in page
        assert "49" not in re.findall(r"alert\(1\).{0,60}", page)


def test_linked_data_says_what_the_page_says(client, shop):
    page = client.get("/products/tieu").text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S).group(1))
    product, trail = data["@graph"]
    assert product["offers"][0]["price"] == 60_000
    assert product["offers"][0]["availability"].endswith("InStock")
    assert product["url"] == "http://localhost/products/tieu"
    assert trail["itemListElement"][-1]["name"] == "Hạt tiêu Cùa"


def test_language_links_name_both_pages_without_the_question_of_one_visitor(client, shop):
    page = client.get("/en/products/tieu?fbclid=x").text
    assert '<link rel="canonical" href="http://localhost/en/products/tieu">' in page
    assert 'hreflang="vi" href="http://localhost/products/tieu"' in page
    assert "fbclid" not in page


def test_choices_stay_in_the_address_and_can_be_taken_back(client, shop):
    page = client.get("/products?price=50-100&youth=1&page=3").text
    assert 'href="/products?youth=1"' in page
    assert 'href="/products?price=50-100"' in page


def test_turning_pages_shows_each_product_once(client):
    more(60)
    seen = []
    for page in (1, 2, 3):
        seen += re.findall(
            r'class="card-name"><a href="/products/([^"]+)"', client.get(f"/products?sort=cheap&page={page}").text
        )
    assert len(seen) == len(set(seen)) == 60


def test_suggestions_and_places_answer_programs(client, shop):
    items = client.get("/search/suggestions?q=tie").json["items"]
    assert items[0] == {"kind": "product", "name": "Hạt tiêu Cùa", "note": "", "url": "/products/tieu"}
    places = client.get("/places?q=cam+chinh").json["items"]
    assert places[0]["name"] == "Xã Cam Lộ"
    assert set(places[0]) == {"code", "name", "province", "province_code", "was"}


def test_pictures_are_served_for_ever_and_papers_never(client):
    key = files.keep(b"<svg xmlns='http://www.w3.org/2000/svg'/>", folder="products", suffix="svg")
    answer = client.get(f"/media/{key}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for folder, suffix in (("papers", "webp"), ("exports", "csv"), ("products", "pdf"), ("booths", "txt")):
        hidden = files.keep(b"secret", folder=folder, suffix=suffix)
        assert client.get(f"/media/{hidden}").status_code == 404
    for path in (
        "../test.db",
        "products/../papers/x",
        "products/%2e%2e/x",
        "products",
        "products/ab/x.svg",
        key + "%00",
    ):
        assert client.get(f"/media/{path}").status_code == 404


def test_a_drawing_stands_in_where_there_is_no_photo(client, shop):
    assert "/static/img/no-picture." in client.get("/products").text
    with transaction():
        db.session.add(
            Photo(
                booth_id=shop.booth_id, product_id=shop.product_id, kind="photo", key="products/ab/x", width=640,
                height=640, widths=[180, 360, 640], position=1,
            )
        )  # fmt: skip
        bump("catalogue")
    assert "/media/products/ab/x-360.webp 360w" in client.get("/products").text


def test_machines_find_their_way(client, shop):
    sitemap = client.get("/sitemap.xml")
    assert sitemap.mimetype == "application/xml"
    assert "<loc>http://localhost/products/tieu</loc>" in sitemap.text
    assert 'hreflang="en" href="http://localhost/en/products/tieu"' in sitemap.text
    assert client.get("/sitemap.xml?part=0").status_code == 404
    assert "Disallow: /checkout" in client.get("/robots.txt").text
    assert "Contact:" in client.get("/.well-known/security.txt").text


def test_health_is_for_all_and_figures_for_us(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok", "ill": []}
    assert "market_kept_pages" in client.get("/metrics").text
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


ODD_TEXTS = st.text(max_size=120) | st.sampled_from(
    ["'", '"', "%", "_", "\x00", "a" * 5000, "1' OR '1'='1", "{{7*7}}", "-1", "１２", "9" * 30, "[]"]
)
NAMES = (
    "q",
    "category",
    "booth",
    "commune",
    "star",
    "price",
    "in_stock",
    "youth",
    "sort",
    "page",
    "variant",
    "per_page",
    "cart",
    "province",
)


FUZZED = (
    "/products", "/search", "/search/suggestions", "/categories/ca-phe", "/booths", "/booths/khe-sanh",
    "/products/tieu", "/api/v1/products", "/api/v1/booths", "/places",
)  # fmt: skip


@settings(max_examples=60)
@given(path=st.sampled_from(FUZZED), pairs=st.lists(st.tuples(st.sampled_from(NAMES), ODD_TEXTS), max_size=5))
def test_no_question_breaks_a_page(client, shop, path, pairs):
    question = [(name, text.encode("utf-8", "replace").decode()) for name, text in pairs]
    assert client.get(path, query_string=question).status_code < 500


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=80).filter(lambda text: "/" not in text and text.strip(".")))
def test_no_name_in_an_address_breaks_a_page(client, name):
    safe = name.encode("utf-8", "replace").decode()
    for path in (
        "/products/",
        "/booths/",
        "/categories/",
        "/pages/",
        "/media/",
        "/api/v1/products/",
        "/api/v1/booths/",
    ):
        assert client.get(path + safe.replace("%", "%25").replace("?", "%3F").replace("#", "%23")).status_code < 500
