"""TikTok Shop's API as far as livestreams need it. Network calls happen here and never inside a transaction."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from marketplace.core import clock
from marketplace.core.transactions import in_transaction
from marketplace.domain.livestream.platforms.answers import Live, live_of, moment, refunds_in, whole
from marketplace.domain.livestream.platforms.signing import sign_request

API_BASE = "https://open-api.tiktokglobalshop.com"
AUTH_BASE = "https://auth.tiktok-shops.com"
TIMEOUT = 10.0
LARGEST_ANSWER = 4 * 1024 * 1024
PAGE_SIZE = 100
MOST_PAGES = 50
# The platform refuses who asks too quickly; between two requests of one client this many seconds pass.
PACE = 0.2
_TOO_MANY = 429
_LIVES = "/analytics/202509/shop_lives/performance"
_MINUTES = "/analytics/202510/shop_lives/{live_id}/performance_per_minutes"
_PRODUCTS = "/analytics/202512/shop/{live_id}/products_performance"
_ORDERS = "/order/202309/orders"
_CHANGED = "/order/202309/orders/search"
_RETURNS = "/return_refund/202309/returns/search"


class PlatformAway(Exception):
    """The platform does not answer, or asks to wait for `retry_after` seconds; the next run asks again."""

    def __init__(self, why: str, retry_after: int = 60) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class PlatformRefused(Exception):
    """The platform said no with a code of its own; asking the same again would not help."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code} {message}"[:300])
        self.code = code


@dataclass(frozen=True)
class Tokens:
    """What lets us ask for one shop, with the ends that the platform gave."""

    access_token: str
    access_until: datetime
    refresh_token: str
    refresh_until: datetime


class TikTokShop:
    """The API with one app's key and secret. `base` and `auth_base` are others under test."""

    def __init__(
        self, app_key: str, secret: str, *, base: str = "", auth_base: str = "", pace: float | None = None
    ) -> None:
        self._key, self._secret = app_key, secret
        self._base, self._auth_base = base or API_BASE, auth_base or base or AUTH_BASE
        self._pace, self._asked_at = PACE if pace is None else pace, 0.0

    def tokens_for(self, auth_code: str) -> Tokens:
        """Exchange the code that the shop's owner was given."""
        return self._tokens("get", {"auth_code": auth_code, "grant_type": "authorized_code"})

    def refreshed(self, refresh_token: str) -> Tokens:
        """New tokens for old ones."""
        return self._tokens("refresh", {"refresh_token": refresh_token, "grant_type": "refresh_token"})

    def shops(self, access_token: str) -> list[dict[str, Any]]:
        """The shops that the token is for: `id`, `name`, `cipher`."""
        found: list[dict[str, Any]] = self._asked("/authorization/202309/shops", {}, access_token).get("shops", [])
        return found

    def lives(self, access_token: str, cipher: str, first: date, before: date) -> Iterator[Live]:
        """The LIVEs that began from `first` until the day before `before`, page by page."""
        query = {
            "shop_cipher": cipher, "start_date_ge": first.isoformat(), "end_date_lt": before.isoformat(),
            "currency": "LOCAL", "account_type": "ALL", "page_size": str(PAGE_SIZE),
        }  # fmt: skip
        for _page in range(MOST_PAGES):
            data = self._asked(_LIVES, query, access_token)
            yield from (live_of(row) for row in data.get("live_stream_sessions", []))
            if not data.get("next_page_token"):
                return
            query["page_token"] = str(data["next_page_token"])

    def minutes(self, access_token: str, cipher: str, live_id: str) -> list[dict[str, Any]]:
        """What happened in each minute of an ended LIVE, as the platform says it."""
        data = self._asked(_MINUTES.format(live_id=live_id), {"shop_cipher": cipher, "currency": "LOCAL"}, access_token)
        found: list[dict[str, Any]] = data.get("performance", {}).get("intervals", [])
        return found

    def products(self, access_token: str, cipher: str, live_id: str) -> list[dict[str, Any]]:
        """What each product of a LIVE did, as the platform says it."""
        query = {"shop_cipher": cipher, "currency": "LOCAL"}
        found: list[dict[str, Any]] = self._asked(_PRODUCTS.format(live_id=live_id), query, access_token).get(
            "products", []
        )
        return found

    def order(self, access_token: str, cipher: str, order_id: str) -> dict[str, Any] | None:
        """An order as it stands now; notices are thin and are never believed by themselves."""
        data = self._asked(_ORDERS, {"shop_cipher": cipher, "ids": order_id}, access_token)
        return next(iter(data.get("orders", [])), None)

    def orders_changed(self, access_token: str, cipher: str, since: datetime) -> Iterator[list[dict[str, Any]]]:
        """The orders that changed from a moment on, page by page."""
        query = {"shop_cipher": cipher, "sort_field": "update_time", "sort_order": "ASC"}
        yield from self._paged(_CHANGED, query, access_token, {"update_time_ge": int(since.timestamp())}, "orders")

    def returns_changed(self, access_token: str, cipher: str, since: datetime) -> Iterator[dict[str, int]]:
        """What came back of which order, as far as it changed from a moment on, page by page."""
        body = {"update_time_ge": int(since.timestamp())}
        for page in self._paged(_RETURNS, {"shop_cipher": cipher}, access_token, body, "return_orders"):
            yield refunds_in(page)

    def refunds_of(self, access_token: str, cipher: str, order_id: str) -> dict[str, int]:
        """What came back of one order."""
        pages = self._paged(_RETURNS, {"shop_cipher": cipher}, access_token, {"order_ids": [order_id]}, "return_orders")
        return refunds_in([each for page in pages for each in page])

    def _paged(
        self, path: str, query: dict[str, str], access_token: str, body: Mapping[str, Any], name: str
    ) -> Iterator[list[dict[str, Any]]]:
        asked = {**query, "page_size": str(PAGE_SIZE)}
        for _page in range(MOST_PAGES):
            data = self._asked(path, asked, access_token, json.dumps(body).encode())
            yield list(data.get(name) or [])
            if not data.get("next_page_token"):
                return
            asked["page_token"] = str(data["next_page_token"])

    def authorize_url(self, state: str) -> str:
        """Where a shop's owner says yes; the platform sends them back with the state and a code."""
        return f"{self._auth_base}/oauth/authorize?{urlencode({'app_key': self._key, 'state': state})}"

    def _tokens(self, what: str, query: dict[str, str]) -> Tokens:
        asked = {"app_key": self._key, "app_secret": self._secret, **query}
        data = self._fetched(Request(f"{self._auth_base}/api/v2/token/{what}?{urlencode(asked)}"))  # noqa: S310
        return Tokens(
            str(data["access_token"]), moment(data["access_token_expire_in"]),
            str(data["refresh_token"]), moment(data["refresh_token_expire_in"]),
        )  # fmt: skip

    def _asked(self, path: str, query: Mapping[str, str], access_token: str, body: bytes = b"") -> dict[str, Any]:
        signed = {**query, "app_key": self._key, "timestamp": str(int(clock.now().timestamp()))}
        signed["sign"] = sign_request(self._secret, path, signed, body)
        headers = {"x-tts-access-token": access_token, "Content-Type": "application/json"}
        return self._fetched(Request(f"{self._base}{path}?{urlencode(signed)}", body or None, headers))  # noqa: S310

    def _fetched(self, request: Request) -> dict[str, Any]:
        if in_transaction():
            raise RuntimeError("a platform is asked outside of transactions")
        time.sleep(max(0.0, self._asked_at + self._pace - time.monotonic()))
        self._asked_at = time.monotonic()
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the address comes from the settings
                body = json.loads(answer.read(LARGEST_ANSWER))
        except HTTPError as fault:
            with fault:
                body = _said(fault)
        except (URLError, HTTPException, TimeoutError, OSError, ValueError) as fault:
            raise PlatformAway(type(fault).__name__) from fault
        if not isinstance(body, dict):
            raise PlatformAway("not an object")
        if body.get("code") != 0:
            raise PlatformRefused(whole(body.get("code")) or 0, str(body.get("message", "")))
        data = body.get("data")
        return data if isinstance(data, dict) else {}


def _said(fault: HTTPError) -> Any:
    """The body of an answer that is an error; PlatformAway where asking later may help."""
    if fault.code == _TOO_MANY or fault.code >= 500:
        after = fault.headers.get("Retry-After", "")
        raise PlatformAway(f"HTTP {fault.code}", int(after) if after.isdigit() else 60) from fault
    try:
        return json.loads(fault.read(LARGEST_ANSWER))
    except ValueError:
        return {"code": fault.code, "message": "HTTP"}
