"""What a visitor does, written once and played by any driver: a script yields requests and is given the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)([^\r]*)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Unexpected(Exception):
    """An answer that the script cannot go on with; counted as an error."""


class Refused(Exception):
    """The market said no as it should (sold out); counted apart."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `expect` are the statuses that count as success."""

    path: str
    method: str = "GET"
    form: Mapping[str, Any] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[int, ...] = (200,)

    def content(self) -> tuple[bytes, dict[str, str]]:
        """Body and headers as they are sent."""
        headers = dict(self.headers)
        if self.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return urlencode(self.form).encode(), headers
        return self.body or b"", headers


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: its status, the block of headers as it came, the body."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, empty when it is not there."""
        found = re.search(rb"\r\n" + name.encode() + rb": *([^\r]*)", self.head, re.IGNORECASE)
        return found.group(1).decode("latin-1") if found else ""

    def cookie(self, name: str) -> str:
        """The value that this answer sets a cookie to, empty when it does not."""
        found = re.search(rb"\r\nset-cookie: *" + name.encode() + rb"=([^;\r]*)", self.head, re.IGNORECASE)
        return found.group(1).decode("latin-1") if found else ""

    def find(self, pattern: bytes) -> str:
        """The first group of a pattern in the body; raise Unexpected when it is not there."""
        found = re.search(pattern, self.body)
        if found is None:
            raise Unexpected(f"no {pattern!r} in an answer of {self.status}")
        return found.group(1).decode()


class Jar:
    """The headers of one visitor with the cookies that a browser would send: kept when set, gone when deleted."""

    def __init__(self, **headers: str) -> None:
        self._headers = headers
        self._cookies: dict[bytes, bytes] = {}

    def keep(self, reply: Reply) -> Reply:
        """Take in what an answer says of cookies; gives the answer."""
        for name, value, rest in _COOKIE.findall(reply.head):
            if b"max-age=0" in rest.lower():
                self._cookies.pop(name, None)
            else:
                self._cookies[name] = value
        return reply

    @property
    def headers(self) -> dict[str, str]:
        """What the next request says."""
        cookies = b"; ".join(name + b"=" + value for name, value in self._cookies.items()).decode("latin-1")
        return {**self._headers, "Cookie": cookies} if cookies else self._headers


Script = Generator[Ask, Reply, None]
Visits = Callable[[int], Script]
"""Makes the script of visit number n; no number is given twice in one measurement."""


def check(ask: Ask, reply: Reply) -> Reply:
    """The reply, when its status is one of those expected; raise Unexpected."""
    if reply.status not in ask.expect:
        raise Unexpected(f"{ask.method} {ask.path} answered {reply.status}")
    return reply


def one(ask: Ask) -> Visits:
    """Visits of one and the same request."""

    def visit(_number: int) -> Script:
        yield ask

    return visit
