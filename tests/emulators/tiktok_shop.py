"""Our own stand-in for TikTok Shop's API: written from its documentation, never compared with the real one.

It checks each signature by arithmetic of its own, pages its lists, lets tokens end, and refuses who asks too often.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import HMAC
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from marketplace.core import clock

APP_KEY, SECRET = "29a39d", "e59af819cc"
SHOP = {"id": "7494726673780148744", "name": "Quảng Trị OCOP", "cipher": "ROW_test", "region": "VN"}
BAD_SIGN, BAD_TIME, BAD_TOKEN = 106001, 36009004, 105002


@dataclass
class World:
    """What the emulator knows, and what it was asked."""

    lives: list[dict[str, Any]] = field(default_factory=list)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    access: str = "access-1"
    refreshes: int = 0
    page_size: int = 100
    too_many: int = 0
    down: bool = False
    asked: list[str] = field(default_factory=list)

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
def running() -> Iterator[tuple[str, World]]:
    """Serve a new world on this machine; its address and the world."""
    world = World()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"world": world}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", world
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    world: World

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        self.world.asked.append(parts.path)
        if self.world.down:
            return self._answer(503, {})
        if self.world.too_many:
            self.world.too_many -= 1
            return self._answer(429, {}, {"Retry-After": "7"})
        if parts.path.startswith("/api/v2/token/"):
            return self._give_tokens(parts.path, query)
        fault = self._fault(parts.path, query)
        return self._answer(200, {"code": fault, "message": "refused"} if fault else self._data(parts.path, query))

    def _give_tokens(self, path: str, query: dict[str, str]) -> None:
        if query.get("app_secret") != SECRET:
            return self._answer(200, {"code": 1, "message": "secret"})
        if path.endswith("/refresh"):
            if query.get("refresh_token") != f"refresh-{self.world.refreshes}":
                return self._answer(200, {"code": 36004004, "message": "refresh token"})
            self.world.refreshes += 1
            self.world.access = f"access-{self.world.refreshes + 1}"
        return self._answer(200, {"code": 0, "data": self.world.tokens()})

    def _fault(self, path: str, query: dict[str, str]) -> int:
        pairs = "".join(key + value for key, value in sorted(query.items()) if key != "sign")
        wanted = HMAC(SECRET.encode(), f"{SECRET}{path}{pairs}{SECRET}".encode(), sha256).hexdigest()
        if query.get("sign") != wanted or query.get("app_key") != APP_KEY:
            return BAD_SIGN
        if abs(int(query.get("timestamp", "0")) - clock.now().timestamp()) > 300:
            return BAD_TIME
        return 0 if self.headers.get("x-tts-access-token") == self.world.access else BAD_TOKEN

    def _data(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        if path == "/authorization/202309/shops":
            return {"code": 0, "data": {"shops": [SHOP]}}
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
        raw = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(raw)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""
