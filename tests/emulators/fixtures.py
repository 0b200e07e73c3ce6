"""Fixtures for the stand-ins of Stripe and GHN."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import stripe
from flask import Flask
from flask.testing import FlaskClient

from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from tests.domain.shipping.stage import asking_the_emulator, connected
from tests.emulators.ghn import World
from tests.emulators.stripe_checkout import Control, in_background
from tests.emulators.stripe_checkout.faults import Fault
from tests.emulators.stripe_checkout.state import Thing

SECRET = "whsec_emulator"
RETRY_AFTER = (0.05, 0.1, 0.2)


class StripeEmulator(Control):
    """A running Checkout emulator, empty at the start of each test.

    `control.py` has what drives it (pay, fail, pay_async, expire, alter, advance …), `courier` its webhooks.
    """

    def __init__(self, base_url: str, control: Control) -> None:
        super().__init__(control.world, control.courier)
        self.base_url, self.secret, self.api_key = base_url, SECRET, "sk_test_emulator"

    def send_webhooks_to(self, url: str, *, mode: str = "normal") -> None:
        """Deliver to a server on this machine from now on, in one of the modes of `courier.py`."""
        self.courier.send_to(url)
        self.courier.set_mode(mode)

    def client(self, *, timeout: float = 5, retries: int = 2) -> stripe.StripeClient:
        return stripe.StripeClient(
            self.api_key,
            base_addresses={"api": self.base_url},
            max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=timeout),
        )

    def faults(self, kind: str, path: str = "/v1/*", **more: Any) -> None:
        """The next `times` requests to `path` (may hold `*`) fail: see `faults.py` for the kinds."""
        self.world.faults.add(Fault(kind, path, **more))

    @property
    def events(self) -> list[Thing]:
        """Oldest first."""
        with self.world.lock:
            return list(reversed(self.world.every("event")))

    @property
    def requests(self) -> list[Thing]:
        """Requests to /v1, oldest first: method, path, params, idempotency_key, status, fault."""
        return self.world.requests

    @property
    def attempts(self) -> list[Thing]:
        """Deliveries tried: event, type, at, and status or error."""
        return self.courier.attempts

    def things(self, kind: str) -> list[Thing]:
        """Objects of a kind (`checkout.session`, `refund` …), oldest first."""
        with self.world.lock:
            return list(reversed(self.world.every(kind)))

    def deliver_into(self, client: FlaskClient, path: str = "/hooks/stripe", *, seed: int | None = None) -> list[int]:
        """Deliver what is held through a test client, at once; answers the statuses. Needs no server."""

        def post(body: bytes, headers: Mapping[str, str]) -> int:
            return client.post(path, data=body, headers=dict(headers)).status_code

        return self.courier.hand_over(post, seed=seed)


@pytest.fixture
def stripe_emulator() -> Iterator[StripeEmulator]:
    """Our emulator of hosted Checkout, on a free port of this machine, in a thread."""
    with in_background(secret=SECRET, retry_after=RETRY_AFTER) as (base_url, control):
        yield StripeEmulator(base_url, control)


@pytest.fixture
def stripe_client(stripe_emulator: StripeEmulator) -> stripe.StripeClient:
    """Stripe's own SDK, talking to the emulator."""
    return stripe_emulator.client()


@dataclass
class LocalStripe:
    """A running localstripe. It ignores idempotency keys and accepts refunds above the payment."""

    base_url: str
    secret: str = "whsec_localstripe"
    api_key: str = "sk_test_12345"

    def client(self, *, retries: int = 2) -> stripe.StripeClient:
        return stripe.StripeClient(self.api_key, base_addresses={"api": self.base_url}, max_network_retries=retries)

    def send_webhooks_to(self, url: str) -> None:
        """It delivers about a second later, once, and does not try again."""
        _call("POST", f"{self.base_url}/_config/webhooks/tests", {"url": url, "secret": self.secret})

    def flush(self) -> None:
        """Forget all objects; where webhooks go stays."""
        _call("DELETE", f"{self.base_url}/_config/data")


@pytest.fixture(scope="session")
def localstripe_process() -> Iterator[LocalStripe]:
    port = _free_port()
    launcher = Path(__file__).with_name("localstripe_loopback.py")
    process = subprocess.Popen([sys.executable, str(launcher), "--port", str(port)])
    try:
        stand_in = LocalStripe(f"http://127.0.0.1:{port}")
        _wait_until(lambda: _answers(port), process)
        yield stand_in
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def localstripe(localstripe_process: LocalStripe) -> LocalStripe:
    """localstripe in a process of its own, flushed before each test."""
    localstripe_process.flush()
    return localstripe_process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"localstripe did not start (exit code {process.returncode})")
        time.sleep(0.05)


def _call(method: str, url: str, body: Mapping[str, str] | None = None) -> None:
    data = urllib.parse.urlencode(body).encode() if body else None
    asked = urllib.request.Request(url, data=data, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(asked, timeout=10) as answer:
        answer.read()


@pytest.fixture
def ghn(app: Flask) -> Iterator[World]:
    """GHN's emulator, asked by the app instead of GHN."""
    with asking_the_emulator(app) as world:
        yield world


@pytest.fixture
def shop(ghn: World, booth: Booth, minh: Person) -> Booth:
    """Minh's booth, connected to the emulator."""
    return connected(booth, minh)
