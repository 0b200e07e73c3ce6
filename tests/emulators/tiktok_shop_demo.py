"""The emulator of TikTok Shop beside `make run`: two shops in which people buy all the time.

What there is follows from the hour alone, so that it is the same after a restart: in turn for the two shops somebody
buys every ten minutes, parcels move on, some orders are cancelled, some come back; every evening from 20:00 to 22:00
there was a LIVE. After the first shop was connected, each new order is posted to the market as the platform does it.

    python -m tests.emulators.tiktok_shop_demo --port 8141 --market http://127.0.0.1:8000
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from hmac import HMAC
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from marketplace.core import clock
from marketplace.core.clock import day_start, local_day
from tests.emulators.tiktok_shop import APP_KEY, SECRET, Handler, World, a_live

SHOPS = [
    {"id": "7494726673780148001", "name": "OCOP Quảng Trị (máy giả)", "cipher": "ROW_demo_0", "region": "VN"},
    {"id": "7494726673780148002", "name": "Nhà làm Cùa (máy giả)", "cipher": "ROW_demo_1", "region": "VN"},
]
GOODS = (
    ("Cà phê Khe Sanh rang mộc 250 g", 95_000), ("Tiêu Cùa hạt 200 g", 78_000), ("Cao chè vằng 100 g", 120_000),
    ("Nước mắm Cửa Việt 500 ml", 65_000), ("Bún hến khô 400 g", 42_000),
)  # fmt: skip
# Whoever hosts in the demo world goes by this name on the platform.
HOST = "Tỉnh Đoàn (mẫu)"
EVERY, KEPT_DAYS = 600, 7
HOUR = 3600
STEPS = (
    (0, "AWAITING_SHIPMENT"), (3 * HOUR, "AWAITING_COLLECTION"), (8 * HOUR, "IN_TRANSIT"), (26 * HOUR, "DELIVERED"),
    (48 * HOUR, "COMPLETED"),
)  # fmt: skip
CANCELLED_AFTER, RETURNED_AFTER = HOUR, 50 * HOUR


@dataclass
class DemoWorld(World):
    """Shops as they are at this hour. Tokens stay good over a restart."""

    shops: list[dict[str, Any]] = field(default_factory=lambda: list(SHOPS))
    is_asked: bool = False

    def lets_in(self, token: str) -> bool:
        self.is_asked = True
        return token.startswith("access-")

    def can_refresh(self, token: str) -> bool:
        return token.startswith("refresh-")

    def pass_time(self) -> None:
        now = int(clock.now().timestamp())
        turns = range((now - KEPT_DAYS * 24 * HOUR) // EVERY, now // EVERY + 1)
        self.orders = {each["id"]: each for each in (order_of(turn, now) for turn in turns)}
        self.returns = [each for turn in turns if (each := return_of(turn, now)) is not None]
        self.lives = lives_until(now)

    def orders_in(self, cipher: str) -> list[dict[str, Any]]:
        shop = int(cipher.rsplit("_", 1)[1])
        rows = [each for each in self.orders.values() if int(each["id"]) % 2 == shop]
        return sorted(rows, key=lambda each: int(each["update_time"]))


def order_of(turn: int, now: int) -> dict[str, Any]:
    """What somebody bought at this turn, as far as it has come."""
    began = turn * EVERY
    age = now - began
    since, state = next(each for each in reversed(STEPS) if age >= each[0])
    if turn % 9 == 4 and age >= CANCELLED_AFTER:
        since, state = CANCELLED_AFTER, "CANCELLED"
    name, price = GOODS[turn % len(GOODS)]
    pieces = 1 + turn % 3
    return {
        "id": id_of(turn), "status": state, "create_time": began, "update_time": began + since,
        "payment": {"currency": "VND", "total_amount": str(price * pieces)},
        "line_items": [{"product_name": name}] * pieces,
    }  # fmt: skip


def id_of(turn: int) -> str:
    """The platform's number of an order; even ones are of the first shop."""
    return f"5769{turn:014}"


def return_of(turn: int, now: int) -> dict[str, Any] | None:
    """What came back of an order, for some."""
    if turn % 13 != 5 or turn % 9 == 4 or now - turn * EVERY < RETURNED_AFTER:
        return None
    money = {"currency": "VND", "refund_total": str(GOODS[turn % len(GOODS)][1])}
    return {"order_id": id_of(turn), "return_status": "RETURN_OR_REFUND_REQUEST_COMPLETE", "refund_amount": money}


def lives_until(now: int) -> list[dict[str, Any]]:
    """The LIVEs of the last seven evenings that are over."""
    today = local_day(clock.now())
    evenings = [day_start(today - timedelta(days=ago)) + timedelta(hours=20) for ago in range(7, -1, -1)]
    begins = [int(each.timestamp()) for each in evenings]
    return [
        a_live(f"demo-{each}", username=HOST, begins=each, ends=each + 2 * HOUR)
        for each in begins
        if each + 2 * HOUR <= now
    ]


def notice_of(turn: int) -> bytes:
    """What the platform posts when somebody buys: which order of which shop, and nothing of what is in it."""
    order_id = id_of(turn)
    return json.dumps(
        {
            "type": 1, "tts_notification_id": f"demo-{turn}", "shop_id": SHOPS[int(order_id) % 2]["id"],
            "timestamp": turn * EVERY, "data": {"order_id": order_id, "order_status": "AWAITING_SHIPMENT"},
        }
    ).encode()  # fmt: skip


def post_notice(market: str, raw: bytes) -> None:
    """Post a notice, signed; a market that is away misses it and asks later."""
    sign = HMAC(SECRET.encode(), APP_KEY.encode() + raw, sha256).hexdigest()
    headers = {"Authorization": sign, "Content-Type": "application/json"}
    try:
        urlopen(Request(f"{market}/hooks/tiktok", raw, headers), timeout=10).close()
    except (URLError, OSError) as fault:
        print(f"  TikTok Shop emulator: a notice did not arrive: {fault}", flush=True)


def _notify(world: DemoWorld, market: str) -> None:
    told = int(clock.now().timestamp()) // EVERY
    while True:
        time.sleep(1)
        turn = int(clock.now().timestamp()) // EVERY
        if turn > told and world.is_asked:
            post_notice(market, notice_of(turn))
        told = turn


def main() -> None:
    """Serve until it is ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--market", required=True)
    wanted = parser.parse_args()
    world = DemoWorld(back_to=f"{wanted.market}/account/tiktok-shop")
    threading.Thread(target=_notify, args=(world, wanted.market), daemon=True).start()
    print("  TikTok Shop emulator: two shops; connect one at /seller/platform-shops", flush=True)
    ThreadingHTTPServer(("127.0.0.1", wanted.port), type("Bound", (Handler,), {"world": world})).serve_forever()


if __name__ == "__main__":
    main()
