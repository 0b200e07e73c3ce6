"""Giao Hàng Nhanh's API as far as a booth needs it. The token goes into a header and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from marketplace.core.transactions import in_transaction
from marketplace.domain.shipping.carriers.carrier import (
    Booked,
    CarrierAway,
    CarrierRefused,
    NotMade,
    Sending,
    Spot,
    Standing,
    WrongKeys,
)
from marketplace.domain.shipping.carriers.ghn_statuses import step_of
from marketplace.domain.shipping.carriers.places import Area

API_BASE = "https://online-gateway.ghn.vn"
TIMEOUT = 10.0
LARGEST_ANSWER = 1024 * 1024
LONGEST_REASON = 300
# Beyond these GHN takes no parcel, or pays no more for a lost one.
MOST_WORTH = 5_000_000
LIGHT_GOODS = 2
SENDER_PAYS = 1
_OPENED_NOT_TRIED = "CHOXEMHANGKHONGTHU"
_SIDE_CM = 10
_AGAIN_LATER = frozenset({408, 425, 429})
_UNKNOWN_KEYS = frozenset({401, 403})
# How GHN says that it has no such parcel. Any other refusal leaves open whether there is one.
_NO_SUCH_PARCEL = "ORDER_NOT_FOUND"
_MOST_SHOPS = 200


@dataclass(frozen=True, slots=True)
class GhnShop:
    """A shop of the token's, and where GHN fetches its parcels; no `home` where the shop has no address yet."""

    shop_id: str
    name: str
    address: str
    home: Spot | None


class Ghn:
    """The API with one booth's token and shop. `base` is another address under test."""

    code = "ghn"

    def __init__(self, token: str, shop_id: str, *, base: str = "", timeout: float | None = None) -> None:
        self._token, self._shop_id = token, shop_id
        self.base, self._timeout = base or API_BASE, TIMEOUT if timeout is None else timeout

    def shop(self) -> GhnShop:
        """The shop as GHN has it; raise WrongKeys where it is none of the token's."""
        asked = {"offset": 0, "limit": _MOST_SHOPS, "client_phone": ""}
        for each in _rows(_row(self._asked("v2/shop/all", asked)).get("shops")):
            if str(each.get("_id")) == self._shop_id:
                return _shop(each)
        raise WrongKeys(f"no shop {self._shop_id}")

    def provinces(self) -> Sequence[Area]:
        """GHN's provinces: those of before July 2025."""
        return [_area(each, "ProvinceID", "ProvinceName") for each in _rows(self._asked("master-data/province", {}))]

    def districts(self, province: str) -> Sequence[Area]:
        """GHN's districts of a province."""
        rows = _rows(self._asked("master-data/district", {"province_id": int(province)}))
        return [_area(each, "DistrictID", "DistrictName") for each in rows]

    def wards(self, district: str) -> Sequence[Area]:
        """GHN's wards of a district."""
        rows = _rows(self._asked("master-data/ward", {"district_id": int(district)}))
        return [_area(each, "WardCode", "WardName") for each in rows]

    def fee(self, home: Spot, sending: Sending) -> int:
        """Đồng that GHN asks; nothing is booked."""
        asked = {
            **_goods(sending), "from_district_id": home.district_id, "from_ward_code": home.ward_code,
            "cod_value": sending.collect,
        }  # fmt: skip
        return _whole(_row(self._asked("v2/shipping-order/fee", asked)).get("total"))

    def book(self, sending: Sending) -> Booked:
        """Have the parcel fetched.

        GHN refuses a client code that it knows, or answers with its parcel: both give the parcel that was made first.
        """
        try:
            made = _row(self._asked("v2/shipping-order/create", _parcel(sending)))
        except WrongKeys:
            raise
        except CarrierRefused:
            earlier = self._made_before(sending.client_code)
            if earlier is None:
                raise
            return Booked(earlier.code, None)
        return Booked(_code(made), _whole(made.get("total_fee")))

    def find(self, client_code: str) -> Standing | None:
        """The parcel of this client code; None where GHN says that it has none."""
        try:
            found = _row(self._asked("v2/shipping-order/detail-by-client-code", {"client_order_code": client_code}))
        except NotMade:
            return None
        return _standing(found)

    def standing(self, code: str) -> Standing:
        """The parcel as it stands."""
        return _standing(_row(self._asked("v2/shipping-order/detail", {"order_code": code})))

    def cancel(self, code: str) -> None:
        """Call the parcel off; raise CarrierRefused with GHN's reason once it is too late."""
        answer = _row(self._asked("v2/switch-status/cancel", {"order_codes": [code]}))
        if answer.get("result") is not True:
            raise CarrierRefused(str(answer.get("message", ""))[:LONGEST_REASON])

    def label(self, code: str) -> str:
        """Where the label can be printed; GHN's link lives for half an hour."""
        token = str(_row(self._asked("v2/a5/gen-token", {"order_codes": [code]})).get("token") or "")
        if not token:
            raise CarrierAway("no token")
        return f"{self.base}/a5/public-api/printA5?token={quote(token, safe='')}"

    def _made_before(self, client_code: str) -> Standing | None:
        """The parcel that a refusal to make it again may mean; None too where GHN does not say."""
        try:
            return self.find(client_code)
        except WrongKeys:
            raise
        except CarrierRefused:
            return None

    def _asked(self, path: str, body: Mapping[str, Any]) -> Any:
        if in_transaction():
            raise RuntimeError("a carrier is asked outside of transactions")
        headers = {"Token": self._token, "ShopId": self._shop_id, "Content-Type": "application/json"}
        address = f"{self.base}/shiip/public-api/{path}"
        request = Request(address, data=json.dumps(body).encode(), headers=headers)  # noqa: S310
        try:
            with urlopen(request, timeout=self._timeout) as answer:  # noqa: S310 - the address comes from the settings
                said = json.loads(answer.read(LARGEST_ANSWER))
        except HTTPError as fault:
            with fault:
                said = _refusal(fault)
        except (URLError, HTTPException, TimeoutError, OSError, ValueError) as fault:
            raise CarrierAway(type(fault).__name__) from fault
        return _data(said)


def _refusal(fault: HTTPError) -> Any:
    """What GHN says with an error; CarrierAway where the same may well work later."""
    if fault.code >= 500 or fault.code in _AGAIN_LATER:
        raise CarrierAway(f"HTTP {fault.code}") from fault
    try:
        said = json.loads(fault.read(LARGEST_ANSWER))
    except (ValueError, OSError, HTTPException) as unread:
        raise CarrierAway(f"HTTP {fault.code}") from unread
    return {**said, "code": fault.code} if isinstance(said, dict) else said


def _data(said: Any) -> Any:
    if not isinstance(said, dict):
        raise CarrierAway("not an object")
    if said.get("code") == 200:
        return said.get("data")
    reason = str(said.get("code_message_value") or said.get("message") or "")[:LONGEST_REASON]
    if said.get("code") in _UNKNOWN_KEYS:
        raise WrongKeys(reason)
    if said.get("code_message") == _NO_SUCH_PARCEL:
        raise NotMade(reason)
    raise CarrierRefused(reason)


def _row(data: Any) -> dict[str, Any]:
    """The one object of an answer, which some of GHN's answers wrap in a list."""
    row = data[0] if isinstance(data, list) and data else data
    if not isinstance(row, dict):
        raise CarrierAway("no such object")
    return row


def _rows(data: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, none where GHN has none."""
    if data is None:
        return []
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise CarrierAway("no list")
    return data


def _area(row: Mapping[str, Any], number: str, name: str) -> Area:
    if not row.get(number) or not row.get(name):
        raise CarrierAway("no place")
    also = row.get("NameExtension")
    return Area(str(row[number]), str(row[name]), tuple(str(each) for each in also) if isinstance(also, list) else ())


def _shop(row: Mapping[str, Any]) -> GhnShop:
    ward = str(row.get("ward_code") or "")
    home = Spot(_whole(row.get("district_id")), ward) if row.get("district_id") and ward else None
    return GhnShop(str(row["_id"]), str(row.get("name") or ""), str(row.get("address") or ""), home)


def _standing(row: Mapping[str, Any]) -> Standing:
    status = str(row.get("status", ""))
    return Standing(
        _code(row), str(row.get("client_order_code", "")), status, step_of(status), _whole(row.get("cod_amount", 0))
    )


def _code(row: Mapping[str, Any]) -> str:
    code = str(row.get("order_code") or "")
    if not code:
        raise CarrierAway("no code")
    return code


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError as fault:
        raise CarrierAway("no amount") from fault


def _goods(sending: Sending) -> dict[str, Any]:
    return {
        "service_type_id": LIGHT_GOODS, "to_district_id": sending.to.district_id, "to_ward_code": sending.to.ward_code,
        "weight": sending.weight_g, "length": _SIDE_CM, "width": _SIDE_CM, "height": _SIDE_CM,
        "insurance_value": min(sending.worth, MOST_WORTH),
    }  # fmt: skip


def _parcel(sending: Sending) -> dict[str, Any]:
    return {
        **_goods(sending), "client_order_code": sending.client_code, "payment_type_id": SENDER_PAYS,
        "required_note": _OPENED_NOT_TRIED, "to_name": sending.recipient, "to_phone": sending.phone,
        "to_address": sending.address, "cod_amount": sending.collect, "content": sending.content[:2000],
    }  # fmt: skip
