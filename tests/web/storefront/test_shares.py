"""What other sites and search engines see of a page that somebody passes on."""

import json
import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image

from marketplace.core import clock
from marketplace.core.drawing import png_of
from marketplace.domain.livestream.actions import (
    BroadcastFacts,
    CampaignFacts,
    add_broadcast,
    create_campaign,
    schedule_campaign,
)
from marketplace.web.storefront import shares
from tests.people import a_person, on_sale


@pytest.fixture
def campaign(app):
    organizer = a_person("Lê Thị Ngọc", role="organizer")
    now = clock.now()
    campaign = create_campaign(CampaignFacts(name="Chợ phiên <đặc sản>"), by=organizer)
    add_broadcast(campaign, BroadcastFacts("tiktok", "Phiên tối", now, now + timedelta(hours=2)), by=organizer)
    schedule_campaign(campaign, by=organizer)
    return campaign


def named_picture(page: str) -> str:
    return re.search(r'<meta property="og:image" content="http://localhost([^"]+)"', page)[1]


def data_in(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)[1])


def size_of(answer) -> tuple[str, tuple[int, int]]:
    picture = Image.open(BytesIO(answer.data))
    return picture.format, picture.size


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_product_is_passed_on_with_a_picture_of_its_own(client, root):
    variant = on_sale(name="Hạt tiêu <Cùa> & muối")
    page = client.get(f"{root}/products/{variant.product.slug}").text
    answer = client.get(named_picture(page))
    assert size_of(answer) == ("PNG", (1200, 630))
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("root", "star", "air"), [("", "OCOP 4 sao", "Phát trực tiếp trên"), ("/en", "OCOP 4 stars", "Live on")]
)
def test_a_picture_speaks_the_language_of_its_page(client, campaign, monkeypatch, root, star, air):
    monkeypatch.setattr(shares, "kept_png_of", lambda drawing, folder: drawing.encode())
    monkeypatch.setattr(shares, "shown_papers_of", lambda _product, _day: [SimpleNamespace(star=4)])
    assert star in client.get(f"{root}/products/{on_sale().product.slug}/share.png").text
    assert air in client.get(f"{root}/live/{campaign.slug}/share.png").text


def test_a_programme_is_passed_on_with_a_picture_and_as_an_event(client, campaign):
    page = client.get(f"/live/{campaign.slug}").text
    assert size_of(client.get(named_picture(page))) == ("PNG", (1200, 630))
    [event] = data_in(page)["@graph"]
    assert event["@type"] == "BroadcastEvent"
    assert event["name"] == "Chợ phiên <đặc sản>: Phiên tối"
    assert event["startDate"] < event["endDate"]


def test_a_picture_is_drawn_once_and_anew_when_what_it_says_changes(client, monkeypatch):
    drawn = []
    monkeypatch.setattr("marketplace.core.drawing.png_of", lambda svg: drawn.append(svg) or png_of(svg))
    first, second = on_sale(name="Muối vừng Hải Lăng"), on_sale(name="Chè vằng La Vang")
    for variant in (first, first, second):
        client.get(f"/products/{variant.product.slug}/share.png")
    assert len(drawn) == 2


@pytest.mark.parametrize("path", ["/products/nothing/share.png", "/live/nothing/share.png", "/products/%00/share.png"])
def test_there_is_no_picture_of_what_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_letters_of_vietnamese_are_drawn_on_any_machine(app):
    """With a letter missing the typeface would draw the same box for each of these."""
    drawings = {
        png_of(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><text y="44" font-size="40">{each}</text></svg>'
        )
        for each in "ăắằđơờưữỹặ₫"
    }
    assert len(drawings) == 11
