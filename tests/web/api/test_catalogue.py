"""Programs read the catalogue without a key, and are told plainly what they got wrong."""

import pytest

from marketplace.domain.search.actions import reindex_all
from tests.people import a_booth, on_sale


@pytest.fixture
def shop(app):
    booth = a_booth(slug="khe-sanh", name="HTX Khe Sanh")
    for number in range(3):
        on_sale(booth, name=f"Cà phê số {number}", slug=f"ca-phe-{number}", price=50_000 + number)
    on_sale(a_booth(slug="khac"), name="Hạt tiêu Cùa", slug="tieu")
    reindex_all()


def test_lists_of_products_and_booths(client, shop):
    answer = client.get("/api/v1/products").json
    assert answer["total"] == 4
    assert {"slug", "name", "url", "price", "booth"} <= set(answer["items"][0])
    assert client.get("/api/v1/products?q=ca+phe").json["total"] == 3
    assert client.get("/api/v1/products?booth=khac").json["items"][0]["slug"] == "tieu"
    assert client.get("/api/v1/products?category=thuc-pham&per_page=2&page=2").json["total"] == 4
    assert client.get("/api/v1/products?category=khong").json == {"items": [], "total": 0}
    assert [booth["slug"] for booth in client.get("/api/v1/booths").json["items"]].count("khe-sanh") == 1


def test_pages_of_a_list_hold_each_product_once(client, shop):
    slugs = [client.get(f"/api/v1/products?per_page=1&page={page}").json["items"][0]["slug"] for page in range(1, 5)]
    assert len(set(slugs)) == 4


def test_one_product_and_one_booth(client, shop):
    product = client.get("/api/v1/products/ca-phe-1").json
    assert product["variants"][0]["price"] == product["price"] == 50_001
    assert product["url"] == "http://localhost/products/ca-phe-1"
    booth = client.get("/api/v1/booths/khe-sanh").json
    assert booth["legal_name"] == "HTX Khe Sanh"
    assert "tax_code" not in booth


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=1.5", "per_page=101", "per_page=１２", "page=1e3", "page="]
)
def test_bad_numbers_are_problems(client, query):
    answer = client.get(f"/api/v1/products?{query}")
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == 422


@pytest.mark.parametrize(
    "path", ["/api/v1/products/khong", "/api/v1/booths/khong", "/api/v1/products/%00", "/api/v1/nothing"]
)
def test_what_is_not_there_is_a_problem_too(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_the_description_names_every_path_there_is(client, app):
    described = client.get("/api/v1/openapi.json").json
    assert described["openapi"].startswith("3.1")
    paths = {
        rule.rule.removeprefix("/api/v1").replace("<int:", "{").replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
    }
    assert paths - {"/openapi.json"} == set(described["paths"])
