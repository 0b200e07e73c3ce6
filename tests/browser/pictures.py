"""Takes the pictures of `docs/` anew, of a market that `make run` serves after `flask demo livestream` has played."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.chromium import CHROMIUM, FLAGS

MARKET = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "img"
SIZES = {"phone": (360, 740), "laptop": (1280, 850)}
REPLAYED, ON_AIR = "Phiên live tháng trước (phát lại)", "Chiều nay ở Cùa"

# Name of the picture: who looks, at which page; after > the words of links that are followed from there.
PICTURES = {
    "home-phone": ("", "/"),
    "product-phone": ("", "/search?q=ca phe khe sanh > Cà phê Khe Sanh (nhãn hiệu tập thể)"),
    "live-phone": ("", f"/live > {ON_AIR}"),
    "cart-phone": ("", "/cart"),
    "home-laptop": ("", "/"),
    "communes-laptop": ("", "/communes"),
    "search-laptop": ("", "/search?q=nuowcs mawms"),
    "product-laptop": ("", "/search?q=ca phe khe sanh > Cà phê Khe Sanh (nhãn hiệu tập thể)"),
    "booth-laptop": ("", "/booths?q=khe sanh > HTX Nông sản Khe Sanh"),
    "today-phone": ("seller", "/seller/"),
    "orders-phone": ("seller", "/seller/orders"),
    "products-laptop": ("seller", "/seller/products"),
    "desk-laptop": ("organizer", f"/organizer/campaigns > {ON_AIR} > Bàn livestream"),
    "campaign-laptop": ("organizer", f"/organizer/campaigns > {REPLAYED}"),
}


def take(page: Page, name: str, who: str, where: str) -> None:
    """One picture, with few colours: drawings and letters need no more."""
    if who:
        page.goto(f"{MARKET}/account/sign-in")
        page.fill("[name=login]", f"{who}@demo.test")
        page.fill("[name=password]", "demo-password-1")
        page.click("main form button[type=submit]")
    if name == "cart-phone":
        for words in ("ca phe khe sanh", "nuoc mam"):
            page.goto(f"{MARKET}/search?q={words}")
            page.locator("main a[href^='/products/']").first.click()
            page.get_by_role("button", name="Thêm vào giỏ").click()
            page.get_by_text("Đã thêm vào giỏ hàng").wait_for()
    path, *links = where.split(" > ")
    page.goto(MARKET + path)
    for words in links:
        page.locator("main").get_by_role("link", name=words, exact=True).first.click()
        page.wait_for_load_state()
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(200, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    """All of them, each in a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (who, where) in PICTURES.items():
            width, height = SIZES[name.rpartition("-")[2]]
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
            )
            take(context.new_page(), name, who, where)
            context.close()
            print(name)
        browser.close()


if __name__ == "__main__":
    main()
