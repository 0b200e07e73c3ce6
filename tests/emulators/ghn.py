"""Our own stand-in for Giao Hàng Nhanh's API: written from public descriptions, never compared with the real one.

It knows one token with one shop, keeps the parcels it made by the client's code, lists places as GHN does, and can be
slow, down, deaf or unclear. `python -m tests.emulators.ghn --port 8111` serves it beside `make run`, with all places
of Viet Nam as they were before July 2025.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.emulators.serving import served

TOKEN, SHOP = "ghn-token-0f3a", "885"
HOME, HANOI = (1442, "21211"), (1820, "030712")
CAN_BE_CALLED_OFF = {"ready_to_pick", "picking"}
REFUSED = {"code": 400, "message": "refused", "code_message": "USER_ERR_COMMON"}
NOT_FOUND = {"code": 400, "message": "order not found", "code_message": "ORDER_NOT_FOUND"}
NEAR_FEE, FAR_FEE = 22_000, 38_500

# Province → district → wards, each with its number and the names it goes by; Quảng Trị as far as tests go there.
Places = dict[tuple[int, str], dict[tuple[int, str], list[tuple[str, str]]]]
PLACES: Places = {
    (1, "Quảng Trị"): {
        (1442, "Huyện Hướng Hóa"): [("21211", "Thị Trấn Khe Sanh"), ("21212", "Xã Húc"), ("21213", "Xã Hướng Tân")],
        (1443, "Thành phố Đông Hà"): [
            ("21301", "Phường 1"), ("21303", "Phường 3"), ("21304", "Phường 4"), ("21305", "Phường Đông Giang"),
            ("21306", "Phường Đông Thanh"), ("21307", "Phường 5"),
        ],
        (1444, "Huyện Cam Lộ"): [("21401", "Xã Cam Chính")],
    },
    (2, "Hà Nội"): {(1820, "Quận Hoàn Kiếm"): [("030712", "Phường Hàng Bạc")]},
}  # fmt: skip


@dataclass
class World:
    """What the emulator knows, and what it was asked."""

    places: Places = field(default_factory=lambda: PLACES)
    parcels: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    unserved: set[tuple[int, str]] = field(default_factory=set)
    shop_home: tuple[int, str] | None = HOME
    down: bool = False
    hangs_up_after_making: bool = False
    garbled: bool = False
    unclear: bool = False
    before_answering: Callable[[str], None] = lambda _path: None
    address: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def by_code(self, code: str) -> dict[str, Any] | None:
        return next((each for each in self.parcels.values() if each["order_code"] == code), None)

    def times(self, path: str) -> int:
        """How often it was asked this."""
        return sum(each == path for each, _body in self.asked)


@contextmanager
def running() -> Iterator[tuple[str, World]]:
    """Serve a new world on this machine; its address and the world."""
    world = World()
    with served(_Handler, world=world) as address:
        world.address = address
        yield address, world


class _Handler(BaseHTTPRequestHandler):
    world: World

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.removeprefix("/shiip/public-api/").removeprefix("v2/")
        self.world.asked.append((path, body))
        if self.world.down:
            return self._answer(503, {})
        # Places and shops need the token alone.
        knows_shop = self.headers.get("ShopId") == SHOP or path.startswith(("master-data/", "shop/"))
        if self.headers.get("Token") != TOKEN or not knows_shop:
            return self._answer(401, {"code": 401, "message": "Token is not valid!"})
        with self.world.lock:
            said = self._said(path, body)
        self.world.before_answering(path)
        if path == "shipping-order/create" and self.world.hangs_up_after_making:
            return self.connection.close()
        return self._answer(said["code"], said)

    def do_GET(self) -> None:
        """The page with the label."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"label")

    def _said(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        verbs = {
            "shipping-order/fee": self._fee, "shipping-order/create": self._create,
            "shipping-order/detail": self._detail, "shipping-order/detail-by-client-code": self._by_client,
            "switch-status/cancel": self._cancel, "a5/gen-token": self._label, "shop/all": self._shops,
            "master-data/province": self._provinces, "master-data/district": self._districts,
            "master-data/ward": self._wards,
        }  # fmt: skip
        return verbs[path](body)

    def _fee(self, body: dict[str, Any]) -> dict[str, Any]:
        place = (body["to_district_id"], body["to_ward_code"])
        province = self._province_of(place)
        if province is None or place in self.world.unserved:
            return {"code": 400, "message": "route not found", "code_message_value": "Không hỗ trợ địa chỉ này."}
        base = NEAR_FEE if province == self._province_of(self.world.shop_home or HOME) else FAR_FEE
        steps = max(0, -((1000 - body["weight"]) // 500))
        return {"code": 200, "data": {"total": base + steps * 5000, "service_fee": base}}

    def _province_of(self, place: tuple[int, str]) -> int | None:
        return next(
            (
                province
                for (province, _name), districts in self.world.places.items()
                for (district, _district_name), wards in districts.items()
                if district == place[0] and any(ward == place[1] for ward, _ward_name in wards)
            ),
            None,
        )

    def _create(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["client_order_code"] in self.world.parcels:
            return {"code": 400, "message": "client_order_code existed"}
        fee = self._fee(body)
        if fee["code"] != 200:
            return fee
        made = {
            "order_code": f"Z{len(self.world.parcels) + 1:04}BS", "client_order_code": body["client_order_code"],
            "status": "ready_to_pick", "cod_amount": body["cod_amount"], "total_fee": fee["data"]["total"],
        }  # fmt: skip
        self.world.parcels[made["client_order_code"]] = made
        return {"code": 200, "data": made}

    def _detail(self, body: dict[str, Any]) -> dict[str, Any]:
        found = self.world.by_code(body["order_code"])
        return {"code": 200, "data": found} if found else NOT_FOUND

    def _by_client(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.world.unclear:
            return REFUSED
        found = self.world.parcels.get(body["client_order_code"])
        return {"code": 200, "data": [found]} if found else NOT_FOUND

    def _cancel(self, body: dict[str, Any]) -> dict[str, Any]:
        found = self.world.by_code(body["order_codes"][0])
        if found is None:
            return NOT_FOUND
        may = found["status"] in CAN_BE_CALLED_OFF
        if may:
            found["status"] = "cancel"
        said = {"order_code": found["order_code"], "result": may, "message": "OK" if may else "Đơn đã được lấy hàng."}
        return {"code": 200, "data": [said]}

    def _label(self, body: dict[str, Any]) -> dict[str, Any]:
        found = self.world.by_code(body["order_codes"][0])
        return {"code": 200, "data": {"token": "print/1"}} if found else NOT_FOUND

    def _shops(self, _body: dict[str, Any]) -> dict[str, Any]:
        district, ward = self.world.shop_home or (None, "")
        shop = {
            "_id": int(SHOP),
            "name": "HTX Khe Sanh",
            "address": "Thôn 1",
            "district_id": district,
            "ward_code": ward,
        }
        return {"code": 200, "data": {"last_offset": 1, "shops": [shop]}}

    def _provinces(self, _body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {"ProvinceID": number, "ProvinceName": name, "NameExtension": [name, f"Tỉnh {name}", f"T.{name}"]}
            for number, name in self.world.places
        ]
        return {"code": 200, "data": rows}

    def _districts(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {"DistrictID": number, "DistrictName": name, "ProvinceID": province, "NameExtension": [name]}
            for (province, _name), districts in self.world.places.items()
            if province == body["province_id"]
            for number, name in districts
        ]
        return {"code": 200, "data": rows or None}

    def _wards(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {"WardCode": code, "WardName": name, "DistrictID": body["district_id"], "NameExtension": [name]}
            for districts in self.world.places.values()
            for (number, _name), wards in districts.items()
            if number == body["district_id"]
            for code, name in wards
        ]
        return {"code": 200, "data": rows or None}

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        raw = b"<html>" if self.world.garbled else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


def all_places() -> Places:
    """Every old province, district and ward, numbered in the order of the list."""
    from marketplace.core.places.source import read_places

    numbers: dict[tuple[str, ...], int] = {}
    places: Places = {}
    for row in read_places().old_places:
        province = places.setdefault((_number(numbers, row.province), row.province), {})
        wards = province.setdefault((_number(numbers, row.province, row.district), row.district), [])
        if row.ward:
            wards.append((f"{_number(numbers, row.province, row.district, row.ward):06}", row.ward))
    return places


def _number(numbers: dict[tuple[str, ...], int], *names: str) -> int:
    return numbers.setdefault(names, len(numbers) + 1)


def main() -> None:
    """Serve a world of its own until it is ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    places = all_places()
    home = next(
        (district, wards[0][0])
        for districts in places.values()
        for (district, name), wards in districts.items()
        if name == "Huyện Hướng Hóa"
    )
    handler = type("Bound", (_Handler,), {"world": World(places=places, shop_home=home)})
    print(f"  GHN emulator: token {TOKEN}, shop {SHOP}", flush=True)
    ThreadingHTTPServer(("127.0.0.1", parser.parse_args().port), handler).serve_forever()


if __name__ == "__main__":
    main()
