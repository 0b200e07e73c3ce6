"""Faults on order: the next requests to a path fail in a chosen way."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from typing import Any

from tests.emulators.stripe_checkout.refusals import Refusal

# Kept under the idempotency key, as Stripe keeps a 500: the same key answers it again.
EXECUTED = {"error_500", "error_500_after"}
# Answered before the key is looked at: the same key may succeed next time.
TURNED_AWAY = {"conflict_409": 409, "rate_limited_429": 429, "unavailable_503": 503, "refusal": 402}
NETWORK = {"reset", "reset_after", "timeout", "timeout_after"}
KINDS = {*EXECUTED, *TURNED_AWAY, *NETWORK, "latency"}


@dataclass
class Fault:
    """`…_after` kinds do the work first. `seconds` is for time-outs and latency; `path` may hold `*`."""

    kind: str
    path: str = "/v1/*"
    method: str = "*"
    times: int = 1
    seconds: float = 30.0
    status: int | None = None
    code: str | None = None
    message: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault called {self.kind}: one of {', '.join(sorted(KINDS))}")

    def refusal(self) -> Refusal:
        codes = {"conflict_409": "lock_timeout", "rate_limited_429": "rate_limit"}
        executed = self.kind in EXECUTED
        return Refusal(
            self.message or "Made to fail by the emulator.",
            status=self.status or TURNED_AWAY.get(self.kind, 500),
            code=self.code or codes.get(self.kind),
            type="invalid_request_error" if self.kind == "refusal" else "api_error",
            retry=False if executed or self.kind == "refusal" else None,
        )


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The first that fits, counted down."""
        with self._lock:
            for fault in self._waiting:
                if fnmatch(method, fault.method) and fnmatch(path, fault.path):
                    fault.times -= 1
                    self._waiting = [left for left in self._waiting if left.times > 0]
                    return fault
        return None

    def waiting(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._waiting]


class Breakage:
    """WSGI layer for the faults of the network; the others are left in `environ["emulator.fault"]`."""

    def __init__(self, app: Callable[..., Iterable[bytes]], faults: Faults, stopping: threading.Event) -> None:
        self._app, self._faults, self._stopping = app, faults, stopping

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        fault = self._faults.take(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        environ["emulator.fault"] = fault
        if fault is None or fault.kind not in NETWORK:
            return self._app(environ, start_response)
        if fault.kind.endswith("_after"):
            _swallow(self._app(environ, lambda *args, **kwargs: lambda data: None))
        if fault.kind.startswith("timeout"):
            self._stopping.wait(fault.seconds)
        _reset(environ.get("werkzeug.socket"))
        raise ConnectionResetError


def _swallow(answer: Any) -> None:
    list(answer)
    if hasattr(answer, "close"):
        answer.close()


def _reset(connection: socket.socket | None) -> None:
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
