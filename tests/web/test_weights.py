"""What a page weighs on a slow phone: the budgets of the house, counted in compressed bytes."""

import re

import brotli
import pytest

from tests.people import a_booth, a_product, a_variant
from tests.web.storefront.browsing import press, put, say_where

LIST, PAGE = 30_000, 25_000
TEXT = (
    "Hạt tiêu trồng trên đất đỏ bazan, hái chín, phơi nắng, sàng bằng tay; cay nồng, thơm lâu, hợp ướp cá biển và "
    "nấu bún. Nhà làm gửi hàng mỗi tuần hai lần, kèm giấy kiểm nghiệm của lô và cách bảo quản. "
)


@pytest.fixture
def shelf(app):
    """Twenty-four products of one booth, each with a text and two forms."""
    booth = a_booth(name="HTX Tiêu Cùa", story=TEXT * 4)
    variants = []
    for n in range(24):
        product = a_product(booth, name=f"Hạt tiêu Cùa loại {n} phơi nắng", summary=TEXT[:120], description=TEXT * 6)
        variants.append(a_variant(product, name="Gói 250 g"))
        a_variant(product, name="Gói 500 g", price=220_000)
    return variants


def weight_of(client, page: str) -> int:
    """HTML, style and scripts as a browser that takes brotli gets them."""
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js))"', page))
    assert any(name.endswith(".css") for name in files)
    total = len(brotli.compress(page.encode(), quality=5))
    for name in sorted(files):
        with client.get(name, headers={"Accept-Encoding": "br"}) as answer:
            assert answer.headers["Content-Encoding"] == "br", name
            total += len(answer.data)
    return total


def test_lists_weigh_at_most_30_kb(client, shelf):
    booth = shelf[0].product.booth
    for path in (
        "/",
        "/products",
        f"/booths/{booth.slug}",
        "/search?q=tieu",
        f"/categories/{shelf[0].product.category.slug}",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert weight_of(client, page.text) <= LIST, path


def test_pages_of_buying_weigh_at_most_25_kb(client, shelf):
    pages = {"product": client.get(f"/products/{shelf[0].product.slug}").text}
    for variant in shelf[:3]:
        put(client, variant)
    pages["cart"] = client.get("/cart").text
    pages["delivery"] = client.get("/checkout/delivery").text
    say_where(client)
    pages["checkout"] = client.get("/checkout").text
    pages["order"] = client.get(press(client, pages["checkout"]).location).text
    pages["live"] = client.get("/live").text
    weights = {name: weight_of(client, page) for name, page in pages.items()}
    assert {name: weight for name, weight in weights.items() if weight > PAGE} == {}


def test_scripts_and_styles_come_in_two_files_for_shoppers(client, shelf):
    """Beside the page itself: at most four requests before the first paint."""
    page = client.get("/products").text
    assert len(re.findall(r'<link rel="stylesheet"|<script[^>]+src=', page)) == 2
