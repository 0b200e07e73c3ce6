"""The load: so many visitors in a closed loop on loopback, bounded in time and in visits.

`wrk` plays plain GET requests where it is on the machine; everything else is played by processes of our own, each with
some keep-alive connections on raw sockets. Both share the machine with the server, so only ratios of one run compare.
"""

from __future__ import annotations

import multiprocessing
import re
import selectors
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from bench.visits import LENGTH, Ask, Refused, Reply, Script, Unexpected, Visits, check

WRK = shutil.which("wrk")
GENERATORS = 2
SILENCE_SECONDS = 20.0
PATHS_LUA = Path(__file__).with_name("paths.lua")


@dataclass
class Measured:
    """What a stretch of load came to; latencies in milliseconds."""

    generator: str
    visits: int
    seconds: float
    p50: float
    p95: float
    p99: float
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Visits per second."""
        return self.visits / self.seconds if self.seconds else 0.0


def play_paths(
    port: int, paths: Sequence[str], *, visitors: int, seconds: float, headers: Sequence[str] = ()
) -> Measured:
    """GET these paths in turn for so many seconds; wrk knows whole seconds only."""
    if WRK and seconds >= 1:
        return _play_by_wrk(port, paths, visitors, int(seconds), headers)
    asks = [Ask(path, headers=dict(line.split(": ", 1) for line in headers)) for path in paths]

    def visit(number: int) -> Script:
        yield asks[number % len(asks)]

    return play(port, visit, visitors=visitors, seconds=seconds)


def _play_by_wrk(port: int, paths: Sequence[str], visitors: int, seconds: int, headers: Sequence[str]) -> Measured:
    told = [item for line in headers for item in ("-H", line)]
    command = [
        WRK or "wrk", "-t1", f"-c{visitors}", f"-d{seconds}s", "--timeout", "10s", "-s", str(PATHS_LUA), *told,
        f"http://127.0.0.1:{port}{paths[0]}", "--", *paths,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + SILENCE_SECONDS)
    return read_wrk(done.stdout)


def read_wrk(text: str) -> Measured:
    """The line that our script for wrk prints at the end."""
    found = re.search(r"bench (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", text)
    if found is None:
        raise RuntimeError(f"wrk said: {text[-300:]}")
    visits, micros, p50, p95, p99, statuses, breaks = map(int, found.groups())
    errors = Counter({"answers of 400 and above": statuses, "connections broken or timed out": breaks})
    return Measured("wrk", visits, micros / 1e6, p50 / 1000, p95 / 1000, p99 / 1000, errors=+errors)


def play(port: int, visits: Visits, *, visitors: int, seconds: float, most: int = 10**9, first: int = 0) -> Measured:
    """Have `visitors` play visits numbered from `first`, until the time is over or `most` are begun."""
    begin = time.monotonic() + 0.05
    count = min(GENERATORS, visitors)
    fork = multiprocessing.get_context("fork")
    children, ends = [], []
    for place in range(count):
        ours, theirs = fork.Pipe(duplex=False)
        share = _Share(port, visitors // count + (place < visitors % count), begin, begin + seconds)
        numbers = range(first + place, first + most, count)
        child = fork.Process(target=_generate, args=(share, visits, numbers, theirs), daemon=True)
        child.start()
        theirs.close()
        children.append(child)
        ends.append(ours)
    try:
        return _sum_up([_heard(end, seconds) for end in ends], begin)
    finally:
        for child in children:
            child.terminate()
            child.join()


@dataclass(frozen=True, slots=True)
class _Share:
    """One process's part of the load; moments on the monotonic clock, which processes share."""

    port: int
    visitors: int
    begin: float
    end: float


@dataclass
class _Tally:
    """What one process saw."""

    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    ended: float = 0.0


def _heard(end: Connection, seconds: float) -> _Tally:
    if not end.poll(seconds + SILENCE_SECONDS):
        raise TimeoutError("a load generator fell silent")
    tally: _Tally = end.recv()
    return tally


def _sum_up(tallies: Sequence[_Tally], begin: float) -> Measured:
    latencies = sorted(each for tally in tallies for each in tally.latencies)
    errors = sum((tally.errors for tally in tallies), Counter())
    seconds = max(tally.ended for tally in tallies) - begin
    refused = sum(tally.refused for tally in tallies)
    p50, p95, p99 = (1000 * percentile(latencies, share) for share in (0.5, 0.95, 0.99))
    return Measured("raw sockets", len(latencies), seconds, p50, p95, p99, refused, errors)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of an ascending list lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def leave_ending_to_the_parent() -> None:
    """For a forked child: Ctrl-C is the parent's business, and its way of ending us is quiet."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _generate(share: _Share, visits: Visits, numbers: range, told: Connection) -> None:
    leave_ending_to_the_parent()
    told.send(_Crowd(share, visits, numbers).play())
    told.close()


class _Crowd:
    """Some visitors on one thread, each with one connection."""

    def __init__(self, share: _Share, visits: Visits, numbers: range) -> None:
        self._share = share
        self._visits = visits
        self._numbers = iter(numbers)
        self._tally = _Tally()
        self._ready = selectors.EpollSelector()

    def play(self) -> _Tally:
        """Play until the time is over or there is nothing left to play."""
        time.sleep(max(0.0, self._share.begin - time.monotonic()))
        playing = sum(_Visitor(self).begin() for _ in range(self._share.visitors))
        while playing and time.monotonic() < self._share.end + SILENCE_SECONDS / 2:
            for key, _ in self._ready.select(1.0):
                playing -= not key.data.hear()
        self._tally.ended = time.monotonic()
        return self._tally

    def connect(self, visitor: _Visitor) -> socket.socket:
        """A connection whose answers this visitor hears."""
        opened = socket.create_connection(("127.0.0.1", self._share.port), timeout=SILENCE_SECONDS)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ready.register(opened, selectors.EVENT_READ, visitor)
        return opened

    def forget(self, connection: socket.socket) -> None:
        """Close a connection."""
        self._ready.unregister(connection)
        connection.close()

    def next_script(self) -> Script | None:
        """The next visit, None when the time is over or there is none left."""
        if time.monotonic() >= self._share.end:
            return None
        number = next(self._numbers, None)
        return None if number is None else self._visits(number)

    def note(self, began: float, fault: Exception | None) -> None:
        """Count a visit that has ended."""
        if fault is None:
            self._tally.latencies.append(time.monotonic() - began)
        elif isinstance(fault, Refused):
            self._tally.refused += 1
        else:
            self._tally.errors[f"{type(fault).__name__}: {fault}"[:160]] += 1


class _Visitor:
    """One connection that plays one visit after another; who asks several things is somebody new with a new one.

    Workers share new connections out by chance: kept ones could all be one worker's for as long as a round takes.
    """

    def __init__(self, crowd: _Crowd) -> None:
        self._crowd = crowd
        self._socket: socket.socket | None = None
        self._heard = bytearray()
        self._script: Script | None = None
        self._ask: Ask | None = None
        self._began = 0.0
        self._asked = 0

    def begin(self) -> bool:
        """Begin the next visit; False when there is none."""
        while (script := self._crowd.next_script()) is not None:
            if self._asked > 1:
                self._leave()
            self._script, self._began, self._asked = script, time.monotonic(), 0
            if self._step(None):
                return True
        return False

    def hear(self) -> bool:
        """Take in what came; False when this visitor has nothing more to do."""
        reply = self._reply()
        if reply is None:
            return True
        return self._step(reply) or self.begin()

    def _step(self, reply: Reply | None) -> bool:
        """Go on with the visit; False when it has ended."""
        try:
            self._ask = next(self._script) if reply is None else self._script.send(check(self._ask, reply))
            self._asked += 1
            self._say(self._ask)
        except StopIteration:
            self._crowd.note(self._began, None)
        except (Unexpected, Refused, OSError) as fault:
            self._crowd.note(self._began, fault)
        else:
            return True
        return False

    def _say(self, ask: Ask) -> None:
        if self._socket is None:
            self._socket = self._crowd.connect(self)
        self._socket.sendall(as_bytes(ask, self._socket.getpeername()[1]))

    def _reply(self) -> Reply | None:
        assert self._socket is not None
        chunk = self._socket.recv(262_144)
        if not chunk:
            self._leave()
            return Reply(0, b"", b"")
        self._heard += chunk
        return self._whole_reply()

    def _leave(self) -> None:
        if self._socket is not None:
            self._crowd.forget(self._socket)
            self._socket, self._heard = None, bytearray()

    def _whole_reply(self) -> Reply | None:
        end = self._heard.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self._heard[:end])
        status = int(head[9:12])
        found = LENGTH.search(head)
        if found is None and status not in (204, 304):
            raise RuntimeError("an answer without a length")
        size = end + 4 + (int(found.group(1)) if found and status != 304 else 0)
        if len(self._heard) < size:
            return None
        reply = Reply(status, head, bytes(self._heard[end + 4 : size]))
        del self._heard[:size]
        return reply


def as_bytes(ask: Ask, port: int) -> bytes:
    """A request as it goes over the wire."""
    body, headers = ask.content()
    lines = [f"{ask.method} {ask.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if ask.method != "GET":
        lines += ["Sec-Fetch-Site: same-origin", f"Content-Length: {len(body)}"]
    return "\r\n".join((*lines, "", "")).encode() + body
