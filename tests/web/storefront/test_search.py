"""The box on every page: what it offers, what it finds, and that nothing typed into it breaks anything."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.domain.search.actions import reindex_all
from marketplace.domain.search.rules import BANDS, SORTS
from tests.people import CAM_LO, a_booth, a_category, on_sale


@pytest.fixture
def shop(app):
    booth = a_booth(slug="khe-sanh", name="HTX Khe Sanh")
    a_category("ca-phe", "Cà phê")
    on_sale(booth, name="Cà phê Khe Sanh", slug="ca-phe", name_en="Khe Sanh coffee")
    on_sale(booth, name="Hạt tiêu Cùa", slug="tieu", price=60_000, origin_commune_code=CAM_LO)
    reindex_all()


def test_while_typing_a_shelf_products_booths_and_places_are_offered(client, shop):
    items = client.get("/search/suggestions?q=khe+sa").json["items"]
    assert {(item["kind"], item["name"]) for item in items} == {
        ("product", "Cà phê Khe Sanh"), ("product", "Hạt tiêu Cùa"), ("booth", "HTX Khe Sanh"), ("commune", "Khe Sanh"),
    }  # fmt: skip
    assert {item["note"] for item in items} == {"", "Gian hàng", "Nơi làm"}
    for item in items:
        assert client.get(item["url"]).status_code == 200
    assert client.get("/search/suggestions?q=ca+phe").json["items"][0]["kind"] == "category"
    english = client.get("/en/search/suggestions?q=khe").json["items"]
    assert "Khe Sanh coffee" in [item["name"] for item in english]


def test_of_products_called_the_same_the_booth_is_said_too(client, shop):
    for name in ("Nhà Lá Vằng", "Nhà Suối Trong"):
        on_sale(a_booth(name=name), name="Chè vằng", stock=5)
    reindex_all()
    items = client.get("/search/suggestions?q=che+van").json["items"]
    assert {item["note"] for item in items if item["kind"] == "product"} == {"Nhà Lá Vằng", "Nhà Suối Trong"}


def test_the_box_is_a_plain_form_that_a_script_may_help(client, shop):
    page = client.get("/").text
    assert '<form class="search" role="search" method="get" action="/search" data-suggest="/search/suggestions"' in page
    assert "Hạt tiêu Cùa" in client.get("/search?q=hatj+tieeu").text


@pytest.mark.parametrize(
    ("root", "typed", "heading", "not_there"),
    [
        ("", "hatj tieeu", "Kết quả cho “hạt tiêu”", "Gần với"),
        ("/en", "cofee", "Results for “coffee”", "Near to"),
        ("", "tiêu rừng xanh thẳm", "Gần với “tiêu rừng xanh thẳm”", "Kết quả cho"),
        ("/en", "tiêu rừng xanh thẳm", "Near to “tiêu rừng xanh thẳm”", "Results for"),
    ],
)
def test_the_heading_says_what_was_found_or_that_it_is_only_near(client, shop, root, typed, heading, not_there):
    page = client.get(f"{root}/search", query_string={"q": typed}).text
    assert heading in page
    assert not_there not in page


def test_an_old_district_narrows_and_can_be_taken_back(client, shop):
    page = client.get("/search?q=khe+sanh&district=huyen-cam-lo").text
    assert "Hạt tiêu Cùa" in page
    assert "Cà phê Khe Sanh" not in page
    assert "Huyện Cam Lộ" in page
    assert 'name="district" value="huyen-huong-hoa"' in page


def test_the_first_page_tells_what_there_is_and_where_it_comes_from(client, shop):
    page = client.get("/").text
    assert "1 gian hàng" in page
    assert "2 xã, phường" in page
    assert "0 món có sao OCOP" not in page
    assert 'href="/products?district=huyen-cam-lo"' in page


TEXT = st.text(max_size=140) | st.sampled_from(
    ["tieu", "ca phe", "hatj tieeu", "*", "tieu*", '"a" OR b', "%", "\x00", "^"]
)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "q": TEXT, "sort": st.sampled_from(SORTS) | TEXT, "page": st.integers(-5, 10**9).map(str) | TEXT,
        "category": st.lists(st.sampled_from(["ca-phe", "khong-co"]) | TEXT, max_size=3), "booth": TEXT,
        "commune": st.sampled_from(["19597", "00000"]) | TEXT, "district": st.sampled_from(["huyen-cam-lo", "x"]) | TEXT,
        "star": st.sampled_from(["3", "5", "9"]) | TEXT, "price": st.sampled_from(list(BANDS)) | TEXT,
        "in_stock": st.sampled_from(["1", "0"]) | TEXT, "youth": st.sampled_from(["1", ""]) | TEXT,
    },
)  # fmt: skip


@settings(max_examples=120)
@given(asked=ASKED, path=st.sampled_from(["/search", "/products", "/search/suggestions", "/en/search"]))
def test_nothing_that_is_asked_breaks_search(client, shop, asked, path):
    answer = client.get(path, query_string=asked)
    assert answer.status_code == 200
    if path.endswith("suggestions"):
        assert isinstance(json.loads(answer.text)["items"], list)
