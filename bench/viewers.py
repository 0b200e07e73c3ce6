"""Those who watch: thousands of phones, each with a connection of its own, that ask every few seconds what is shown."""

from __future__ import annotations

import heapq
import multiprocessing
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from bench.load import SILENCE_SECONDS, leave_ending_to_the_parent, percentile
from bench.visits import LENGTH

EVERY_SECONDS = 5.0


@dataclass
class Watched:
    """What the viewers saw; latencies in milliseconds. `unanswered` are polls that got no answer."""

    viewers: int
    asked: int = 0
    unanswered: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The figures for programs."""
        ordered = sorted(self.latencies)
        return {
            "viewers": self.viewers, "polls": self.asked, "unanswered": self.unanswered,
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "p50_ms": round(1000 * percentile(ordered, 0.5), 1), "p99_ms": round(1000 * percentile(ordered, 0.99), 1),
        }  # fmt: skip


@contextmanager
def watching(port: int, path: str, viewers: int) -> Iterator[Watched]:
    """Have so many viewers poll while the block runs; what they saw is there when it has ended."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=_watch, args=(port, path, viewers, theirs), daemon=True)
    child.start()
    theirs.close()
    watched = Watched(viewers)
    try:
        if not ours.poll(SILENCE_SECONDS * 3):
            raise TimeoutError("the viewers did not come")
        ours.recv()
        yield watched
        ours.send("enough")
        if not ours.poll(SILENCE_SECONDS * 2):
            raise TimeoutError("the viewers fell silent")
        watched.__dict__.update(ours.recv().__dict__)
    finally:
        child.terminate()
        child.join()


def _watch(port: int, path: str, viewers: int, told: Connection) -> None:
    leave_ending_to_the_parent()
    crowd = _Viewers(port, path, viewers)
    told.send("here")
    told.send(crowd.play(told))
    told.close()


class _Viewer:
    """One connection, and the ETag of what it was shown last."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.etag = b""
        self.heard = bytearray()
        self.asked_at = 0.0


class _Viewers:
    """All of them on one thread."""

    def __init__(self, port: int, path: str, count: int) -> None:
        self._head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()
        self._ready = selectors.EpollSelector()
        self._watched = Watched(count)
        self._due: list[tuple[float, int, _Viewer]] = []
        now = time.monotonic()
        for number in range(count):
            viewer = _Viewer(socket.create_connection(("127.0.0.1", port), timeout=SILENCE_SECONDS))
            self._ready.register(viewer.connection, selectors.EVENT_READ, viewer)
            heapq.heappush(self._due, (now + EVERY_SECONDS * number / count, number, viewer))

    def play(self, told: Connection) -> Watched:
        """Poll until told that it is enough, then wait for what is still to come."""
        waiting = 0
        ends = None
        while ends is None or (waiting and time.monotonic() < ends):
            waiting += self._ask() if ends is None else 0
            for key, _ in self._ready.select(0.02):
                waiting -= self._hear(key.data)
            if ends is None and told.poll():
                ends = time.monotonic() + SILENCE_SECONDS
        self._watched.unanswered += waiting
        return self._watched

    def _ask(self) -> int:
        begun = 0
        while self._due and self._due[0][0] <= time.monotonic():
            _, _, viewer = heapq.heappop(self._due)
            known = b"If-None-Match: " + viewer.etag + b"\r\n" if viewer.etag else b""
            viewer.asked_at = time.monotonic()
            viewer.connection.sendall(self._head + known + b"\r\n")
            self._watched.asked += 1
            begun += 1
        return begun

    def _hear(self, viewer: _Viewer) -> int:
        """Take in what came; 1 when an answer is whole or will never be."""
        chunk = viewer.connection.recv(262_144)
        if not chunk:
            self._ready.unregister(viewer.connection)
            self._watched.unanswered += 1
            return 1
        viewer.heard += chunk
        end = viewer.heard.find(b"\r\n\r\n")
        if end < 0:
            return 0
        head = bytes(viewer.heard[:end])
        status, length = int(head[9:12]), LENGTH.search(head)
        if len(viewer.heard) < end + 4 + (int(length.group(1)) if length and status != 304 else 0):
            return 0
        self._note(viewer, status, head)
        return 1

    def _note(self, viewer: _Viewer, status: int, head: bytes) -> None:
        now = time.monotonic()
        self._watched.statuses[status] += 1
        self._watched.latencies.append(now - viewer.asked_at)
        _, found, rest = head.partition(b"\r\netag: ")
        viewer.etag = rest.partition(b"\r\n")[0] if found else viewer.etag
        viewer.heard.clear()
        heapq.heappush(self._due, (max(now, viewer.asked_at + EVERY_SECONDS), id(viewer), viewer))
