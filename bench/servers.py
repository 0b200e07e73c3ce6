"""Servers under load: granian processes of our own on free loopback ports, ended by their id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 30.0

# No nginx stands before it here to hold the connections of thousands who watch.
CONNECTIONS = 16_384


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """CPU time that it and its workers have used so far."""
        return sum(_cpu_of(pid) for pid in (self.pid, *_children_of(self.pid)))


@contextmanager
def serve(app: str, environment: Mapping[str, str], log: Path, *, workers: int, threads: int) -> Iterator[Server]:
    """Serve `module:factory` until the block ends. {port} in the environment stands for the port."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--factory", "--no-ws",
        "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads),
        "--backlog", str(CONNECTIONS), "--log-level", "warning", app,
    ]  # fmt: skip
    settings = {name: value.replace("{port}", str(port)) for name, value in environment.items()}
    with log.open("ab") as kept:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=kept, stderr=kept, start_new_session=True
        )
        try:
            _wait_until_open(process, port, log)
            yield Server(port, process.pid)
        finally:
            end(process)


def free_port() -> int:
    """A loopback port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process: first asked, then made to."""
    process.terminate()
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        for pid in _children_of(process.pid):
            os.kill(pid, 9)
        process.kill()
        process.wait()


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _children_of(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children_of(child)]
    return found


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
