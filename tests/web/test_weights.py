"""What a page weighs on a slow phone: the budgets of the house, counted in compressed bytes."""

import re

import brotli
import pytest

from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Photo
from marketplace.domain.livestream import actions as live
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import a_booth, a_product, a_variant, on_sale
from tests.web.desk_walk import pages_of, path_to
from tests.web.seller.test_desk_statements import fill_desk
from tests.web.stage import Stage
from tests.web.storefront.browsing import press, put, say_where

LIST, PAGE, DESK = 30_000, 25_000, 40_000
LINE_UP = 40
BEFORE_PAINT = re.compile(r'<link rel="stylesheet"|<script[^>]+src=')
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


@pytest.fixture
def on_air(app, ngoc):
    """The page of a campaign on air: forty goods of forty booths, each with its picture and a live price."""
    campaign = a_campaign(ngoc, summary=TEXT[:200])
    facts = {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "code": "BIENXANH"}
    broadcast = a_broadcast(campaign, ngoc, **facts)
    a_broadcast(campaign, ngoc, title="Buổi sau")
    live.schedule_campaign(campaign, by=ngoc)
    for n in range(LINE_UP):
        variant = on_sale(a_booth(name=f"Cơ sở Hoa Sen {n}"), name=f"Hạt tiêu Cùa loại {n} phơi nắng", price=120_000)
        with transaction():
            facts = {"kind": "photo", "width": 400, "height": 400, "widths": [180, 360], "alt": "", "position": 1}
            key = f"products/{n:02}/{n:032}"
            db.session.add(Photo(booth_id=variant.booth_id, product_id=variant.product_id, key=key, **facts))
        terms = live.LiveTerms(99_000, quantity=20, per_buyer=2)
        item = live.add_to_line_up(broadcast, variant.id, terms, by=ngoc)
    live.begin_broadcast(broadcast, by=ngoc)
    live.create_pin(item, by=ngoc)
    return f"/live/{campaign.slug}"


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
    pages["live now and next"] = client.get("/live").text
    weights = {name: weight_of(client, page) for name, page in pages.items()}
    assert {name: weight for name, weight in weights.items() if weight > PAGE} == {}


def test_scripts_and_styles_come_in_two_files_for_shoppers(client, shelf):
    """Beside the page itself: at most four requests before the first paint."""
    page = client.get("/products").text
    assert len(BEFORE_PAINT.findall(page)) == 2


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_live_page_with_a_full_line_up_weighs_at_most_25_kb(client, on_air, root):
    page = client.get(f"{root}{on_air}").text
    assert page.count("live-item") >= LINE_UP
    assert weight_of(client, page) <= PAGE


def test_a_live_page_with_a_full_line_up_asks_six_statements(client, on_air, queries):
    """And so does what a watching phone asks for every five seconds."""
    asked = {}
    for path in (on_air, f"{on_air}/line-up", f"{on_air}.json"):
        for when in ("cold", "warm"):
            if when == "cold":
                client.application.extensions["kept_pages"].clear()
                client.application.extensions["versions"].forget("catalogue")
            db.session.remove()
            queries.clear()
            assert client.get(path).status_code == 200
            asked[f"{path} {when}"] = len(queries)
    assert {path: count for path, count in asked.items() if count > 6} == {}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(("face", "role"), [("seller", "owner"), ("organizer", "organizer")])
def test_pages_of_the_desk_weigh_at_most_40_kb(app, client, face, role):
    stage = Stage(app)
    paths = {each: path_to(stage, app, each, role) for each in pages_of(app, face)}
    fill_desk(db.session.query(Booth).filter_by(slug=stage.booth("minh").slug).one())
    weights, files = {}, {}
    for endpoint, path in paths.items():
        answer = stage.client(role).get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html" and "<html" in answer.text[:400]:
            weights[endpoint] = weight_of(client, answer.text)
            files[endpoint] = len(BEFORE_PAINT.findall(answer.text))
    assert len(weights) > 30
    assert {page: weight for page, weight in weights.items() if weight > DESK} == {}
    assert {page: count for page, count in files.items() if count > 4} == {}
