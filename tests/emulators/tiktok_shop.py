"""Our own stand-in for TikTok Shop's API: written from its documentation, never compared with the real one.

It checks each signature by arithmetic of its own, pages its lists, lets tokens end, and refuses who asks too often.
`tests.emulators.tiktok_shop_demo` serves it beside `make run`, with shops in which people buy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import HMAC
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from marketplace.core import clock
from tests.emulators.serving import served

APP_KEY, SECRET = "29a39d", "e59af819cc"
SHOP = {"id": "7494726673780148744", "name": "Quảng Trị OCOP", "cipher": "ROW_test", "region": "VN"}
BAD_SIGN, BAD_TIME, BAD_TOKEN = 106001, 36009004, 105002


@dataclass
class World:
    """What the emulator knows, and what it was asked."""

    lives: list[dict[str, Any]] = field(default_factory=list)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    returns: list[dict[str, Any]] = field(default_factory=list)
    shops: list[dict[str, Any]] = field(default_factory=lambda: [SHOP])
    back_to: str = ""
    access: str = "access-1"
    refreshes: int = 0
    page_size: int = 100
    too_many: int = 0
    down: bool = False
    asked: list[str] = field(default_factory=list)

    def pass_time(self) -> None:
        """Let happen what happened since the last request: nothing, unless a test does it."""

    def orders_in(self, _cipher: str) -> list[dict[str, Any]]:
        """The orders of a shop; under test all are of the one that is asked for."""
        return list(self.orders.values())

    def lets_in(self, token: str) -> bool:
        return token == self.access

    def can_refresh(self, token: str) -> bool:
        return token == f"refresh-{self.refreshes}"

    def tokens(self) -> dict[str, Any]:
        now = int(clock.now().timestamp())
        return {
            "access_token": self.access, "access_token_expire_in": now + 3600,
            "refresh_token": f"refresh-{self.refreshes}", "refresh_token_expire_in": now + 86_400,
        }  # fmt: skip


def a_live(live_id: str = "live-1", *, username: str = "quangtri.ocop", begins: int, ends: int, **figures: Any):
    """One LIVE as the list gives it."""
    seen = {"views": 2500, "viewers": 2100, "pcu": 310, "avg_viewing_duration": 72.4, "product_clicks": 480}
    sales = {"sku_orders": 35, "gmv": {"amount": "4150000", "currency": "VND"}}
    return {
        "id": live_id, "title": "Phiên tối", "username": username, "start_time": begins, "end_time": ends,
        "sales_performance": {**sales, **figures.pop("sales", {})},
        "interaction_performance": {**seen, **figures},
    }  # fmt: skip


@contextmanager
def running(world: World | None = None) -> Iterator[tuple[str, World]]:
    """Serve a world, else a new one, on this machine; its address and the world."""
    world = world or World()
    with served(Handler, world=world) as address:
        yield address, world


class Handler(BaseHTTPRequestHandler):
    world: World

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        self.world.asked.append(parts.path)
        self.world.pass_time()
        if self.world.down:
            return self._answer(503, {})
        if self.world.too_many:
            self.world.too_many -= 1
            return self._answer(429, {}, {"Retry-After": "7"})
        if parts.path == "/oauth/authorize":
            return self._authorize(query)
        if parts.path.startswith("/api/v2/token/"):
            return self._give_tokens(parts.path, query)
        fault = self._fault(parts.path, query)
        return self._answer(200, {"code": fault, "message": "refused"} if fault else self._data(parts.path, query))

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        query, body = dict(parse_qsl(parts.query)), self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.world.asked.append(parts.path)
        self.world.pass_time()
        if self.world.down:
            return self._answer(503, {})
        fault = self._fault(parts.path, query, body.decode())
        if fault:
            return self._answer(200, {"code": fault, "message": "refused"})
        wanted = json.loads(body)
        if parts.path.endswith("/returns/search"):
            ids = wanted.get("order_ids")
            rows = [each for each in self.world.returns if ids is None or each["order_id"] in ids]
            return self._answer(200, {"code": 0, "data": self._page("return_orders", rows, query)})
        since = wanted.get("update_time_ge", 0)
        orders = self.world.orders_in(query["shop_cipher"])
        rows = [each for each in orders if int(each.get("update_time") or 0) >= since]
        return self._answer(200, {"code": 0, "data": self._page("orders", rows, query)})

    def _page(self, name: str, rows: list[dict[str, Any]], query: dict[str, str]) -> dict[str, Any]:
        at, size = int(query.get("page_token", "0")), min(self.world.page_size, int(query["page_size"]))
        return {name: rows[at : at + size], "next_page_token": str(at + size) if at + size < len(rows) else ""}

    def _authorize(self, query: dict[str, str]) -> None:
        """What the shop's owner would see; says loudly that it is not the platform."""
        back = f"{self.world.back_to}?{urlencode({'state': query.get('state', ''), 'code': 'code-1'})}"
        no = f"{self.world.back_to}?{urlencode({'state': query.get('state', ''), 'error': 'access_denied'})}"
        page = (
            '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            "<title>Máy giả TikTok Shop</title>"
            "<h1>Máy giả, không phải TikTok Shop</h1>"
            "<p>Ở đây chủ cửa hàng sẽ đăng nhập và đồng ý cho chợ đọc số liệu LIVE và đơn hàng."
            '<p lang="en">An emulator, not TikTok Shop. Here the owner of a shop would sign in and agree.'
            f'<p><a id="yes" href="{escape(back)}">Đồng ý (agree)</a> · <a id="no" href="{escape(no)}">Từ chối (refuse)</a>'
        )
        self._send(200, page.encode(), {"Content-Type": "text/html"})

    def _give_tokens(self, path: str, query: dict[str, str]) -> None:
        if query.get("app_secret") != SECRET or query.get("auth_code", "code-1") != "code-1":
            return self._answer(200, {"code": 1, "message": "secret"})
        if path.endswith("/refresh"):
            if not self.world.can_refresh(query.get("refresh_token", "")):
                return self._answer(200, {"code": 36004004, "message": "refresh token"})
            self.world.refreshes += 1
            self.world.access = f"access-{self.world.refreshes + 1}"
        return self._answer(200, {"code": 0, "data": self.world.tokens()})

    def _fault(self, path: str, query: dict[str, str], body: str = "") -> int:
        pairs = "".join(key + value for key, value in sorted(query.items()) if key != "sign")
        wanted = HMAC(SECRET.encode(), f"{SECRET}{path}{pairs}{body}{SECRET}".encode(), sha256).hexdigest()
        if query.get("sign") != wanted or query.get("app_key") != APP_KEY:
            return BAD_SIGN
        if abs(int(query.get("timestamp", "0")) - clock.now().timestamp()) > 300:
            return BAD_TIME
        return 0 if self.world.lets_in(self.headers.get("x-tts-access-token", "")) else BAD_TOKEN

    def _data(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        if path == "/authorization/202309/shops":
            return {"code": 0, "data": {"shops": self.world.shops}}
        if path.endswith("/shop_lives/performance"):
            at = int(query.get("page_token", "0"))
            size = min(self.world.page_size, int(query["page_size"]))
            more = str(at + size) if at + size < len(self.world.lives) else ""
            return {
                "code": 0,
                "data": {"live_stream_sessions": self.world.lives[at : at + size], "next_page_token": more},
            }
        if path.endswith("/performance_per_minutes"):
            return {"code": 0, "data": {"performance": {"intervals": [{"minute": 0, "views": 40}]}}}
        if path.endswith("/products_performance"):
            return {"code": 0, "data": {"products": [{"id": "p1", "sku_orders": 35}]}}
        found = self.world.orders.get(query.get("ids", ""))
        return {"code": 0, "data": {"orders": [found] if found else []}}

    def _answer(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})

    def _send(self, status: int, raw: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(raw))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""
