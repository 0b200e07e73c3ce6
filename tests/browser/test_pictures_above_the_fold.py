"""What a phone of 360 px at two points a pixel loads of pictures before anybody scrolls, all goods photographed."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page

from marketplace.core import files
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import update_booth_page
from marketplace.domain.catalog.actions import add_photo
from marketplace.domain.catalog.models import Photo
from marketplace.domain.livestream import actions as live
from marketplace.domain.search.actions import reindex_all
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import a_booth, on_sale

LISTS = 120_000
MOST = dict.fromkeys(("product", "cart", "live"), 60_000)
SIDE = 1200
# What is in view, each with the bytes of the rendition that the browser chose.
IN_VIEW = """() => {
  const sizes = new Map(performance.getEntriesByType('resource').map(each => [each.name, each.encodedBodySize]));
  return [...document.images].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width > 0 && box.bottom > 0 && box.top < innerHeight && !each.currentSrc.includes('/static/');
  }).map(each => [each.currentSrc, sizes.get(each.currentSrc) || 0]);
}"""


def a_photograph() -> bytes:
    """As heavy as a photograph: a rough thing on a soft ground, with detail at every scale."""
    dice = random.Random(1)
    ground = _texture(dice, (3, 6), 0.5).filter(ImageFilter.GaussianBlur(8))
    mask = Image.new("L", (SIDE, SIDE))
    ImageDraw.Draw(mask).ellipse((SIDE * 0.15, SIDE * 0.1, SIDE * 0.85, SIDE * 0.95), fill=255)
    ground.paste(_texture(dice, (5, 20, 80, 300, 1200), 0.7), mask=mask.filter(ImageFilter.GaussianBlur(2)))
    file = BytesIO()
    ground.save(file, "JPEG", quality=92)
    return file.getvalue()


def _texture(dice: random.Random, cells: tuple[int, ...], weaker: float) -> Image.Image:
    made, amount = Image.new("RGB", (SIDE, SIDE), "gray"), 0.6
    for count in cells:
        noise = Image.frombytes("RGB", (count, count), dice.randbytes(count * count * 3))
        made = Image.blend(made, noise.resize((SIDE, SIDE), Image.Resampling.BICUBIC), amount)
        amount *= weaker
    return made


@pytest.fixture
def paths(app, ngoc, minh) -> dict[str, str]:
    """A booth of two dozen photographed goods, its cover and portrait photographs too, half of them on air."""
    booth, photograph = (
        a_booth(minh, name="HTX Tiêu Cùa", story="Hạt tiêu trồng trên đất đỏ bazan. " * 12),
        a_photograph(),
    )
    update_booth_page(booth, by=minh, story=booth.story, cover=photograph, portrait=photograph)
    goods = [on_sale(booth, name=f"Hạt tiêu Cùa loại {n}") for n in range(24)]
    first = add_photo(goods[0].product, by=minh, data=photograph)
    assert len(files.read(f"{first.key}-640.webp")) > 25_000, "as heavy as a photograph"
    for variant in goods[1:]:
        with transaction():
            facts = {"key": first.key, "width": first.width, "height": first.height, "widths": first.widths, "alt": ""}
            db.session.add(Photo(booth_id=booth.id, product_id=variant.product_id, kind="photo", position=1, **facts))
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc)
    live.schedule_campaign(campaign, by=ngoc)
    for variant in goods[:12]:
        live.add_to_line_up(broadcast, variant.id, live.LiveTerms(99_000), by=ngoc)
    live.begin_broadcast(broadcast, by=ngoc)
    reindex_all()
    found = {
        "first page": "/", "list": "/products", "search": "/search?q=tieu", "booth": f"/booths/{booth.slug}",
        "product": f"/products/{goods[0].product.slug}", "live": f"/live/{campaign.slug}",
    }  # fmt: skip
    db.session.remove()
    return found


def seen_at(page: Page, address: str) -> list[int]:
    """The bytes of each picture in view, of one that is shown twice twice: here they stand for different ones."""
    page.goto(address, wait_until="networkidle")
    return [size for _name, size in page.evaluate(IN_VIEW)]


def test_pictures_above_the_fold_keep_to_the_budget(paths, phone):
    seen = {name: seen_at(phone.page, f"{phone.address}{path}") for name, path in paths.items()}
    phone.page.goto(f"{phone.address}{paths['product']}")
    phone.page.get_by_role("button", name="Thêm vào giỏ").first.click()
    phone.page.wait_for_load_state("networkidle")
    seen["cart"] = seen_at(phone.page, f"{phone.address}/cart")
    without = {name for name, sizes in seen.items() if not any(sizes)}
    assert without <= {"first page"}, "a photograph is in view"
    weights = {name: sum(sizes) for name, sizes in seen.items()}
    assert {name: weight for name, weight in weights.items() if weight > MOST.get(name, LISTS)} == {}
