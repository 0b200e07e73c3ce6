"""Signed webhooks, posted to one address in the background and tried again until answered with 2xx."""

from __future__ import annotations

import heapq
import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import requests
import stripe

from tests.emulators.stripe_checkout import sessions
from tests.emulators.stripe_checkout.state import Thing, World

MODES = ("normal", "hold", "duplicate", "shuffle", "drop")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Seconds before each new try. Stripe goes on for three days; a test cannot.
RETRY_AFTER = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

Post = Callable[[bytes, Mapping[str, str]], int]


class Courier:
    """In `hold` and `shuffle`, or without an address, events wait for `release`; `drop` never sends them."""

    def __init__(self, world: World, secret: str, retry_after: tuple[float, ...] = RETRY_AFTER) -> None:
        self.world, self.secret, self.retry_after = world, secret, retry_after
        self.attempts: list[Thing] = []
        self._ready = threading.Condition()
        self._url: str | None = None
        self._thread: threading.Thread | None = None
        self._clear()
        world.on_event = self.take

    def _clear(self) -> None:
        self.mode, self.held = "normal", list[Thing]()
        self._queue: list[tuple[float, int, int, Thing]] = []
        self._number = self._under_way = 0

    def reset(self) -> None:
        with self._ready:
            self._clear()
            self.attempts.clear()

    def send_to(self, url: str | None) -> None:
        """Raises ValueError for an address beyond this machine."""
        if url is not None and urlsplit(url).hostname not in LOOPBACK:
            raise ValueError(f"webhooks go to this machine only, not to {url}")
        self._url = url

    def take(self, event: Thing) -> None:
        with self._ready:
            if self.mode == "drop":
                return
            if self._url is None or self.mode in ("hold", "shuffle"):
                self.held.append(event)
                return
            self._plan(event, copies=2 if self.mode == "duplicate" else 1)

    def set_mode(self, mode: str) -> None:
        """Raises ValueError for an unknown mode. Going back to `normal` sends what was held."""
        if mode not in MODES:
            raise ValueError(f"no mode called {mode}: one of {', '.join(MODES)}")
        with self._ready:
            seed = 1 if self.mode == "shuffle" else None
            self.mode = mode
        if mode == "normal":
            self.release(seed=seed)

    def release(self, *, seed: int | None = None) -> int:
        """Send what is held, in an order drawn from `seed` if given; answers how many."""
        with self._ready:
            if self._url is None:
                return 0
            going = self._take_held(seed)
            for event in going:
                self._plan(event)
            return len(going)

    def hand_over(self, post: Post, *, seed: int | None = None) -> list[int]:
        """Deliver what is held through `post(body, headers) -> status`, here and now, without a server."""
        with self._ready:
            going = self._take_held(seed or (1 if self.mode == "shuffle" else None))
            copies = 2 if self.mode == "duplicate" else 1
        answers = []
        for event in going:
            for _ in range(copies):
                answers.append(post(*self.signed(event)))
                self._note(event, status=answers[-1])
        return answers

    def _take_held(self, seed: int | None) -> list[Thing]:
        going, self.held = self.held, []
        if seed is not None:
            random.Random(seed).shuffle(going)
        return going

    def signed(self, event: Thing) -> tuple[bytes, dict[str, str]]:
        """Body and headers as Stripe sends them, signed now."""
        body = json.dumps(event, indent=2, ensure_ascii=False)
        mark = stripe.WebhookSignature.generate_signature_header(body, self.secret)
        return body.encode(), {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": mark,
            "User-Agent": "Stripe/1.0 (emulator)",
        }

    def _plan(self, event: Thing, *, copies: int = 1, tries: int = 0, wait: float = 0) -> None:
        for _ in range(copies):
            self._number += 1
            heapq.heappush(self._queue, (time.monotonic() + wait, self._number, tries, event))
        self._ready.notify_all()

    def wait_until_idle(self, timeout: float = 10) -> bool:
        """Whether everything planned, later tries included, was done within `timeout` seconds."""
        with self._ready:
            return self._ready.wait_for(lambda: not self._queue and not self._under_way, timeout)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._work, name="stripe-emulator-courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.world.stopping.set()
        with self._ready:
            self._ready.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        with ThreadPoolExecutor(4, "stripe-emulator-post") as pool, requests.Session() as http:
            http.trust_env = False
            while not self.world.stopping.is_set():
                for tries, event in self._due():
                    pool.submit(self._deliver, http, event, tries)
                with self.world.lock:
                    sessions.lapse_due(self.world)

    def _due(self) -> list[tuple[int, Thing]]:
        with self._ready:
            now = time.monotonic()
            wait = min(1.0, self._queue[0][0] - now) if self._queue else 1.0
            if wait > 0:
                self._ready.wait(wait)
            due = []
            while self._queue and self._queue[0][0] <= time.monotonic():
                _, _, tries, event = heapq.heappop(self._queue)
                due.append((tries, event))
            self._under_way += len(due)
            return due

    def _deliver(self, http: requests.Session, event: Thing, tries: int) -> None:
        body, headers = self.signed(event)
        try:
            status = http.post(
                self._url or "", data=body, headers=headers, timeout=10, allow_redirects=False
            ).status_code
        except requests.RequestException as error:
            self._note(event, error=type(error).__name__)
            status = 0
        else:
            self._note(event, status=status)
        with self._ready:
            self._under_way = max(0, self._under_way - 1)
            if not 200 <= status < 300 and tries < len(self.retry_after):
                self._plan(event, tries=tries + 1, wait=self.retry_after[tries])
            self._ready.notify_all()

    def _note(self, event: Thing, **outcome: object) -> None:
        self.attempts.append({"event": event["id"], "type": event["type"], "at": time.time(), **outcome})
        status = outcome.get("status")
        if isinstance(status, int) and 200 <= status < 300:
            event["pending_webhooks"] = 0
