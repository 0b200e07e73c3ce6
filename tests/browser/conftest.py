"""The market served to a real Chromium on a phone, each page visited looked at by axe."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from config import Config
from marketplace import create_app
from marketplace.core.hold import hang_up

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
# A headless browser that says so is counted as the program it is.
AGENT = "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0{mobile} Safari/537.36"
PHONE = {
    "viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True,
    "user_agent": AGENT.format(system="Linux; Android 14", mobile=" Mobile"),
}  # fmt: skip
LAPTOP = {
    "viewport": {"width": 1280, "height": 800},
    "user_agent": AGENT.format(system="X11; Linux x86_64", mobile=""),
}  # fmt: skip

pytestmark = pytest.mark.browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs Chromium, and one process, because the served app has one database."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture
def served_config(market_config: Config) -> Config:
    """The settings of the market that is served; a test may replace some."""
    return market_config


@pytest.fixture
def served(app: Flask, served_config: Config) -> Iterator[str]:
    """The market at an address of its own, on the database of this test."""
    server = make_server("127.0.0.1", 0, _placeholder, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    shop = create_app(replace(served_config, PUBLIC_URL=address))
    server.app = shop
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    thread.join(5)
    with shop.app_context():
        hang_up()


def _placeholder(_environ, _start):
    raise RuntimeError("not yet")


class Visitor:
    """Somebody with a browser. Every page they come to must please axe and must not scroll sideways."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._listen)

    def _listen(self, message) -> None:
        if message.type == "error" and "favicon" not in message.text and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def visit(self, path: str) -> Visitor:
        self.page.goto(f"{self.address}{path}")
        return self.look()

    def look(self) -> Visitor:
        """Look at the page as it stands."""
        self.page.wait_for_load_state("load")
        findings = Axe().run(self.page, options=RULES).response["violations"]
        told = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in findings]
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert told == [], f"{self.page.url}: {told}"
        assert width <= 0, f"{self.page.url} scrolls {width} px sideways"
        assert self.faults == [], f"{self.page.url}: {self.faults}"
        return self

    def press(self, name: str, *, role: str = "button") -> Visitor:
        """Press a button or link by what it says, and look at where that leads."""
        self.page.get_by_role(role, name=name).first.click()
        return self.look()

    def follow(self, name: str) -> Visitor:
        return self.press(name, role="link")

    def fill(self, label: str, value: str) -> Visitor:
        self.page.get_by_label(label).first.fill(value)
        return self

    def choose(self, label: str) -> Visitor:
        self.page.get_by_label(label).first.check(force=True)
        return self

    def sees(self, text: str) -> Visitor:
        self.page.get_by_text(text).first.wait_for(timeout=30_000)
        return self

    def until(self, expression: str) -> Visitor:
        """Wait till this is true in the page, asked from outside: a page that forbids `eval` cannot poll it by itself."""
        last = time.monotonic() + 30
        while not self.page.evaluate(expression):
            assert time.monotonic() < last, f"{self.page.url}: never true: {expression}"
            self.page.wait_for_timeout(50)
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)


def visitor_with(chromium: Browser, served: str, **device) -> Iterator[Visitor]:
    context = chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **device)
    context.set_default_timeout(30_000)
    yield Visitor(context, served)
    context.close()


@pytest.fixture
def phone(chromium: Browser, served: str) -> Iterator[Visitor]:
    """A visitor on a cheap phone."""
    yield from visitor_with(chromium, served, **PHONE)


@pytest.fixture
def second_phone(chromium: Browser, served: str) -> Iterator[Visitor]:
    """Another visitor on another phone."""
    yield from visitor_with(chromium, served, **PHONE)


@pytest.fixture
def laptop(chromium: Browser, served: str) -> Iterator[Visitor]:
    """A visitor at a laptop."""
    yield from visitor_with(chromium, served, **LAPTOP)
